import { expect, it } from 'vitest';
import type { SittingView } from '../../../main/api/sittings-views.ts';
import { aboutSitting, carriedSittings } from './about.ts';

const sitting = (kind: SittingView['kind'], state: SittingView['state']): SittingView => ({
  ...{ id: kind, kind, date: '08.10.2023', open: '08:00', close: '20:00', state },
  ...{ admitted: state === 'closed' ? 7 : null, onPaper: 0, batches: [] },
});

it('tells the sitting that a stage is about, and those before it, among which it is not itself', () => {
  const told = (stage: Parameters<typeof aboutSitting>[1], ...states: readonly SittingView['state'][]) => {
    const list = (['outside', 'day', 'repeat'] as const).map((kind, place) => sitting(kind, states[place] ?? 'coming'));
    return [aboutSitting(list, stage)?.kind, carriedSittings(list, stage).map(({ kind }) => kind)];
  };
  expect(told('ready', 'closed', 'next')).toEqual(['day', ['outside']]);
  expect(told('finishing', 'closed', 'open')).toEqual(['day', ['outside']]);
  expect(told('closed', 'closed', 'closed', 'next')).toEqual(['day', ['outside']]);
  expect(told('ready', 'closed', 'closed', 'next')).toEqual(['repeat', ['outside', 'day']]);
  expect(told('handed-over', 'closed', 'closed', 'closed')).toEqual(['repeat', ['outside', 'day']]);
  expect(told('open', 'passed', 'closed', 'closed')).toEqual([undefined, ['day', 'repeat']]);
});
