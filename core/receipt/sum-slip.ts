import { type AllKiosksFacts, allKiosksLines, allKiosksWords, count, kioskLines } from './all-kiosks-slip.ts';
import { ageWords } from './content.ts';
import type { Both, Slip } from './slip.ts';
import { slipWords } from './words.ts';

/** One kiosk's part of the station's sum. */
export interface SumKiosk {
  /** Its number in the station. */
  readonly place: string;
  readonly serial: string;
  readonly state: 'closed' | 'continued' | 'open' | 'missing';
  readonly admitted: number;
  /** Hash of the event that closed the sitting there, or of the last that is known. */
  readonly head: string | null;
}

/** What the kiosks of a station have done in a sitting. */
export interface StationSum {
  readonly sitting: string;
  readonly kiosks: readonly SumKiosk[];
  /** Admissions of all of them; a voter who stands at two of them is in it twice, and told below. */
  readonly admitted: number;
  /** Voters who stand admitted at two of them. */
  readonly doubled: number;
  /** All admissions by sex, and by age group. */
  readonly bySex: Readonly<Record<'female' | 'male', number>>;
  readonly byAge: Readonly<Record<string, number>>;
}

export type SumFacts = AllKiosksFacts & StationSum;

const both = (ky: string, ru: string): Both => ({ ky, ru });

export const sumSlipWords = {
  title: both('Участканын бардык киоскторунун жыйындысы', 'Итог всех киосков участка'),
  doubled: both('Эки киосктон өткөндөр', 'Прошли на двух киосках'),
  closed: both('Жабылды', 'Закрыт'),
  continued: both('Башка киоск уланткан', 'Продолжен другим киоском'),
  open: both('Жабылганы белгисиз', 'О закрытии не известно'),
  missing: both('Журналы келе элек', 'Журнал не получен'),
} as const satisfies Readonly<Record<string, Both>>;

/** Whether everything of every kiosk is known. */
export const isWhole = (kiosks: readonly Pick<SumKiosk, 'state'>[]): boolean =>
  kiosks.every(({ state }) => state === 'closed' || state === 'continued');

/** What all kiosks of a station have done in a sitting, with each one's count and where its journal ends. */
export function sumSlip(facts: SumFacts): Slip {
  const lines = allKiosksLines(facts, {
    title: sumSlipWords.title,
    isWhole: isWhole(facts.kiosks),
    kiosks: facts.kiosks.flatMap((one) =>
      kioskLines(
        one,
        sumSlipWords[one.state],
        count(allKiosksWords.here, one.state === 'missing' ? null : one.admitted),
      ),
    ),
    admitted: facts.admitted,
    more: [
      ...count(sumSlipWords.doubled, facts.doubled === 0 ? null : facts.doubled),
      { line: 'rule' },
      { line: 'text', text: slipWords.bySex },
      ...count(slipWords.women, facts.bySex.female),
      ...count(slipWords.men, facts.bySex.male),
      { line: 'text', text: slipWords.byAge },
      ...Object.entries(facts.byAge).flatMap(([age, n]) => count(ageWords(age), n)),
    ],
  });
  return { lines, qr: null };
}
