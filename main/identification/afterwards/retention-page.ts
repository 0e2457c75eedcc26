import type { Words } from '../../../core/election/common.ts';

/** What the page says of the copy that it lies in. */
export interface RetentionFacts {
  readonly election: Words;
  readonly mode: string;
  readonly station: string;
  readonly device: string;
  readonly serial: string;
  /** Words of the device's keys. */
  readonly words: readonly string[];
  readonly events: number;
  /** Hash of the last event, hex. */
  readonly head: string;
  /** Local, as people read it. */
  readonly written: string;
  /** Last day on which it is kept, as people read it; over: on the day of writing that day was past. */
  readonly keep: { readonly until: string; readonly over: boolean } | null;
}

/**
 * What a reader types to check the copy, in the folder itself: nothing but sha256sum, jq, awk and openssl 3. Each block
 * ends with a line that says OK; a test runs them as they stand here.
 */
export const retentionChecks: readonly { readonly what: Words; readonly shell: string }[] = [
  {
    what: {
      ky: 'Ар бир файл өзгөрбөгөн, жана тизмеге ушул жабдуу кол койгон.',
      ru: 'Ни один файл не изменён, и список подписан этим устройством.',
      en: 'No file was changed, and this device signed the list.',
    },
    shell: `sha256sum -c SHA256SUMS && echo "files OK"
openssl pkeyutl -verify -pubin -inkey device.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig && echo "list OK"`,
  },
  {
    what: {
      ky: 'Журналдын ар бир сабы мурункусун атайт: эч бири өчүрүлгөн, кошулган же жылдырылган эмес.',
      ru: 'Каждая строка журнала называет предыдущую: ни одна не убрана, не добавлена и не переставлена.',
      en: 'Each line of the journal names the one before: none was taken out, put in or moved.',
    },
    shell: `jq -r 'select(.head | not) | [.seq, .prev, .hash] | @tsv' journal.ndjson |
  awk 'BEGIN { last = sprintf("%064d", 0) } $1 != NR || $2 != last { bad = 1; print "line " NR }
    { last = $3 } END { if (!bad) print "chain OK" }'
tail -n 2 journal.ndjson | jq -s 'if length == 1 or (.[0].hash == .[1].last and .[0].seq == .[1].count)
  then "end OK" else "the end is missing" end'`,
  },
  {
    what: {
      ky: 'Ар бир саптын белгиси туура эсептелген (узун журналда бир нече мүнөт кетет).',
      ru: 'Отметка каждой строки вычислена верно (на длинном журнале это несколько минут).',
      en: 'The hash of each line is computed rightly (a long journal takes some minutes).',
    },
    shell: `head -n -1 journal.ndjson | { bad=0; while IFS= read -r line; do
  want=$(printf '%s' "$line" | jq -r .hash)
  got=$({ printf 'taanuu/event/1'; printf '%s' "$line" | jq -jcS 'del(.hash,.sig)'; } | sha256sum | cut -c 1-64)
  [ "$want" = "$got" ] || { bad=1; printf '%s\\n' "$line"; }
done; [ "$bad" = 0 ] && echo "hashes OK"; }`,
  },
  {
    what: {
      ky: 'Журналдын аягына ушул жабдуу кол койгон; саптар чынжырда болгондуктан, бул баарына кол коюу.',
      ru: 'Конец журнала подписан этим устройством; так как строки связаны в цепь, это подпись под всеми.',
      en: 'This device signed the end of the journal; as the lines are a chain, that signs all of them.',
    },
    shell: `work=$(mktemp -d)
{ printf 'taanuu/head/1'; tail -n 1 journal.ndjson | jq -jcS 'del(.sig)'; } |
  openssl dgst -sha256 -binary > "$work/hash"
openssl pkeyutl -verify -pubin -inkey device.pem -rawin -in "$work/hash" -sigfile head.sig && echo "signature OK"
rm -r "$work"`,
  },
];

const sections: Readonly<Record<keyof Words, Readonly<Record<string, string>>>> = {
  ky: {
    title: 'Шайлоо участкасынын сакталуучу көчүрмөсү',
    what: 'Бул папкада бир жабдуунун журналы жана шайлоонун эрежелери жатат. Аны окуу жана текшерүү үчүн бул жабдуунун программасы керек эмес. Журналда шайлоочулардын аты, ПИНи, сүрөтү же бармак изи жок.',
    election: 'Шайлоо',
    station: 'Шайлоо участкасы',
    device: 'Жабдуу',
    words: 'Жабдуунун ачкычынын сөздөрү',
    events: 'Окуялардын саны',
    head: 'Журналдын белгиси',
    written: 'Жазылды',
    keep: 'Сактоо мөөнөтү',
    over: 'Сактоо мөөнөтү бүткөн күн',
    files: 'Папкада эмне бар',
    verify: 'Кантип текшерүү керек',
    open: 'Папканы Linux терминалында ачып, төмөнкүлөрдү терип чыгыңыз. Ар бири OK деп бүтөт. device.pem ачкычы чын экенин сөздөрү боюнча текшериңиз: алар жабдуу катталганда басылган.',
  },
  ru: {
    title: 'Копия участка для хранения',
    what: 'В этой папке лежат журнал одного устройства и правила выборов. Чтобы читать и проверить их, программа этого устройства не нужна. Имён, ПИН, фотографий и отпечатков избирателей в журнале нет.',
    election: 'Выборы',
    station: 'Избирательный участок',
    device: 'Устройство',
    words: 'Слова ключа устройства',
    events: 'Число событий',
    head: 'Отметка журнала',
    written: 'Записано',
    keep: 'Хранить до',
    over: 'Срок хранения истёк',
    files: 'Что в папке',
    verify: 'Как проверить',
    open: 'Откройте папку в терминале Linux и наберите то, что ниже. Каждая проверка кончается словом OK. Что ключ device.pem настоящий, проверьте по его словам: их напечатали, когда устройство регистрировали.',
  },
  en: {
    title: 'A station’s copy to be kept',
    what: 'This folder holds the journal of one device and the rules of the election. Nobody needs this device’s program to read and check it. No voter’s name, PIN, photo or fingerprint is in the journal.',
    election: 'Election',
    station: 'Polling station',
    device: 'Device',
    words: 'Words of the device’s key',
    events: 'Events',
    head: 'Head of the journal',
    written: 'Written',
    keep: 'Keep until',
    over: 'The keeping time ended',
    files: 'What is in the folder',
    verify: 'How to check it',
    open: 'Open the folder in a Linux terminal and type what stands below. Each check ends with OK. Whether the key device.pem is the right one is seen by its words: they were printed when the device was registered.',
  },
};

const files: readonly (readonly [string, Words])[] = [
  [
    'journal.ndjson',
    {
      ky: 'журнал: ар бир сап — бир окуя, JSON түрүндө; акыркысы — аягы',
      ru: 'журнал: в каждой строке одно событие в виде JSON; последняя — конец',
      en: 'the journal: one event a line, as JSON; the last line is its end',
    },
  ],
  [
    'journal-before-….ndjson',
    {
      ky: 'башка жабдуу иштебей калып, ушул жабдуу улантса: анын журналы, көчүрүлгөнүнчө; аягын journal.ndjson ичиндеги copy.continued айтат',
      ru: 'если это устройство продолжило работу другого: журнал того устройства, сколько его было скопировано; его конец называет copy.continued в journal.ndjson',
      en: 'where this device went on from another one: that one’s journal as far as it was copied; copy.continued in journal.ndjson says where it ends',
    },
  ],
  [
    'events.json',
    {
      ky: 'окуялардын ар бир түрү эмнени билдирет',
      ru: 'что означает каждый вид события',
      en: 'what each type of event means',
    },
  ],
  [
    'election.json, policy.json',
    {
      ky: 'комиссия кол койгон шайлоо жана эрежелер',
      ru: 'подписанные комиссией выборы и правила',
      en: 'the election and the rules as the commission signed them',
    },
  ],
  [
    'trust.json',
    {
      ky: 'жабдуулардын ачкычтары, текшерүүчү программалар үчүн',
      ru: 'ключи устройств, для программ проверки',
      en: 'the devices’ keys, for programs that verify',
    },
  ],
  [
    'device.pem',
    { ky: 'ушул жабдуунун ачык ачкычы', ru: 'открытый ключ этого устройства', en: 'this device’s public key' },
  ],
  ['head.sig, SHA256SUMS.sig', { ky: 'жабдуунун колдору', ru: 'подписи устройства', en: 'signatures by the device' }],
];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style =
  'body{font:17px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#000;background:#fff}' +
  'h1{font-size:1.6em}h2{font-size:1.2em;margin-top:1.6em}section{border-top:2px solid #000;margin-top:2.5em}' +
  'dt{color:#444}dd{margin:0 0 .5em;font-weight:bold;overflow-wrap:anywhere}' +
  'pre{border:1px solid #666;padding:.8em;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85em}';

/** The page that lies beside a retention copy: what it is and how to check it, Kyrgyz first, then Russian and English. */
export function retentionPage(facts: RetentionFacts): string {
  const languages = ['ky', 'ru', 'en'] as const;
  const parts = languages.map((language) => section(language, facts)).join('\n');
  return `<!doctype html>
<html lang="ky">
<head><meta charset="utf-8"><title>${escaped(sections.ky.title ?? '')}</title><style>${style}</style></head>
<body>
${parts}
</body>
</html>
`;
}

/** A day that is past is told as past, and promised to nobody. */
function keeping(
  t: Readonly<Record<string, string>>,
  { keep }: RetentionFacts,
): readonly (readonly [string | undefined, string])[] {
  return keep === null ? [] : [[keep.over ? t.over : t.keep, keep.until]];
}

function section(language: keyof Words, facts: RetentionFacts): string {
  const t = sections[language];
  const pairs: readonly (readonly [string | undefined, string])[] = [
    [t.election, `${facts.election[language]} (${facts.mode})`],
    [t.station, facts.station],
    [t.device, `${facts.serial} · ${facts.device}`],
    [t.words, facts.words.join(' ')],
    [t.events, String(facts.events)],
    [t.head, facts.head],
    [t.written, facts.written],
    ...keeping(t, facts),
  ];
  const said = pairs.map(([name = '', value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('\n');
  const listed = files
    .map(([name, words]) => `<li><code>${escaped(name)}</code> — ${escaped(words[language])}</li>`)
    .join('\n');
  const checks = retentionChecks
    .map(({ what, shell }) => `<p>${escaped(what[language])}</p>\n<pre>${escaped(shell)}</pre>`)
    .join('\n');
  return `<section lang="${language}">
<h1>${escaped(t.title ?? '')}</h1>
<p>${escaped(t.what ?? '')}</p>
<dl>
${said}
</dl>
<h2>${escaped(t.files ?? '')}</h2>
<ul>
${listed}
</ul>
<h2>${escaped(t.verify ?? '')}</h2>
<p>${escaped(t.open ?? '')}</p>
${checks}
</section>`;
}
