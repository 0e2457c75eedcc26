import { afterAll, describe, expect, it } from 'vitest';
import { faultNames } from './faults.ts';
import type { Row } from './rig.ts';
import { runCell } from './run.ts';

/** A test for every cell of these rows. */
export function cellsHold(rows: readonly Row[]): void {
  for (const row of rows) {
    describe(`${row.device}: told, named, and well again when it is mended`, () => {
      const own = (row.inTests ?? faultNames).filter((fault) => row.cells[fault] !== undefined);
      // What is too heavy to run wholly is too heavy to run at once: on a loaded machine each would starve the others.
      const apart = row.alone === true || row.inTests !== undefined;
      (apart ? it.each(own) : it.concurrent.each(own))('%s', async (fault) => {
        const { wrong, backMs, virtual } = await runCell(row, fault, { short: true });
        expect(wrong).toEqual([]);
        // Services of the machine run beside everything else: they come back, and how soon is measured apart.
        expect(backMs).not.toBeNull();
        if (virtual) expect(backMs).toBeLessThan(15_000);
      });
      afterAll(() => row.end?.());
    });
  }
}
