import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf, type Group } from './columns.ts';

const groups: fc.Arbitrary<Group[]> = fc.array(
  fc.record({
    title: fc.string({ minLength: 1, maxLength: 5 }),
    rows: fc.array(fc.record({ name: fc.string(), value: fc.nat(), lines: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 30,
    }),
  }),
);
const HEADING = 1.7;

it('columns lose no row, keep their order, and none is longer than the screen', () => {
  fc.assert(
    fc.property(groups, fc.integer({ min: 5, max: 14 }), (all, most) => {
      const columns = columnsOf(all, most);
      expect(columns.flat().flatMap(({ rows }) => rows)).toEqual(all.flatMap(({ rows }) => rows));
      for (const column of columns) {
        const lines = column.reduce(
          (sum, { rows }) => sum + HEADING + rows.reduce((more, { lines = 1 }) => more + lines, 0),
          0,
        );
        expect(lines).toBeLessThanOrEqual(most + 1e-9);
        for (const { rows } of column) expect(rows.length).toBeGreaterThan(0);
      }
    }),
  );
});
