/** Side of a filter, and of its rows in memory: a tap of 0 fills each row, so that it is two vectors. */
const SIDE = 15;
const ROW_BYTES = 32;
export const FILTER_BYTES = SIDE * ROW_BYTES;
/** Where a filter would look outside. */
const RIM = 8;

/**
 * Sum of 15×15 products, modulo 2^32; `corner` is the level at the upper left tap. Two sums, since one would wait for
 * itself.
 */
function response(corner: usize, stride: usize, taps: usize): i32 {
  let left = i32x4.dot_i16x8_s(v128.load(corner), v128.load(taps));
  let right = i32x4.dot_i16x8_s(v128.load(corner, 16), v128.load(taps, 16));
  for (let row = 0; row < 7; row += 1) {
    const next = corner + stride;
    left = i32x4.add(left, i32x4.dot_i16x8_s(v128.load(next), v128.load(taps, 32)));
    right = i32x4.add(right, i32x4.dot_i16x8_s(v128.load(next, 16), v128.load(taps, 48)));
    corner = next + stride;
    left = i32x4.add(left, i32x4.dot_i16x8_s(v128.load(corner), v128.load(taps, 64)));
    right = i32x4.add(right, i32x4.dot_i16x8_s(v128.load(corner, 16), v128.load(taps, 80)));
    taps += 64;
  }
  const four = i32x4.add(left, right);
  const two = i32x4.add(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
  return i32x4.extract_lane(two, 0) + i32x4.extract_lane(two, 1);
}

/** The filter that `index` names at each point; 0 where it names none, and in the rim. */
export function filterBank(
  level: usize,
  width: i32,
  height: i32,
  index: usize,
  bank: usize,
  filters: i32,
  out: usize,
  shift: i32,
): void {
  memory.fill(out, 0, 2 * width * height);
  for (let y = RIM; y < height - RIM; y += 1) {
    const from = y * width + RIM;
    const end = y * width + width - RIM;
    let corner: usize = level + 2 * (from - 7 * width - 7);
    for (let at = from; at < end; at += 1) {
      const filter: i32 = load<u8>(index + at);
      if (filter < filters) {
        const value = response(corner, 2 * width, bank + filter * FILTER_BYTES) >> shift;
        store<i16>(out + 2 * at, <i16>min(32767, max(-32768, value)));
      }
      corner += 2;
    }
  }
}

/** At each of `count` points `each` filters, `apart` filters from each other: [point][filter]. */
export function filterAtPoints(
  level: usize,
  width: i32,
  height: i32,
  points: usize,
  first: usize,
  count: i32,
  bank: usize,
  filters: i32,
  each: i32,
  apart: i32,
  out: usize,
): void {
  memory.fill(out, 0, 4 * count * each);
  for (let point = 0; point < count; point += 1) {
    const at = load<i32>(points + 4 * point);
    const y = at / width;
    const x = at - y * width;
    if (at < 0 || x < RIM || y < RIM || x >= width - RIM || y >= height - RIM) continue;
    const corner: usize = level + 2 * (at - 7 * width - 7);
    const begin: i32 = load<u8>(first + point);
    for (let one = 0; one < each; one += 1) {
      const filter = begin + one * apart;
      if (filter >= filters) break;
      store<i32>(out + 4 * (point * each + one), response(corner, 2 * width, bank + filter * FILTER_BYTES));
    }
  }
}
