import type { Mark } from './timing-marks.ts';

/** A straight line through marks: `across = at + slope · along`, where along is x for a row and y for a column. */
export interface Line {
  readonly at: number;
  readonly slope: number;
  /** The marks that lie on it, in their order along it. */
  readonly marks: readonly Mark[];
}

/** Steepest line that is looked for: 4°. */
export const STEEPEST = Math.tan((4 * Math.PI) / 180);
/** Fewer marks make no row. */
const LEAST = 4;

/**
 * The line on which most of the marks lie, in pixels.
 * @param lies how far from it a mark may be
 * @returns null where no four marks lie on one
 */
export function lineThrough(marks: readonly Mark[], direction: 'row' | 'column', lies: number): Line | null {
  const sorted = [...marks].sort((a, b) => (direction === 'row' ? a.x - b.x : a.y - b.y));
  const along = sorted.map((mark) => (direction === 'row' ? mark.x : mark.y));
  const across = sorted.map((mark) => (direction === 'row' ? mark.y : mark.x));
  const span = (along.at(-1) ?? 0) - (along[0] ?? 0);
  let best = { count: 0, at: 0, slope: 0 };
  for (let i = 0; i < sorted.length; i += 1) {
    for (let j = sorted.length - 1; j > i; j -= 1) {
      // Marks that are near to each other say little about a slope.
      if (along[j]! - along[i]! < span * 0.3) break;
      const slope = (across[j]! - across[i]!) / (along[j]! - along[i]!);
      if (Math.abs(slope) > STEEPEST) continue;
      const at = across[i]! - slope * along[i]!;
      let count = 0;
      for (let k = 0; k < sorted.length; k += 1) if (Math.abs(at + slope * along[k]! - across[k]!) <= lies) count += 1;
      if (count > best.count) best = { count, at, slope };
    }
  }
  if (best.count < LEAST) return null;
  const on = sorted.flatMap((_, k) => (Math.abs(best.at + best.slope * along[k]! - across[k]!) <= lies ? [k] : []));
  const fitted = leastSquares(
    on.map((k) => along[k]!),
    on.map((k) => across[k]!),
  );
  return { ...fitted, marks: on.map((k) => sorted[k]!) };
}

function leastSquares(along: readonly number[], across: readonly number[]): { at: number; slope: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(along), mean(across)];
  let [products, squares] = [0, 0];
  for (const [k, value] of along.entries()) {
    products += (value - a) * (across[k]! - b);
    squares += (value - a) ** 2;
  }
  const slope = squares === 0 ? 0 : products / squares;
  return { at: b - slope * a, slope };
}

/** Where a row and a column meet. */
export function meeting(row: Line, column: Line): Mark {
  const x = (column.at + column.slope * row.at) / (1 - row.slope * column.slope);
  return { x, y: row.at + row.slope * x };
}
