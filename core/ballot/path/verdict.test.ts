import { expect, it } from 'vitest';
import type { Judgement } from '../judge.ts';
import type { SheetVerdict } from './ports.ts';
import { verdictOf } from './verdict.ts';

const parts = [{ part: 'p', outcome: 'filled', marked: ['secret'], unsure: [] }] as const;

it.each<[Judgement, SheetVerdict]>([
  [{ verdict: 'valid', parts }, { verdict: 'fine' }],
  [
    { verdict: 'invalid', why: 'too-many', part: 'p', parts },
    { verdict: 'concern', why: 'too-many', voter: true },
  ],
  [
    { verdict: 'persons', parts },
    { verdict: 'concern', why: 'unsure', voter: true },
  ],
  [
    { verdict: 'refused', why: 'wrong-election' },
    { verdict: 'refused', why: 'wrong-election' },
  ],
])('%o is %o on the way of the sheet, and no mark goes along', (judgement, verdict) => {
  expect(verdictOf(judgement, true)).toEqual(verdict);
});
