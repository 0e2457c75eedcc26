import { expect, it } from 'vitest';
import type { UndecidedSheet } from '../../main/api/ballot-views.ts';
import { decidedMarks, squaresToLookAt } from './decisions.ts';

const names = { ky: 'а', ru: 'а', en: 'a' };
const square = (option: string, zone: 'empty' | 'adjudicate' | 'mark') => ({ option, names, zone, picture: null });
const sheet: UndecidedSheet = {
  ...{ ticket: 't', style: 's', left: 3 },
  parts: [
    { part: 'list', title: null, squares: [square('a', 'mark'), square('b', 'adjudicate'), square('c', 'empty')] },
    { part: 'grid', title: null, squares: [square('a', 'empty'), square('b', 'adjudicate')] },
  ],
};

it('persons look at every square that is not surely empty', () => {
  expect(squaresToLookAt(sheet).map(({ part, option }) => `${part}/${option}`)).toEqual(['list/a', 'list/b', 'grid/b']);
});

it('what they saw counts, for the square of that part alone; where they said nothing, what the reader was sure of', () => {
  expect(decidedMarks(sheet, new Map())).toEqual([
    { part: 'list', options: ['a'] },
    { part: 'grid', options: [] },
  ]);
  const seen = new Map([
    ['list/a', false],
    ['list/b', true],
    ['grid/b', false],
  ]);
  expect(decidedMarks(sheet, seen)).toEqual([
    { part: 'list', options: ['b'] },
    { part: 'grid', options: [] },
  ]);
});
