import type { Election } from '../election/election.ts';
import { shortDate } from '../person/dates.ts';
import { marks, type SlipPlace } from './content.ts';
import type { Both, Slip, SlipLine } from './slip.ts';
import { listWords, slipWords } from './words.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of the slip that says what changed in the list, and of the same page on the screen. */
export const listChangeWords = {
  title: both('Тизмеде эмне өзгөрдү', 'Что изменилось в списке'),
  package: both('Пакеттин версиясы', 'Версия пакета'),
  since: both('Мурдагы пакет', 'Прежний пакет'),
  former: both('Мурда тизмеде', 'Было в списке'),
  now: both('Азыр тизмеде', 'Стало в списке'),
  added: both('Кошулганы', 'Добавлено'),
  removed: both('Чыгарылганы', 'Исключено'),
  changed: both('Маалыматы өзгөргөнү', 'Изменены данные'),
  renumbered: both('Номери өзгөргөнү', 'Изменился номер'),
  more: both('жана дагы', 'и ещё'),
} as const satisfies Readonly<Record<string, Both>>;

/** Numbers of one kind of change, as many as there is room for. */
export interface NumbersShown {
  readonly count: number;
  /** Empty where numbers are not for who asks. */
  readonly text: string;
  /** How many numbers found no room. */
  readonly left: number;
}

export interface ListSlipFacts extends SlipPlace {
  readonly list: Election['list'];
  readonly version: number;
  readonly voters: number;
  readonly changes: {
    readonly since: number;
    readonly former: number;
    readonly added: NumbersShown;
    readonly removed: NumbersShown;
    readonly changed: NumbersShown;
    readonly renumbered: number;
  };
}

/** What changed since the list before, on one slip: both versions, totals, and whose entries by number. */
export function listSlip(facts: ListSlipFacts): Slip {
  const { changes } = facts;
  const kind = (name: 'added' | 'removed' | 'changed'): readonly SlipLine[] => {
    const { count, text, left } = changes[name];
    const more =
      left > 0 ? { ky: `… ${listChangeWords.more.ky} ${left}`, ru: `… ${listChangeWords.more.ru} ${left}` } : null;
    return [
      { line: 'pair', name: listChangeWords[name], value: String(count) },
      ...(text === '' ? [] : [{ line: 'text', text: { ky: text, ru: text } } as const]),
      ...(more === null || text === '' ? [] : [{ line: 'text', text: more } as const]),
    ];
  };
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: listChangeWords.title },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'rule' },
      { line: 'pair', name: listWords[facts.list.stage], value: String(facts.list.version) },
      { line: 'pair', name: listChangeWords.package, value: String(facts.version) },
      { line: 'pair', name: listChangeWords.since, value: String(changes.since) },
      { line: 'pair', name: listChangeWords.former, value: String(changes.former) },
      { line: 'pair', name: listChangeWords.now, value: String(facts.voters) },
      { line: 'rule' },
      ...kind('added'),
      ...kind('removed'),
      ...kind('changed'),
      { line: 'pair', name: listChangeWords.renumbered, value: String(changes.renumbered) },
      { line: 'rule' },
      { line: 'sign', name: slipWords.chair },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
