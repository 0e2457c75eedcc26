import { expect, it } from 'vitest';
import { roadOfSet } from './small-set.ts';

it.each([
  [30, 'open'],
  [31, 'open'],
  [29, 'joint'],
  [1, 'joint'],
] as const)('a set that comes to %d at most goes the road %s where the minimum is 30', (most, road) => {
  expect(roadOfSet({ minimum: 30, small: 'joint' }, most)).toBe(road);
});
