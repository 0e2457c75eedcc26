import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type Both, hashGroups, type Slip } from './slip.ts';
import { slipWords } from './words.ts';

/** A log that was written to a medium, read back and hashed. */
export interface LogFacts extends SlipPlace {
  /** Number of this slip in the sitting. */
  readonly number: number;
  readonly file: string;
  readonly bytes: number;
  readonly events: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** Hash of the last event in the file, hex. */
  readonly head: string;
}

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of this slip alone. */
export const logSlipWords = {
  title: both('Журнал флешкага жазылды', 'Журнал записан на флешку'),
  number: both('Ырастаманын номери', 'Номер подтверждения'),
  file: both('Файлдын аты', 'Имя файла'),
  bytes: both('Көлөмү, байт', 'Размер, байт'),
  events: both('Журналдагы окуялар', 'Событий в журнале'),
  sha256: both('Файлдын SHA-256 текшерүү саны', 'Контрольная сумма SHA-256 файла'),
  head: both('Журналдын акыркы белгиси', 'Последняя отметка журнала'),
  what: both(
    'Актыга тиркеңиз. Файлды алган киши ушул санды өзү эсептеп, салыштырат.',
    'Приложите к акту. Получивший файл вычисляет эту сумму сам и сравнивает.',
  ),
} as const satisfies Readonly<Record<string, Both>>;

const WHOLE_HASH = 16;

/** What the chair keeps of a log that went out: whoever holds the file computes its sum and compares it with this paper. */
export function logSlip(facts: LogFacts): Slip {
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: logSlipWords.title },
      { line: 'text', text: facts.election },
      { line: 'rule' },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: logSlipWords.number, value: String(facts.number) },
      { line: 'rule' },
      { line: 'pair', name: logSlipWords.file, value: facts.file },
      { line: 'pair', name: logSlipWords.bytes, value: String(facts.bytes) },
      { line: 'pair', name: logSlipWords.events, value: String(facts.events) },
      { line: 'hash', name: logSlipWords.sha256, value: hashGroups(facts.sha256, WHOLE_HASH) },
      { line: 'hash', name: logSlipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'rule' },
      { line: 'text', text: logSlipWords.what },
      { line: 'sign', name: slipWords.chair },
      { line: 'sign', name: slipWords.seal },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
