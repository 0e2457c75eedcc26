import { expect, it } from 'vitest';
import { fuzzStatus } from './escpos-line.fuzz.ts';

it('a status over a bad line always ends, and the next one over a good line is right (a bench runs 1,000,000)', async () => {
  const { answered, refused } = await fuzzStatus(5_000, 1);
  expect(answered).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});
