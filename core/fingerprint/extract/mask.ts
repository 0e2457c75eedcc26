import { boxMean } from '../image.ts';
import { FILTER_RIM } from '../kernels/kernels.ts';
import { GRID_STEP, type Grid } from './grid.ts';

/** Which cells of the grid show a print: 1 where one does. */

/** Radius in cells over which neighbours decide together, about one ridge period. */
const RADIUS = 2;
/** Share of the strongest local contrast below which there is no print. */
const SHARE = 0.32;
/** Contrast in gray levels below which nothing is a print, however uniform the image. */
const LEAST_CONTRAST = 9;
/** What is fainter than the threshold counts where its lines agree, down to this share and these gray levels. */
const FAINT_SHARE = 0.28;
const LEAST_FAINT = 2.2;
/** Mean coherence of lines that agree; the grain of an empty sensor has about half of it. */
const AGREES = 0.3;

/**
 * Where a print may be: where there is contrast, and where its lines agree on a direction. Contrast alone loses the faint
 * prints of dry skin, agreement alone finds the grain of an empty sensor.
 * @param deviation local standard deviation, gray levels
 */
export function likelySkin(deviation: Float32Array, coherence: Float32Array, grid: Grid): Uint8Array {
  const { columns, rows } = grid;
  const contrast = boxMean(deviation, columns, rows, RADIUS);
  const strong = contrast.slice().sort()[Math.floor(contrast.length * 0.9)] ?? 0;
  const threshold = Math.max(LEAST_CONTRAST, strong * SHARE);
  const agreement = boxMean(coherence, columns, rows, RADIUS);
  const mask = new Uint8Array(contrast.length);
  for (let at = 0; at < mask.length; at += 1) {
    const here = contrast[at]!;
    const faint = here > threshold * FAINT_SHARE && here > LEAST_FAINT && agreement[at]! > AGREES;
    mask[at] = here > threshold || faint ? 1 : 0;
  }
  return whole(mask, grid);
}

/** Clarity below which what the filters made is not ridges: streaks and dirt that were brought to full strength. */
const LEAST_CLARITY = 5;

/** Of what may be a print, where filters of ridges find ridges. */
export function clearSkin(mask: Uint8Array, clarity: Float32Array, grid: Grid): Uint8Array {
  return whole(
    mask.map((skin, at) => (skin === 1 && clarity[at]! > LEAST_CLARITY ? 1 : 0)),
    grid,
  );
}

/** Cells at the image's edge in which filters do not answer: the print goes on there, but its ridges are not seen. */
const UNSEEN = Math.ceil(FILTER_RIM / GRID_STEP);
/** Cells by which thinning shortens a line that is cut off there: half the width of a ridge. */
const SHORTENED = 2;

/** Cells within the mask, and within what filters see of it, by so much that all neighbours up to `radius` are too. */
export function eroded(mask: Uint8Array, { columns, rows }: Grid, radius: number): Uint8Array {
  const share = boxMean(mask, columns, rows, radius);
  const rim = Math.max(radius, UNSEEN + SHORTENED);
  return mask.map((_, at) => {
    const column = at % columns;
    const row = (at - column) / columns;
    const inside = column >= rim && row >= rim && column < columns - rim && row < rows - rim;
    return inside && share[at]! > 0.99 ? 1 : 0;
  });
}

/** Specks vanish and holes close: what most of the neighbourhood says, the largest part of it, without its holes. */
function whole(mask: Uint8Array, grid: Grid): Uint8Array {
  const share = boxMean(mask, grid.columns, grid.rows, RADIUS);
  const most = mask.map((_, at) => (share[at]! > 0.5 ? 1 : 0));
  return withoutHoles(largestPart(most, grid), grid);
}

/** Calls `reach` for the four neighbours of a cell. */
function around(at: number, { columns, rows }: Grid, reach: (neighbour: number) => void): void {
  const column = at % columns;
  if (column > 0) reach(at - 1);
  if (column < columns - 1) reach(at + 1);
  if (at >= columns) reach(at - columns);
  if (at < columns * (rows - 1)) reach(at + columns);
}

/** Holes within the print are singular points and scars: the print goes on around them. */
function withoutHoles(mask: Uint8Array, grid: Grid): Uint8Array {
  const { columns, rows } = grid;
  const outside = new Uint8Array(mask.length);
  const queue: number[] = [];
  const reach = (at: number) => {
    if (mask[at] === 1 || outside[at] === 1) return;
    outside[at] = 1;
    queue.push(at);
  };
  for (let column = 0; column < columns; column += 1) {
    reach(column);
    reach((rows - 1) * columns + column);
  }
  for (let row = 0; row < rows; row += 1) {
    reach(row * columns);
    reach(row * columns + columns - 1);
  }
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) around(at, grid, reach);
  return outside.map((out) => 1 - out);
}

/** The largest connected part; other fingers and dirt fall away. */
function largestPart(mask: Uint8Array, grid: Grid): Uint8Array {
  const label = new Int32Array(mask.length);
  let best = { label: 0, size: 0 };
  let labels = 0;
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] === 0 || label[start] !== 0) continue;
    labels += 1;
    const queue: number[] = [];
    const reach = (next: number) => {
      if (mask[next] === 0 || label[next] !== 0) return;
      label[next] = labels;
      queue.push(next);
    };
    reach(start);
    for (let head = 0; head < queue.length; head += 1) around(queue[head]!, grid, reach);
    if (queue.length > best.size) best = { label: labels, size: queue.length };
  }
  return Uint8Array.from(label, (one) => (best.size > 0 && one === best.label ? 1 : 0));
}
