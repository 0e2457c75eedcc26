import { expect, it } from 'vitest';
import { Intake } from './intake.ts';

function intake() {
  const time = { now: 0 };
  let full = 0;
  const one = new Intake(
    () => time.now,
    () => {
      full += 1;
    },
  );
  /** How many of so many letters of a length are carried on. */
  const taken = (count: number, length: number) =>
    Array.from({ length: count }, () => one.takes(length)).filter(Boolean).length;
  return { time, taken, full: () => full };
}

it('carries on so many letters in a second, tells once that there were more, and goes on in the next', () => {
  const { time, taken, full } = intake();
  expect([taken(1_000, 100), full()]).toEqual([1_000, 0]);
  expect([taken(5_000, 100), full()]).toEqual([0, 1]);
  time.now = 1_000;
  expect([taken(1_000, 100), full()]).toEqual([1_000, 1]);
});

it('carries on so many characters in a second', () => {
  const { time, taken, full } = intake();
  expect([taken(60, 900_000), full()]).toEqual([35, 1]);
  time.now = 1_500;
  expect(taken(60, 900_000)).toBe(35);
});
