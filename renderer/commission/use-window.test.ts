import { expect, it } from 'vitest';
import { rowsSeen, scrolledTo } from './use-window.ts';

it('draws the rows that are seen and a few beyond, and never more than there are', () => {
  expect(rowsSeen(7_000, 48, 0, 480)).toEqual({ first: 0, end: 16 });
  expect(rowsSeen(7_000, 48, 48_000, 480)).toEqual({ first: 994, end: 1_016 });
  expect(rowsSeen(3, 48, 0, 480)).toEqual({ first: 0, end: 3 });
  expect(rowsSeen(0, 48, 0, 480)).toEqual({ first: 0, end: 0 });
});

it('scrolls no further than is needed to see a row whole', () => {
  expect(scrolledTo(5, 48, 0, 480)).toBe(0);
  expect(scrolledTo(10, 48, 0, 480)).toBe(48);
  expect(scrolledTo(2, 48, 480, 480)).toBe(96);
});
