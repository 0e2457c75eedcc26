import type { Duty } from '../election/policy-duties.ts';
import type { Both, SlipLine } from './slip.ts';

/** What each drawn duty is called on paper, as on the screens. */
export const dutyWords: Readonly<Record<Duty, Both>> = {
  operator: { ky: 'Операторду көзөмөлдөйт', ru: 'Контролирует оператора' },
  'paper-list': { ky: 'Кагаз тизмени жүргүзөт', ru: 'Ведёт бумажный список' },
  ballots: { ky: 'Бюллетендерди берет', ru: 'Выдаёт бюллетени' },
};

const title: Both = { ky: 'Чүчүкулак боюнча милдеттер', ru: 'Обязанности по жребию' };
const nobody: Both = { ky: 'Эч ким', ru: 'Никто' };

/** A drawn duty, and who held it in this sitting. */
export interface DutyFacts {
  readonly duty: Duty;
  readonly held: readonly {
    readonly name: string;
    /** Local hh:mm; null: since the opening. */
    readonly from: string | null;
    /** Local hh:mm; null: to this moment. */
    readonly until: string | null;
  }[];
}

/** The duties of the start slip: who was drawn, and what changed since. */
export function dutyLines(duties: readonly DutyFacts[]): readonly SlipLine[] {
  if (duties.length === 0) return [];
  return [
    { line: 'rule' },
    { line: 'text', text: title },
    ...duties.flatMap(({ duty, held }): SlipLine[] => [
      { line: 'text', text: { ky: `${dutyWords[duty].ky}:`, ru: `${dutyWords[duty].ru}:` } },
      ...(held.length === 0 ? [{ line: 'text', text: nobody } as const] : []),
      ...held.map(({ name, from, until }): SlipLine => {
        const times = from === null && until === null ? '' : `${from ?? ''}–${until ?? ''}`;
        return { line: 'pair', name: { ky: name, ru: name }, value: times };
      }),
    ]),
  ];
}
