import { expect, it } from 'vitest';
import { unexplained } from '../../tools/suite.ts';

it('a skipped test needs a reason that says something', () => {
  const allowed = { 'a known': 'the sensor is not on the market any more', 'a blank': ' ' };
  expect(unexplained(['a known', 'a blank', 'a new'], allowed)).toEqual(['a blank', 'a new']);
});
