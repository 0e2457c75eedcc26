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

function boxSum<T>(source: usize, width: i32, height: i32, radius: i32, out: usize, scratch: usize): void {
  memory.fill(scratch, 0, rowBytes(width));
  const columns = scratch + 4 * PAD;
  const stride = width * <i32>sizeof<T>();
  for (let y = 0; y < min(radius, height); y += 1) addRow<T>(columns, source + y * stride, width);
  for (let y = 0; y < height; y += 1) {
    if (y + radius < height) addRow<T>(columns, source + (y + radius) * stride, width);
    if (y > radius) takeRow<T>(columns, source + (y - radius - 1) * stride, width);
    clearBehind(columns, width);
    slide(columns, out + 4 * y * width, width, radius);
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
