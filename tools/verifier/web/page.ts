import { codeForPeople } from '../ballot.ts';
import { fromHex, toHex } from '../bytes.ts';
import { readChallenge, readCode } from '../challenged.ts';
import type { Manifest } from '../manifest.ts';
import { readPicture } from './picture.ts';
import { manifestOf, type Verdict, verdictOf } from './verdict.ts';

/** What build.ts has put in: the words, and the manifest where the commission publishes the page with it. */
interface Data {
  readonly words: Readonly<Record<Language, Readonly<Record<string, string>>>>;
  readonly manifest: string | null;
}
type Language = 'ky' | 'ru' | 'en';
const names: Readonly<Record<Language, string>> = { ky: 'Кыргызча', ru: 'Русский', en: 'English' };

const element = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;
const data = JSON.parse(element('data').textContent ?? '') as Data;

let language: Language = 'ky';
let manifest: Manifest | null = data.manifest === null ? null : manifestOf(new TextEncoder().encode(data.manifest));
let manifestBad = false;
/** What was said last of a picture, by the slip that was asked for. */
const pictures: Record<'challenge' | 'code', 'photo.none' | 'photo.other' | null> = { challenge: null, code: null };

const say = (key: string, values: Readonly<Record<string, string>> = {}): string =>
  (data.words[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

function tell(id: string, text: string, wrong = false): void {
  const place = element(id);
  place.textContent = text;
  place.classList.toggle('wrong', wrong);
}

/** The hash in groups of eight, so that it can be compared with paper. */
const grouped = (text: string, size: number): string => text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? '';

/** A code as people have it on the slip, whether it was scanned or typed. */
function asOnPaper(code: string): string {
  const scanned = fromHex(code, 32);
  return scanned === null ? code : codeForPeople(scanned);
}

function show(): void {
  document.documentElement.lang = language;
  for (const place of document.querySelectorAll<HTMLElement>('[data-say]')) place.textContent = say(place.dataset.say!);
  for (const button of document.querySelectorAll<HTMLElement>('#languages button'))
    button.setAttribute('aria-pressed', String(button.lang === language));
  element('manifest-pick').hidden = data.manifest !== null && manifest !== null;
  for (const id of ['manifest-compare', 'manifest-hash']) element(id).hidden = manifest === null;
  if (manifest === null) tell('manifest-told', manifestBad ? say('manifest.bad') : '', true);
  else {
    const { election, mode } = manifest;
    tell('manifest-told', say('manifest.is', { election, mode: say(`mode.${mode}`) }));
    element('manifest-hash').textContent = grouped(toHex(manifest.hash), 8);
  }
  const challenge = element<HTMLTextAreaElement>('challenge').value;
  const code = element<HTMLTextAreaElement>('code').value;
  const read = readCode(code);
  const told = {
    challenge: say('challenge.read'),
    code: say('code.read', { code: grouped(read === null ? '' : asOnPaper(read), 4) }),
  };
  for (const [id, text, whole] of [
    ['challenge', challenge, readChallenge(challenge) !== null],
    ['code', code, read !== null],
  ] as const) {
    const picture = pictures[id];
    if (picture !== null) tell(`${id}-told`, say(picture), true);
    else if (text.trim() === '') tell(`${id}-told`, '');
    else tell(`${id}-told`, whole ? told[id] : say(`${id}.bad`), !whole);
  }
  showVerdict(manifest && verdictOf(manifest, challenge, code));
}

function showVerdict(verdict: Verdict | null): void {
  const box = element('verdict');
  const before = box.hidden;
  box.hidden = verdict === null;
  element('again-section').hidden = verdict === null;
  if (verdict === null) return;
  const sound = verdict.kind !== 'mismatch';
  box.className = `verdict ${sound ? verdict.kind : 'odd'}`;
  element('verdict-head').textContent = say(verdict.kind);
  element('verdict-what').textContent = sound ? say(`${verdict.kind}.what`) : say(`mismatch.${verdict.why}`);
  element('verdict-where').textContent = sound
    ? `${say('station', { station: verdict.station })}. ${verdict.title[language]}`
    : '';
  element('verdict-next').textContent = sound ? say(`${verdict.kind}.next`) : '';
  const lines = sound
    ? verdict.parts.flatMap((marks) => (marks.length === 0 ? [say('blank')] : marks.map((words) => words[language])))
    : [];
  element('verdict-marks').replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement('li'), { textContent: line })),
  );
  if (before) box.scrollIntoView({ block: 'start' });
}

/** A photograph of either slip goes to where its code belongs, and says so where the other was asked for. */
async function photographed(asked: 'challenge' | 'code', input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  input.value = '';
  if (!file) return;
  const text = await readPicture(file);
  const of =
    text === null ? null : readChallenge(text) !== null ? 'challenge' : readCode(text) !== null ? 'code' : null;
  if (text !== null && of !== null) {
    element<HTMLTextAreaElement>(of).value = text;
    pictures[of] = null;
  }
  pictures[asked] = of === asked ? null : of === null ? 'photo.none' : 'photo.other';
  show();
}

for (const one of ['ky', 'ru', 'en'] as const) {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: names[one],
    lang: one,
  });
  button.addEventListener('click', () => {
    language = one;
    show();
  });
  element('languages').append(button);
}
for (const id of ['challenge', 'code'] as const) {
  element(id).addEventListener('input', () => {
    pictures[id] = null;
    show();
  });
  const input = element<HTMLInputElement>(`${id}-photo`);
  input.addEventListener('change', () => void photographed(id, input));
}
element('manifest-file').addEventListener('change', async () => {
  const file = element<HTMLInputElement>('manifest-file').files?.[0];
  if (!file) return;
  manifest = manifestOf(new Uint8Array(await file.arrayBuffer()));
  manifestBad = manifest === null;
  show();
});
element('again').addEventListener('click', () => {
  for (const id of ['challenge', 'code'] as const) {
    element<HTMLTextAreaElement>(id).value = '';
    pictures[id] = null;
  }
  show();
  window.scrollTo(0, 0);
});
show();
