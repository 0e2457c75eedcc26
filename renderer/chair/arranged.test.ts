import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arranged, rowsOf, type Weighed } from './arranged.ts';

const well: Weighed = { words: 0, found: 5, isWell: true };
const asked: Weighed = { words: 50, found: 5, isWell: false };

it('shows a list as it is where it has room, else what is well two by two, else pages', () => {
  const closing = [well, well, well, well, well, asked, asked, asked];
  expect(arranged(closing, 12)).toEqual({ as: 'list' });
  expect(arranged(closing, 9)).toEqual({ as: 'well-below', isDense: false });
  expect(arranged(closing, 7.5)).toEqual({ as: 'well-below', isDense: true });
  expect(arranged(closing, 7)).toEqual({
    as: 'pages',
    pages: [[5, 6], [7, 0, 1, 2, 3], [4]],
  });
});

it('fills each page: a long close among what was noticed is two pages on the smallest screen, not one a line', () => {
  const acts = { words: 120, found: 12, isWell: false };
  const question = { words: 0, found: 14, isWell: false };
  const noticed = { words: 90, found: 0, isWell: false };
  const lines = [acts, well, well, well, well, question, question, question, question, noticed, noticed];
  const how = arranged(lines, 9.2);
  expect(how.as === 'pages' ? how.pages.length : how.as).toBe(2);
});

it('loses no line, overfills no page, and has never more pages on a screen with more room', () => {
  const line = fc.record({ words: fc.nat({ max: 300 }), found: fc.nat({ max: 90 }), isWell: fc.boolean() });
  const pagesOf = (lines: readonly Weighed[], room: number): readonly (readonly number[])[] => {
    const how = arranged(lines, room);
    return how.as === 'pages' ? how.pages : [[...lines.keys()]];
  };
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.nat({ max: 20 }),
      fc.nat({ max: 5 }),
      (lines, room, more) => {
        const pages = pagesOf(lines, room);
        expect(pages.flat().toSorted((one, other) => one - other)).toEqual([...lines.keys()]);
        for (const page of pages) {
          const rows = rowsOf(page.flatMap((place) => lines[place] ?? []));
          if (page.length > 1 && pages.length > 1) expect(rows).toBeLessThanOrEqual(room);
        }
        expect(pagesOf(lines, room + more).length).toBeLessThanOrEqual(pages.length);
      },
    ),
  );
});
