import type { Mark, Page } from '../paper/sheet.ts';
import type { LaidOut } from './layout.ts';
import type { TestSheet } from './test-pack.ts';

const POINTS_PER_MM = 72 / 25.4;
/** Of a square's side: as a voter fills one in who means it, and clear of its frame. */
const SHARE = 0.7;

/** A sheet of a test pack as it is printed: the ballot for tests, with its marks on it, so that nobody has to make them by hand. */
export function testSheetPage({ page, geometry }: LaidOut, { marked }: TestSheet): Page {
  const marks = geometry.squares
    .filter(({ part, option }) => marked[part]?.includes(option))
    .map(({ box: { x, y, width, height } }): Mark => {
      const [across, down] = [width * SHARE, height * SHARE];
      return {
        ...{ mark: 'box', ink: 'black' },
        ...{ x: (x + (width - across) / 2) * POINTS_PER_MM, y: (y + (height - down) / 2) * POINTS_PER_MM },
        ...{ width: across * POINTS_PER_MM, height: down * POINTS_PER_MM },
      };
    });
  return [...page, ...marks];
}
