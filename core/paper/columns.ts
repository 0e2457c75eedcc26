import { INSIDE, MARGIN, type Pen } from './sheet.ts';

/** Something that takes a place in a column. */
export interface Item {
  /** What follows belongs to it: it never ends a column. */
  readonly heading: boolean;
  readonly height: (width: number) => number;
  /** Draws itself below the pen, into this width. */
  readonly draw: (pen: Pen, left: number, width: number) => void;
}

/** Draws items in columns of about the same height, down the first one, then the next; on a new page where this one is too short. */
export function drawColumns(
  pen: Pen,
  items: readonly Item[],
  { columns, gap }: { readonly columns: number; readonly gap: number },
): void {
  if (items.length === 0) return;
  const width = (INSIDE - gap * (columns - 1)) / columns;
  const heights = items.map((item) => item.height(width));
  const total = heights.reduce((sum, height) => sum + height, 0);
  const filled = balanced(items, heights, columns, total);
  const tallest = Math.max(...filled.map((column) => column.reduce((sum, i) => sum + (heights[i] ?? 0), 0)));
  if (pen.room < tallest) pen.newPage();
  const top = pen.y;
  for (const [at, column] of filled.entries()) {
    let y = top;
    for (const i of column) {
      pen.y = y;
      items[i]?.draw(pen, MARGIN + at * (width + gap), width);
      y += heights[i] ?? 0;
    }
  }
  pen.y = top + tallest;
}

/** The lowest height with which everything has room in so many columns. */
function balanced(items: readonly Item[], heights: readonly number[], columns: number, total: number): number[][] {
  for (let height = total / columns; height < total; height += 4) {
    const filled = fill(items, heights, height);
    if (filled.length <= columns) return filled;
  }
  return [items.map((_, i) => i)];
}

function fill(items: readonly Item[], heights: readonly number[], limit: number): number[][] {
  const filled: number[][] = [[]];
  let used = 0;
  for (const [i, item] of items.entries()) {
    const height = heights[i] ?? 0;
    const next = item.heading ? height + (heights[i + 1] ?? 0) : height;
    if (used > 0 && used + next > limit) {
      filled.push([]);
      used = 0;
    }
    filled.at(-1)?.push(i);
    used += height;
  }
  return filled;
}
