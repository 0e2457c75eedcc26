import { PAD, rowBytes, slide } from './box';

/**
 * Structure tensor: gradients (Sobel, a quarter of it) as squares, smoothed by two boxes. Columns first, since all of a
 * row's columns go in vectors; then rows, for those of the grid alone. A row holds three planes side by side:
 * gx² − gy², 2 gx gy, gx² + gy².
 */
const PLANES = 3;

/** One row of products; 0 in the outermost columns. `row` points at the level of its first point. */
function products(row: usize, width: i32, plane: i32, out: usize): void {
  const stride = 2 * width;
  for (let x = 0; x < width; x += 8) {
    const at: usize = row + 2 * x;
    const northWest = v128.load(at - stride - 2);
    const northEast = v128.load(at - stride + 2);
    const southWest = v128.load(at + stride - 2);
    const southEast = v128.load(at + stride + 2);
    const falling = i16x8.sub(southEast, northWest);
    const rising = i16x8.sub(northEast, southWest);
    const across = i16x8.shl(i16x8.sub(v128.load(at + 2), v128.load(at - 2)), 1);
    const down = i16x8.shl(i16x8.sub(v128.load(at + stride), v128.load(at - stride)), 1);
    const gx = i16x8.shr_s(i16x8.add(i16x8.add(falling, rising), across), 2);
    const gy = i16x8.shr_s(i16x8.add(i16x8.sub(falling, rising), down), 2);
    const to = out + 4 * x;
    let xx = i32x4.extmul_low_i16x8_s(gx, gx);
    let yy = i32x4.extmul_low_i16x8_s(gy, gy);
    v128.store(to, i32x4.sub(xx, yy));
    v128.store(to + plane, i32x4.shl(i32x4.extmul_low_i16x8_s(gx, gy), 1));
    v128.store(to + 2 * plane, i32x4.add(xx, yy));
    xx = i32x4.extmul_high_i16x8_s(gx, gx);
    yy = i32x4.extmul_high_i16x8_s(gy, gy);
    v128.store(to, i32x4.sub(xx, yy), 16);
    v128.store(to + plane, i32x4.shl(i32x4.extmul_high_i16x8_s(gx, gy), 1), 16);
    v128.store(to + 2 * plane, i32x4.add(xx, yy), 16);
  }
  for (let one = 0; one < PLANES; one += 1) {
    store<i32>(out + one * plane, 0);
    store<i32>(out + one * plane + 4 * (width - 1), 0);
  }
}

function add(to: usize, from: usize, bytes: i32): void {
  for (let at = 0; at < bytes; at += 16) {
    v128.store(to + at, i32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

function take(to: usize, from: usize, bytes: i32): void {
  for (let at = 0; at < bytes; at += 16) {
    v128.store(to + at, i32x4.sub(v128.load(to + at), v128.load(from + at)));
  }
}

/** Column sums of one plane (with zeros around its row) through both boxes along the row, at every `step`-th point. */
function rowOfGrid(from: usize, row: usize, width: i32, step: i32, first: i32, second: i32, out: usize): void {
  const once = row;
  const twice = row + rowBytes(width);
  for (let x = 0; x < width; x += 4) {
    // What two boxes add up in height is made smaller, so that their width adds up to no more than 32 bits.
    const four = i32x4.add(v128.load(from + 4 * x), i32x4.splat(128));
    v128.store(once + 4 * x, i32x4.shr_s(four, 8));
  }
  for (let x = width; x & 3; x += 1) store<i32>(once + 4 * x, 0);
  slide(once, twice, width, first);
  // The second box goes back into the first row: what is left of it is read no more.
  slide(twice, once, width, second);
  for (let x = 0; x < width; x += step) {
    store<i32>(out, load<i32>(once + 4 * x));
    out += 4;
  }
}

export function structureTensor(
  level: usize,
  width: i32,
  height: i32,
  step: i32,
  first: i32,
  second: i32,
  cosine: usize,
  sine: usize,
  power: usize,
  scratch: usize,
): void {
  const plane = 4 * ((width + 7) & ~7);
  const bytes = PLANES * plane;
  // Rings of the rows that are still in a box, and the sums over them.
  const rowsOfFirst = 2 * first + 2;
  const rowsOfSecond = 2 * second + 2;
  const row = scratch + 4 * PAD;
  const firstSum = scratch + 2 * rowBytes(width);
  const secondSum = firstSum + bytes;
  const firstRing = secondSum + bytes;
  const secondRing = firstRing + rowsOfFirst * bytes;
  memory.fill(scratch, 0, firstRing - scratch);
  const columns = (width + step - 1) / step;
  let out = 0;
  for (let y = 0; y < height + first + second; y += 1) {
    if (y < height) {
      const ring = firstRing + (y % rowsOfFirst) * bytes;
      if (y > 0 && y < height - 1) products(level + 2 * y * width, width, plane, ring);
      else memory.fill(ring, 0, bytes);
      add(firstSum, ring, bytes);
    }
    const middle = y - first;
    if (middle >= 0 && middle < height) {
      const gone = middle - first - 1;
      if (gone >= 0) take(firstSum, firstRing + (gone % rowsOfFirst) * bytes, bytes);
      memory.copy(secondRing + (middle % rowsOfSecond) * bytes, firstSum, bytes);
      add(secondSum, firstSum, bytes);
    }
    const done = middle - second;
    if (done < 0) continue;
    const gone = done - second - 1;
    if (gone >= 0) take(secondSum, secondRing + (gone % rowsOfSecond) * bytes, bytes);
    if (done % step !== 0) continue;
    rowOfGrid(secondSum, row, width, step, first, second, cosine + 4 * out);
    rowOfGrid(secondSum + plane, row, width, step, first, second, sine + 4 * out);
    rowOfGrid(secondSum + 2 * plane, row, width, step, first, second, power + 4 * out);
    out += columns;
  }
}
