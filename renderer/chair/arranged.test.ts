import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arranged, type Weighed } from './arranged.ts';

const well: Weighed = { words: 0, found: 5, isWell: true };
const asked: Weighed = { words: 50, found: 5, isWell: false };

it('shows a list as it is where it has room, else what is well two by two, else pages', () => {
  const closing = [well, well, well, well, well, asked, asked, asked];
  expect(arranged(closing, 12)).toEqual({ as: 'list' });
  expect(arranged(closing, 9)).toEqual({ as: 'well-below' });
  expect(arranged(closing, 7.5)).toEqual({ as: 'pages', size: 2 });
});

it('has at least one line on a page, and never fewer on a screen with more room', () => {
  const line = fc.record({ words: fc.nat({ max: 300 }), found: fc.nat({ max: 90 }), isWell: fc.boolean() });
  const shown = (lines: readonly Weighed[], room: number): number => {
    const how = arranged(lines, room);
    return how.as === 'pages' ? how.size : lines.length;
  };
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.nat({ max: 20 }),
      fc.nat({ max: 5 }),
      (lines, room, more) => {
        expect(shown(lines, room)).toBeGreaterThanOrEqual(1);
        expect(shown(lines, room + more)).toBeGreaterThanOrEqual(Math.min(shown(lines, room), lines.length));
      },
    ),
  );
});
