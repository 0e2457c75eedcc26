import type { SittingKind } from '../election/sittings.ts';
import { shortDate } from '../person/dates.ts';
import type { Both, SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Kinds of sittings, named as on the screens. */
export const sittingWords: Readonly<Record<SittingKind, Both>> = {
  outside: both('Жайдан тышкары добуш берүү', 'Голосование вне помещения'),
  day: both('Шайлоо күнү', 'День голосования'),
  repeat: both('Кайталап добуш берүү', 'Повторное голосование'),
};

const carriedWords = both('Жабылган сеанстар', 'Закрытые сеансы');
const excludedWords = both('Урналары эсептен чыгарылды', 'Урны исключены из подсчёта');

/** A closed sitting of the same station, whose numbers later slips repeat. */
export interface CarriedSitting {
  readonly kind: SittingKind;
  /** ISO. */
  readonly date: string;
  readonly admitted: number;
  /** Entered from the paper list afterwards: counted apart, as on the sitting's own final slip. */
  readonly onPaper?: number;
  /** The other kiosk of the station that held it, as people call it; absent for this one. */
  readonly device?: string;
  /** The ballots of its mobile boxes are excluded by a decision of the commission. */
  readonly excluded?: boolean;
}

/** Closed sittings stand apart on the slips of later ones: their numbers are carried forward and never reset. */
export function carriedLines(carried: readonly CarriedSitting[]): readonly SlipLine[] {
  if (carried.length === 0) return [];
  return [
    { line: 'rule' },
    { line: 'text', text: carriedWords },
    ...carried.flatMap(({ kind, date, admitted, onPaper, device, excluded }): readonly SlipLine[] => [
      { line: 'pair', name: sittingWords[kind], value: `${shortDate(date)}: ${admitted}` },
      ...(onPaper ? [{ line: 'pair', name: slipWords.onPaper, value: String(onPaper) } as const] : []),
      ...(device === undefined ? [] : [{ line: 'pair', name: slipWords.device, value: device } as const]),
      ...(excluded ? [{ line: 'text', text: excludedWords } as const] : []),
    ]),
  ];
}

/** What went out of the room and came back; null where it is not counted yet. */
export interface OutsideFacts {
  readonly taken: number;
  readonly boxes: readonly string[];
  readonly back: null | {
    readonly handedOut: number;
    readonly spoiled: number;
    readonly broughtBack: number;
    /** Why the numbers differ, as a person has typed it; null where they do not. */
    readonly reason: string | null;
  };
}

const outsideWords = {
  taken: both('Алынган бюллетендер', 'Взято бюллетеней'),
  boxes: both('Урналардын пломбалары', 'Пломбы урн'),
  handedOut: both('Берилген бюллетендер', 'Выдано бюллетеней'),
  spoiled: both('Бузулган бюллетендер', 'Испорчено бюллетеней'),
  broughtBack: both('Пайдаланылбай калган бюллетендер', 'Неиспользованных бюллетеней'),
  missing: both('Жетпеген бюллетендер', 'Не хватает бюллетеней'),
  reason: both('Айырманын себеби', 'Причина разницы'),
} as const;

/** Ballots and mobile boxes of a sitting outside the room: on its start slip what was taken, on the final one all of it. */
export function outsideLines(facts: OutsideFacts | null): readonly SlipLine[] {
  if (!facts) return [];
  const pair = (name: keyof typeof outsideWords, value: string | number): SlipLine => ({
    ...{ line: 'pair', name: outsideWords[name], value: String(value) },
  });
  const { taken, boxes, back } = facts;
  const missing = back && taken - back.handedOut - back.spoiled - back.broughtBack;
  return [
    { line: 'rule' },
    pair('taken', taken),
    ...(back
      ? [pair('handedOut', back.handedOut), pair('spoiled', back.spoiled), pair('broughtBack', back.broughtBack)]
      : []),
    ...(missing ? [pair('missing', missing)] : []),
    ...(back?.reason
      ? [
          // As it was typed, in whatever language.
          {
            line: 'text',
            text: {
              ky: `${outsideWords.reason.ky}: ${back.reason}`,
              ru: `${outsideWords.reason.ru}: ${back.reason}`,
            },
          } as const,
        ]
      : []),
    pair('boxes', boxes.join(' ')),
  ];
}
