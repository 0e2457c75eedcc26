import type { OpeningView } from '../../main/api/day-views.ts';

/** What people write down before the opening, one step after another. */
export type OpeningStep =
  | ({ readonly step: 'seal' } & OpeningView['seals'][number])
  | { readonly step: 'list'; readonly list: NonNullable<OpeningView['list']> }
  | ({ readonly step: 'without' } & OpeningView['undecided'][number]);

/** All steps of an opening in their order. */
export function stepsOf({ seals, list, undecided }: OpeningView): readonly OpeningStep[] {
  return [
    ...seals.map((seal) => ({ step: 'seal', ...seal }) as const),
    ...(list === null ? [] : [{ step: 'list', list } as const]),
    ...undecided.map((device) => ({ step: 'without', ...device }) as const),
  ];
}

/** Whether a step has nothing left to ask. */
export function isDone(step: OpeningStep): boolean {
  switch (step.step) {
    case 'seal':
      return step.number !== null;
    case 'list': {
      const { paper, own, words } = step.list;
      if (paper === null) return false;
      const last = own.last === null || paper.last === own.last;
      return words !== null || (paper.voters === own.voters && paper.version === own.version && last);
    }
    case 'without':
      return false;
  }
}

/** What a step is about: the same as long as it is asked. */
export function keyOf(step: OpeningStep): string {
  switch (step.step) {
    case 'seal':
      return `seal-${step.id}`;
    case 'list':
      return 'list';
    case 'without':
      return `without-${step.device}`;
  }
}
