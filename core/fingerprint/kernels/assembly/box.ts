/**
 * Sums over squares of side 2 radius + 1, of what lies inside the plane, modulo 2^32. A row of column sums goes down the
 * plane: a row enters, a row leaves. Vectors may read up to 15 bytes behind a plane: the arena leaves room for that.
 */

/** Columns sums have this many zeros before and behind them, so that windows need not look where they are. */
export const PAD = 72;

/** Bytes of a row of column sums with what stands around it. */
export function rowBytes(width: i32): usize {
  return 4 * (2 * PAD + ((width + 7) & ~7));
}

function addRow<T>(columns: usize, row: usize, width: i32): void {
  for (let x = 0; x < width; x += 8) {
    const to = columns + 4 * x;
    let low: v128;
    let high: v128;
    if (sizeof<T>() === 4) {
      low = v128.load(row + 4 * x);
      high = v128.load(row + 4 * x, 16);
    } else {
      const eight = sizeof<T>() === 1 ? v128.load_ext<u8>(row + x) : v128.load(row + 2 * x);
      low = i32x4.extend_low_i16x8_s(eight);
      high = i32x4.extend_high_i16x8_s(eight);
    }
    v128.store(to, i32x4.add(v128.load(to), low));
    v128.store(to, i32x4.add(v128.load(to, 16), high), 16);
  }
}

function takeRow<T>(columns: usize, row: usize, width: i32): void {
  for (let x = 0; x < width; x += 8) {
    const to = columns + 4 * x;
    let low: v128;
    let high: v128;
    if (sizeof<T>() === 4) {
      low = v128.load(row + 4 * x);
      high = v128.load(row + 4 * x, 16);
    } else {
      const eight = sizeof<T>() === 1 ? v128.load_ext<u8>(row + x) : v128.load(row + 2 * x);
      low = i32x4.extend_low_i16x8_s(eight);
      high = i32x4.extend_high_i16x8_s(eight);
    }
    v128.store(to, i32x4.sub(v128.load(to), low));
    v128.store(to, i32x4.sub(v128.load(to, 16), high), 16);
  }
}

/** What the vectors have added behind the last column. */
export function clearBehind(columns: usize, width: i32): void {
  v128.store(columns + 4 * width, i32x4.splat(0));
  v128.store(columns + 4 * width, i32x4.splat(0), 16);
}

/** Sums of 2 radius + 1 neighbours in a row that has zeros around it. */
export function slide(columns: usize, out: usize, width: i32, radius: i32): void {
  let sum = 0;
  for (let x = 0; x < radius; x += 1) sum += load<i32>(columns + 4 * x);
  let enters: usize = columns + 4 * radius;
  let leaves: usize = columns - 4 * (radius + 1);
  const end: usize = out + 4 * width;
  for (let to = out; to < end; to += 4) {
    sum += load<i32>(enters) - load<i32>(leaves);
    store<i32>(to, sum);
    enters += 4;
    leaves += 4;
  }
}

/** How many points lie under the window of each column, in rows of which `rows` lie under it. */
export function countRow(counts: usize, width: i32, radius: i32, rows: i32): void {
  for (let x = 0; x < width; x += 1) {
    store<i32>(counts + 4 * x, rows * (min(width - 1, x + radius) - max(0, x - radius) + 1));
  }
}

export function rowsUnder(height: i32, radius: i32, y: i32): i32 {
  return min(height - 1, y + radius) - max(0, y - radius) + 1;
}

/** The next row of sums: one row enters the columns, one leaves. The rows of the first window must be there already. */
function nextRow<T>(source: usize, width: i32, height: i32, radius: i32, y: i32, columns: usize, out: usize): void {
  const stride = width * <i32>sizeof<T>();
  if (y + radius < height) addRow<T>(columns, source + (y + radius) * stride, width);
  if (y > radius) takeRow<T>(columns, source + (y - radius - 1) * stride, width);
  clearBehind(columns, width);
  slide(columns, out, width, radius);
}

function firstRows<T>(source: usize, width: i32, height: i32, radius: i32, columns: usize): void {
  for (let y = 0; y < min(radius, height); y += 1) addRow<T>(columns, source + y * width * <i32>sizeof<T>(), width);
}

function boxSum<T>(source: usize, width: i32, height: i32, radius: i32, out: usize, scratch: usize): void {
  memory.fill(scratch, 0, rowBytes(width));
  const columns = scratch + 4 * PAD;
  firstRows<T>(source, width, height, radius, columns);
  for (let y = 0; y < height; y += 1) {
    nextRow<T>(source, width, height, radius, y, columns, out + 4 * y * width);
  }
}

export function boxSum8(source: usize, width: i32, height: i32, radius: i32, out: usize, scratch: usize): void {
  boxSum<u8>(source, width, height, radius, out, scratch);
}

export function boxSum16(source: usize, width: i32, height: i32, radius: i32, out: usize, scratch: usize): void {
  boxSum<i16>(source, width, height, radius, out, scratch);
}

export function boxSum32(source: usize, width: i32, height: i32, radius: i32, out: usize, scratch: usize): void {
  boxSum<i32>(source, width, height, radius, out, scratch);
}

/** Means of 16-bit points, halves upwards. */
export function boxMean16(source: usize, width: i32, height: i32, radius: i32, out: usize, scratch: usize): void {
  const bytes = rowBytes(width);
  memory.fill(scratch, 0, 3 * bytes);
  const columns = scratch + 4 * PAD;
  const sums = columns + bytes;
  const counts = sums + bytes;
  firstRows<i16>(source, width, height, radius, columns);
  let rowsBefore = 0;
  for (let y = 0; y < height; y += 1) {
    nextRow<i16>(source, width, height, radius, y, columns, sums);
    const rows = rowsUnder(height, radius, y);
    if (rows !== rowsBefore) countRow(counts, width, radius, rows);
    rowsBefore = rows;
    for (let x = 0; x < width; x += 4) {
      const sum = f32x4.convert_i32x4_s(v128.load(sums + 4 * x));
      const mean = f32x4.div(sum, f32x4.convert_i32x4_s(v128.load(counts + 4 * x)));
      v128.store(sums + 4 * x, i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(mean, f32x4.splat(0.5)))));
    }
    for (let x = 0; x < width; x += 1) store<i16>(out + 2 * (y * width + x), <i16>load<i32>(sums + 4 * x));
  }
}

/** 1 where more than `part` of `whole` of the window is set. */
export function boxShare(
  mask: usize,
  width: i32,
  height: i32,
  radius: i32,
  part: i32,
  whole: i32,
  out: usize,
  scratch: usize,
): void {
  const bytes = rowBytes(width);
  memory.fill(scratch, 0, 3 * bytes);
  const columns = scratch + 4 * PAD;
  const sums = columns + bytes;
  const counts = sums + bytes;
  firstRows<u8>(mask, width, height, radius, columns);
  let rowsBefore = 0;
  for (let y = 0; y < height; y += 1) {
    nextRow<u8>(mask, width, height, radius, y, columns, sums);
    const rows = rowsUnder(height, radius, y);
    if (rows !== rowsBefore) countRow(counts, width, radius, rows);
    rowsBefore = rows;
    for (let x = 0; x < width; x += 1) {
      const more = whole * load<i32>(sums + 4 * x) > part * load<i32>(counts + 4 * x);
      store<u8>(out + y * width + x, more ? 1 : 0);
    }
  }
}
