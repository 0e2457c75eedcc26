import { shortDate } from '../person/dates.ts';
import { ageWords } from './content.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
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

export interface SumFacts extends SlipPlace, StationSum {
  /** Which copy of it this is. */
  readonly number: number;
}

const both = (ky: string, ru: string): Both => ({ ky, ru });

export const sumSlipWords = {
  title: both('Участканын бардык киоскторунун жыйындысы', 'Итог всех киосков участка'),
  copy: both('Нускасы', 'Экземпляр'),
  sitting: both('Сеанс', 'Сеанс'),
  kiosk: both('Киоск', 'Киоск'),
  admitted: both('Баары болуп өткөрүлдү', 'Всего прошли'),
  here: both('Өткөрүлдү', 'Прошли'),
  doubled: both('Эки киосктон өткөндөр', 'Прошли на двух киосках'),
  incomplete: both('ТОЛУК ЭМЕС', 'НЕПОЛНЫЙ'),
  closed: both('Жабылды', 'Закрыт'),
  continued: both('Башка киоск уланткан', 'Продолжен другим киоском'),
  open: both('Жабылганы белгисиз', 'О закрытии не известно'),
  missing: both('Журналы келе элек', 'Журнал не получен'),
  chair: both('Төрага', 'Председатель'),
} as const satisfies Readonly<Record<string, Both>>;

const WHOLE_HASH = 16;

/** Whether everything of every kiosk is known. */
export const isWhole = (kiosks: readonly Pick<SumKiosk, 'state'>[]): boolean =>
  kiosks.every(({ state }) => state === 'closed' || state === 'continued');

/** What all kiosks of a station have done in a sitting, with each one's count and where its journal ends. */
export function sumSlip(facts: SumFacts): Slip {
  const whole = isWhole(facts.kiosks);
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: sumSlipWords.title },
      ...(whole ? [] : [{ line: 'mark', text: sumSlipWords.incomplete } as const]),
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
      { line: 'number', name: sumSlipWords.admitted, value: String(facts.admitted) },
      ...(facts.doubled > 0
        ? [{ line: 'pair', name: sumSlipWords.doubled, value: String(facts.doubled) } as const]
        : []),
      { line: 'rule' },
      { line: 'text', text: slipWords.bySex },
      { line: 'pair', name: slipWords.women, value: String(facts.bySex.female) },
      { line: 'pair', name: slipWords.men, value: String(facts.bySex.male) },
      { line: 'text', text: slipWords.byAge },
      ...Object.entries(facts.byAge).map(
        ([age, n]): SlipLine => ({ line: 'pair', name: ageWords(age), value: String(n) }),
      ),
      { line: 'rule' },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'sign', name: sumSlipWords.chair },
      ...(whole ? [] : [{ line: 'mark', text: sumSlipWords.incomplete } as const]),
      ...marks(facts.mode),
    ],
    qr: null,
  };
}

function kioskLines({ place, serial, state, admitted, head }: SumKiosk): readonly SlipLine[] {
  return [
    { line: 'rule' },
    { line: 'pair', name: sumSlipWords.kiosk, value: `№ ${place} · ${serial}` },
    { line: 'text', text: sumSlipWords[state] },
    ...(state === 'missing' ? [] : [{ line: 'pair', name: sumSlipWords.here, value: String(admitted) } as const]),
    ...(head === null ? [] : [{ line: 'hash', name: slipWords.head, value: hashGroups(head, WHOLE_HASH) } as const]),
  ];
}
