/**
 * Thinning (Guo and Hall 1989). Each point's neighbours are kept as eight bits beside the image, clockwise from the one
 * above, so that a round looks one byte up for each point that is left; who goes tells the neighbours.
 */

/** Guo and Hall's conditions for one sub-iteration, as thin.fixture.ts has them. */
function removable(bits: i32, odd: boolean): boolean {
  const n = bits & 1;
  const ne = (bits >> 1) & 1;
  const e = (bits >> 2) & 1;
  const se = (bits >> 3) & 1;
  const s = (bits >> 4) & 1;
  const sw = (bits >> 5) & 1;
  const w = (bits >> 6) & 1;
  const nw = (bits >> 7) & 1;
  const crossings = ((1 - n) & (ne | e)) + ((1 - e) & (se | s)) + ((1 - s) & (sw | w)) + ((1 - w) & (nw | n));
  if (crossings !== 1) return false;
  const pairs = min((nw | n) + (ne | e) + (se | s) + (sw | w), (n | ne) + (e | se) + (s | sw) + (w | nw));
  if (pairs < 2 || pairs > 3) return false;
  return odd ? ((n | ne | (1 - se)) & e) === 0 : ((s | sw | (1 - nw)) & w) === 0;
}

/** The neighbours' bits of all points but the rim. */
function neighbours(image: usize, width: i32, height: i32, bits: usize): void {
  for (let at = width + 1; at < (height - 1) * width; at += 16) {
    const from: usize = image + at;
    const above: usize = from - width;
    const below: usize = from + width;
    let all = v128.load(above);
    all = v128.or(all, i8x16.shl(v128.load(above + 1), 1));
    all = v128.or(all, i8x16.shl(v128.load(from + 1), 2));
    all = v128.or(all, i8x16.shl(v128.load(below + 1), 3));
    all = v128.or(all, i8x16.shl(v128.load(below), 4));
    all = v128.or(all, i8x16.shl(v128.load(below - 1), 5));
    all = v128.or(all, i8x16.shl(v128.load(from - 1), 6));
    v128.store(bits + at, v128.or(all, i8x16.shl(v128.load(above - 1), 7)));
  }
}

/** The neighbour at `at` loses one of its bits. */
function loses(bits: usize, at: i32, bit: i32): void {
  store<u8>(bits + at, <u8>(<i32>load<u8>(bits + at) & ~(1 << bit)));
}

/** Marks what this sub-iteration removes; true where there is anything. */
function mark(image: usize, bits: usize, table: usize, points: usize, count: i32): boolean {
  let any = 0;
  for (let point = 0; point < count; point += 1) {
    const at = load<i32>(points + 4 * point);
    const goes = load<u8>(table + <i32>load<u8>(bits + at));
    store<u8>(image + at, 1 + goes);
    any |= goes;
  }
  return any !== 0;
}

/** Removes what is marked, and gives how many points are left. */
function remove(image: usize, bits: usize, points: usize, count: i32, width: i32): i32 {
  let left = 0;
  for (let point = 0; point < count; point += 1) {
    const at = load<i32>(points + 4 * point);
    if (load<u8>(image + at) === 1) {
      store<i32>(points + 4 * left, at);
      left += 1;
      continue;
    }
    store<u8>(image + at, 0);
    // To the one above this point is the one below, and so on.
    loses(bits, at - width, 4);
    loses(bits, at - width + 1, 5);
    loses(bits, at + 1, 6);
    loses(bits, at + width + 1, 7);
    loses(bits, at + width, 0);
    loses(bits, at + width - 1, 1);
    loses(bits, at - 1, 2);
    loses(bits, at - width - 1, 3);
  }
  return left;
}

/** Whatever is not 0 becomes 1, and the rim 0. */
function prepare(image: usize, width: i32, height: i32): void {
  for (let at = 0; at < width * height; at += 16) {
    const sixteen = i8x16.ne(v128.load(image + at), i8x16.splat(0));
    v128.store(image + at, v128.and(sixteen, i8x16.splat(1)));
  }
  memory.fill(image, 0, width);
  memory.fill(image + (height - 1) * width, 0, width);
  for (let y = 0; y < height; y += 1) {
    store<u8>(image + y * width, 0);
    store<u8>(image + y * width + width - 1, 0);
  }
}

/** Thins in place what is not 0; the rim becomes 0. `scratch` has room for both tables, the bits and all points. */
export function thin(image: usize, width: i32, height: i32, scratch: usize): void {
  prepare(image, width, height);
  for (let value = 0; value < 256; value += 1) {
    store<u8>(scratch + value, removable(value, true) ? 1 : 0);
    store<u8>(scratch + 256 + value, removable(value, false) ? 1 : 0);
  }
  const bits = scratch + 512;
  const points = (bits + width * height + 31) & ~15;
  neighbours(image, width, height, bits);
  let count = 0;
  for (let at = width + 1; at < (height - 1) * width; at += 1) {
    store<i32>(points + 4 * count, at);
    count += load<u8>(image + at);
  }
  let changed = true;
  while (changed) {
    changed = false;
    for (let half = 0; half < 2; half += 1) {
      if (mark(image, bits, scratch + 256 * half, points, count)) {
        count = remove(image, bits, points, count, width);
        changed = true;
      }
    }
  }
}
