import { shortDate } from '../person/dates.ts';
import type { ResultsVerdict, Standing } from '../results/results-standing.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type Both, hashGroups, type Slip } from './slip.ts';
import { slipWords } from './words.ts';

/** The hub's stored receipt of a results file. */
export interface ResultsReceiptFacts extends SlipPlace {
  /** Number of this slip in the sitting. */
  readonly number: number;
  readonly file: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly way: 'link' | 'peer';
  readonly standing: Standing;
  readonly verdict: ResultsVerdict;
  /** When the hub said so, by its clock: local date, and time. */
  readonly said: { readonly date: string; readonly time: string };
  /** Name of the key by which it signed, and the signature, hex. */
  readonly key: string;
  readonly sig: string;
}

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of this slip alone. */
export const resultsSlipWords = {
  title: both('Комиссия жыйынтык файлын алды', 'Комиссия получила файл итогов'),
  number: both('Ырастаманын номери', 'Номер подтверждения'),
  file: both('Файлдын аты', 'Имя файла'),
  sha256: both('Файлдын SHA-256 текшерүү саны', 'Контрольная сумма SHA-256 файла'),
  said: both('Комиссия айткан убакыт', 'Время ответа комиссии'),
  link: both('Киосктун байланышы менен', 'По связи киоска'),
  peer: both('Башка киоск аркылуу', 'Через другой киоск'),
  key: both('Комиссиянын ачкычы', 'Ключ комиссии'),
  sig: both('Комиссиянын кол тамгасы', 'Подпись комиссии'),
  held: both('Киосктун журналы келгенде текшерилет', 'Будет проверен, когда придёт журнал киоска'),
  sound: both('Текшерилди: баары туура', 'Проверен: всё верно'),
  incomplete: both('Текшерилди: толук эмес', 'Проверен: не хватает части'),
  unbalanced: both('Текшерилди: сандар дал келбейт', 'Проверен: числа не сходятся'),
  superseded: both('Мындан кийинки файл күчүндө', 'Действует более поздний файл'),
  refused: both('КАБЫЛ АЛЫНГАН ЖОК', 'НЕ ПРИНЯТ'),
  broken: both('МУРУНКУ ФАЙЛГА ДАЛ КЕЛБЕЙТ', 'НЕ СОГЛАСУЕТСЯ С ПРЕЖНИМ ФАЙЛОМ'),
} as const satisfies Readonly<Record<string, Both>>;

/** Groups of four digits: a hash, the name of a key, a signature. */
const WHOLE_HASH = 16;
const KEY_GROUPS = 4;
const SIGNATURE_GROUPS = 32;

/** What the commission's hub has said of the results file: for the chair, who holds it against the file's sum. */
export function resultsSlip(facts: ResultsReceiptFacts): Slip {
  const { standing, verdict, said } = facts;
  const words = resultsSlipWords[standing === 'in-force' ? verdict : standing];
  const isAlarm = standing === 'refused' || standing === 'broken';
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: resultsSlipWords.title },
      { line: 'text', text: facts.election },
      { line: 'rule' },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: resultsSlipWords.number, value: String(facts.number) },
      { line: 'rule' },
      isAlarm ? { line: 'mark', text: words } : { line: 'text', text: words },
      { line: 'pair', name: resultsSlipWords.said, value: `${shortDate(said.date)} ${said.time}` },
      { line: 'text', text: resultsSlipWords[facts.way] },
      { line: 'pair', name: resultsSlipWords.file, value: facts.file },
      { line: 'hash', name: resultsSlipWords.sha256, value: hashGroups(facts.sha256, WHOLE_HASH) },
      { line: 'hash', name: resultsSlipWords.key, value: hashGroups(facts.key, KEY_GROUPS) },
      { line: 'hash', name: resultsSlipWords.sig, value: hashGroups(facts.sig, SIGNATURE_GROUPS) },
      { line: 'rule' },
      { line: 'sign', name: slipWords.chair },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
