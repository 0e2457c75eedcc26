import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type Both, hashGroups, type SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

/** What the slips have in common that speak of all kiosks of a station: of how they opened, and of what they have done. */
export interface AllKiosksFacts extends SlipPlace {
  readonly sitting: string;
  /** Which copy of it this is. */
  readonly number: number;
}

const both = (ky: string, ru: string): Both => ({ ky, ru });

export const allKiosksWords = {
  copy: both('Нускасы', 'Экземпляр'),
  sitting: both('Сеанс', 'Сеанс'),
  kiosk: both('Киоск', 'Киоск'),
  admitted: both('Баары болуп өткөрүлдү', 'Всего прошли'),
  here: both('Өткөрүлдү', 'Прошли'),
  incomplete: both('ТОЛУК ЭМЕС', 'НЕПОЛНЫЙ'),
  chair: both('Төрага', 'Председатель'),
} as const satisfies Readonly<Record<string, Both>>;

const WHOLE_HASH = 16;

/** What such a slip says besides. */
export interface AllKiosksSaid {
  readonly title: Both;
  /** Whether everything of every kiosk is known; where not, the slip is marked at both ends. */
  readonly isWhole: boolean;
  /** Of each kiosk (`kioskLines`). */
  readonly kiosks: readonly SlipLine[];
  readonly admitted: number;
  /** Behind the number of admissions. */
  readonly more?: readonly SlipLine[];
}

export function allKiosksLines(facts: AllKiosksFacts, said: AllKiosksSaid): readonly SlipLine[] {
  const incomplete: readonly SlipLine[] = said.isWhole ? [] : [{ line: 'mark', text: allKiosksWords.incomplete }];
  return [
    ...marks(facts.mode),
    { line: 'title', text: said.title },
    ...incomplete,
    { line: 'rule' },
    { line: 'text', text: facts.election },
    { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
    deviceLine(facts),
    { line: 'pair', name: allKiosksWords.sitting, value: facts.sitting },
    { line: 'pair', name: slipWords.date, value: shortDate(facts.date) },
    { line: 'pair', name: slipWords.time, value: facts.time },
    { line: 'pair', name: allKiosksWords.copy, value: String(facts.number) },
    ...said.kiosks,
    { line: 'rule' },
    { line: 'number', name: allKiosksWords.admitted, value: String(said.admitted) },
    ...(said.more ?? []),
    { line: 'rule' },
    { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
    { line: 'sign', name: allKiosksWords.chair },
    ...incomplete,
    ...marks(facts.mode),
  ];
}

/**
 * One kiosk of them.
 * @param of.place its number in the station
 * @param of.head hash of the event that is told of, null: none is known
 * @param state in words
 * @param counts between state and hash (`count`)
 */
export const kioskLines = (
  { place, serial, head }: { readonly place: string; readonly serial: string; readonly head: string | null },
  state: Both,
  counts: readonly SlipLine[],
): readonly SlipLine[] => [
  { line: 'rule' },
  { line: 'pair', name: allKiosksWords.kiosk, value: `№ ${place} · ${serial}` },
  { line: 'text', text: state },
  ...counts,
  ...(head === null ? [] : [{ line: 'hash', name: slipWords.head, value: hashGroups(head, WHOLE_HASH) } as const]),
];

/** A count by its name; null: it is not told. */
export const count = (name: Both, value: number | null): readonly SlipLine[] =>
  value === null ? [] : [{ line: 'pair', name, value: String(value) }];
