import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
import { sumSlipWords } from './sum-slip.ts';
import { slipWords } from './words.ts';

/** How one kiosk of a station opened a sitting. */
export interface OpeningKiosk {
  /** Its number in the station. */
  readonly place: string;
  readonly serial: string;
  /** `continued`: it went on with another one's sitting later; `missing`: nothing of its opening is known. */
  readonly state: 'opened' | 'continued' | 'missing';
  /** Voters on its list, and admissions of closed sittings that it carried forward; null: nobody has told. */
  readonly registered: number | null;
  readonly carried: number | null;
  /** Admissions of this sitting that stand in its journal before that moment. */
  readonly admitted: number;
  /** Hash of the event with which it opened. */
  readonly head: string | null;
}

/** How the kiosks of a station opened a sitting. */
export interface StationOpening {
  readonly sitting: string;
  readonly kiosks: readonly OpeningKiosk[];
}

export interface OpeningSumFacts extends SlipPlace, StationOpening {
  /** Which copy of it this is. */
  readonly number: number;
}

const both = (ky: string, ru: string): Both => ({ ky, ru });

export const openingSumWords = {
  title: both('Участканын бардык киоскторунун ачылышы', 'Открытие всех киосков участка'),
  opened: both('Ачылды', 'Открыт'),
  continued: both('Башка киосктун ишин улантты', 'Продолжил работу другого киоска'),
  carried: both('Мурунку сеанстардан', 'Из прежних сеансов'),
  missing: both('Ачылганы белгисиз', 'Об открытии не известно'),
} as const satisfies Readonly<Record<string, Both>>;

const WHOLE_HASH = 16;

/** Whether every kiosk's opening is known, all have one list, and each stood at zero. */
export function isWholeOpening(kiosks: readonly OpeningKiosk[]): boolean {
  const known = kiosks.every(({ state, admitted }) => state !== 'missing' && admitted === 0);
  return known && new Set(kiosks.flatMap(({ registered }) => registered ?? [])).size <= 1;
}

/** How each kiosk of the station opened the sitting: its zero, its list, and where its journal was then. */
export function openingSumSlip(facts: OpeningSumFacts): Slip {
  const whole = isWholeOpening(facts.kiosks);
  const incomplete: readonly SlipLine[] = whole ? [] : [{ line: 'mark', text: sumSlipWords.incomplete }];
  const admitted = facts.kiosks.reduce((sum, one) => sum + one.admitted, 0);
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: openingSumWords.title },
      ...incomplete,
      { line: 'rule' },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: sumSlipWords.sitting, value: facts.sitting },
      { line: 'pair', name: slipWords.date, value: shortDate(facts.date) },
      { line: 'pair', name: slipWords.time, value: facts.time },
      { line: 'pair', name: sumSlipWords.copy, value: String(facts.number) },
      ...facts.kiosks.flatMap(kioskLines),
      { line: 'rule' },
      { line: 'number', name: sumSlipWords.admitted, value: String(admitted) },
      { line: 'rule' },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'sign', name: sumSlipWords.chair },
      ...incomplete,
      ...marks(facts.mode),
    ],
    qr: null,
  };
}

function kioskLines({ place, serial, state, registered, carried, admitted, head }: OpeningKiosk): readonly SlipLine[] {
  const pair = (name: Both, value: number | null): readonly SlipLine[] =>
    value === null ? [] : [{ line: 'pair', name, value: String(value) }];
  return [
    { line: 'rule' },
    { line: 'pair', name: sumSlipWords.kiosk, value: `№ ${place} · ${serial}` },
    { line: 'text', text: openingSumWords[state] },
    ...pair(slipWords.registered, registered),
    ...pair(openingSumWords.carried, carried === 0 ? null : carried),
    ...(state === 'missing' ? [] : pair(sumSlipWords.here, admitted)),
    ...(head === null ? [] : [{ line: 'hash', name: slipWords.head, value: hashGroups(head, WHOLE_HASH) } as const]),
  ];
}
