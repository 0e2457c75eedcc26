import { type AllKiosksFacts, allKiosksLines, allKiosksWords, count, kioskLines } from './all-kiosks-slip.ts';
import type { Both, Slip } from './slip.ts';
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

export type OpeningSumFacts = AllKiosksFacts & StationOpening;

const both = (ky: string, ru: string): Both => ({ ky, ru });

export const openingSumWords = {
  title: both('Участканын бардык киоскторунун ачылышы', 'Открытие всех киосков участка'),
  opened: both('Ачылды', 'Открыт'),
  continued: both('Башка киосктун ишин улантты', 'Продолжил работу другого киоска'),
  carried: both('Мурунку сеанстардан', 'Из прежних сеансов'),
  missing: both('Ачылганы белгисиз', 'Об открытии не известно'),
} as const satisfies Readonly<Record<string, Both>>;

/** Whether every kiosk's opening is known, all have one list, and each stood at zero. */
export function isWholeOpening(kiosks: readonly OpeningKiosk[]): boolean {
  const known = kiosks.every(({ state, admitted }) => state !== 'missing' && admitted === 0);
  return known && new Set(kiosks.flatMap(({ registered }) => registered ?? [])).size <= 1;
}

/** How each kiosk of the station opened the sitting: its zero, its list, and where its journal was then. */
export function openingSumSlip(facts: OpeningSumFacts): Slip {
  const lines = allKiosksLines(facts, {
    title: openingSumWords.title,
    isWhole: isWholeOpening(facts.kiosks),
    kiosks: facts.kiosks.flatMap((one) =>
      kioskLines(one, openingSumWords[one.state], [
        ...count(slipWords.registered, one.registered),
        ...count(openingSumWords.carried, one.carried === 0 ? null : one.carried),
        ...count(allKiosksWords.here, one.state === 'missing' ? null : one.admitted),
      ]),
    ),
    admitted: facts.kiosks.reduce((sum, one) => sum + one.admitted, 0),
  });
  return { lines, qr: null };
}
