import { type Point, SHEET, type SheetGeometry } from '../geometry.ts';
import type { PairedRows } from './pairing.ts';
import type { Mark } from './timing-marks.ts';

/** From millimetres on the sheet to pixels on the page. */
export type Mapping = (x: number, y: number) => Mark;

/** A row of marks as a curve: where a place along it stands on the page. */
interface Curve {
  readonly along: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function curve(points: readonly Point[], marks: readonly Mark[], axis: 'x' | 'y'): Curve {
  return {
    along: Float64Array.from(points, (point) => point[axis]),
    x: Float64Array.from(marks, ({ x }) => x),
    y: Float64Array.from(marks, ({ y }) => y),
  };
}

/**
 * A smooth curve through the marks (Catmull and Rom's spline), because paper does not change its pace at a mark; beyond the
 * outermost as straight on.
 */
function on({ along, x, y }: Curve, at: number): Mark {
  const last = along.length - 1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (along[middle]! <= at) low = middle;
    else high = middle;
  }
  const part = (at - along[low]!) / (along[high]! - along[low]!);
  const through = (values: Float64Array): number => {
    const [b, c] = [values[low]!, values[high]!];
    if (part < 0 || part > 1) return b + part * (c - b);
    const a = low > 0 ? values[low - 1]! : 2 * b - c;
    const d = high < last ? values[high + 1]! : 2 * c - b;
    return b + (part / 2) * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)));
  };
  return { x: through(x), y: through(y) };
}

/**
 * A surface that follows the marks of all four sides (a Coons patch: the sum of the two ruled surfaces less that of the
 * corners), so that paper which was pulled unevenly is followed wherever it was.
 * @param timing as it lies on the page: `turnedTiming` for a sheet that lies upside down
 */
export function mappingOf(timing: SheetGeometry['timing'], { rows }: PairedRows): Mapping {
  const top = curve(timing.top, rows.top, 'x');
  const bottom = curve(timing.bottom, rows.bottom, 'x');
  const left = curve(timing.left, rows.left, 'y');
  const right = curve(timing.right, rows.right, 'y');
  const [x0, x1] = [timing.left[0]!.x, timing.right[0]!.x];
  const [y0, y1] = [timing.top[0]!.y, timing.bottom[0]!.y];
  const [topLeft, topRight] = [on(top, x0), on(top, x1)];
  const [bottomLeft, bottomRight] = [on(bottom, x0), on(bottom, x1)];
  return (x, y) => {
    const [u, v] = [(x - x0) / (x1 - x0), (y - y0) / (y1 - y0)];
    const [a, b, c, d] = [on(top, x), on(bottom, x), on(left, y), on(right, y)];
    const patch = (axis: 'x' | 'y'): number =>
      (1 - v) * a[axis] +
      v * b[axis] +
      (1 - u) * c[axis] +
      u * d[axis] -
      (1 - v) * ((1 - u) * topLeft[axis] + u * topRight[axis]) -
      v * ((1 - u) * bottomLeft[axis] + u * bottomRight[axis]);
    return { x: patch('x'), y: patch('y') };
  };
}

/** The same for places on a sheet that lies upside down. */
export function turnedMapping(mapping: Mapping): Mapping {
  return (x, y) => mapping(SHEET.width - x, SHEET.height - y);
}
