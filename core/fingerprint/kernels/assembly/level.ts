import { clearBehind, countRow, PAD, rowBytes, rowsUnder, slide } from './box';

/** Adds `sign` times a row, and its squares, to the sums of its columns. */
function add(columns: usize, squares: usize, row: usize, width: i32, sign: i16): void {
  const signs = i16x8.splat(sign);
  for (let x = 0; x < width; x += 8) {
    const eight = v128.load_ext<u8>(row + x);
    const signed = i16x8.mul(eight, signs);
    const to = columns + 4 * x;
    v128.store(to, i32x4.add(v128.load(to), i32x4.extend_low_i16x8_s(signed)));
    v128.store(to, i32x4.add(v128.load(to, 16), i32x4.extend_high_i16x8_s(signed)), 16);
    const square = squares + 4 * x;
    v128.store(square, i32x4.add(v128.load(square), i32x4.extmul_low_i16x8_s(eight, signed)));
    v128.store(square, i32x4.add(v128.load(square, 16), i32x4.extmul_high_i16x8_s(eight, signed)), 16);
  }
}

/** Four whole numbers nearest to these, halves upwards. */
function rounded(four: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(four, f32x4.splat(0.5))));
}

/** From sums of gray and of its squares over `counts` points: level and deviation of eight points in a row. */
function finish(
  pixels: usize,
  sums: usize,
  squares: usize,
  counts: usize,
  faint: f32,
  level: usize,
  deviation: usize,
): void {
  const eight = v128.load_ext<u8>(pixels);
  let levels = i32x4.splat(0);
  let deviations = i32x4.splat(0);
  for (let half = 0; half < 2; half += 1) {
    const at: usize = 16 * half;
    const gray = f32x4.convert_i32x4_s(half === 0 ? i32x4.extend_low_i16x8_s(eight) : i32x4.extend_high_i16x8_s(eight));
    const count = f32x4.convert_i32x4_s(v128.load(counts + at));
    const mean = f32x4.div(f32x4.convert_i32x4_s(v128.load(sums + at)), count);
    const power = f32x4.div(f32x4.convert_i32x4_s(v128.load(squares + at)), count);
    const variance = f32x4.max(f32x4.splat(0), f32x4.sub(power, f32x4.mul(mean, mean)));
    const scale = f32x4.div(f32x4.splat(256), f32x4.sqrt(f32x4.add(variance, f32x4.splat(faint))));
    const four = rounded(f32x4.mul(f32x4.sub(mean, gray), scale));
    const spread = rounded(f32x4.mul(f32x4.sqrt(variance), f32x4.splat(16)));
    if (half === 0) {
      levels = four;
      deviations = spread;
    } else {
      levels = i16x8.narrow_i32x4_s(levels, four);
      deviations = i16x8.narrow_i32x4_s(deviations, spread);
    }
  }
  levels = i16x8.min_s(i16x8.max_s(levels, i16x8.splat(-1023)), i16x8.splat(1023));
  v128.store(level, levels);
  v128.store(deviation, deviations);
}

/** Local normalisation; see kernels.ts. Rows go through scratch, since vectors write up to seven points too many. */
export function normalise(
  pixels: usize,
  width: i32,
  height: i32,
  radius: i32,
  faint: f32,
  level: usize,
  deviation: usize,
  scratch: usize,
): void {
  const bytes = rowBytes(width);
  memory.fill(scratch, 0, 6 * bytes);
  const columns = scratch + 4 * PAD;
  const squareColumns = columns + bytes;
  const sums = squareColumns + bytes;
  const squares = sums + bytes;
  const counts = squares + bytes;
  const levels = counts + bytes;
  const deviations = levels + (bytes >> 1);
  for (let y = 0; y < min(radius, height); y += 1) add(columns, squareColumns, pixels + y * width, width, 1);
  let rowsBefore = 0;
  for (let y = 0; y < height; y += 1) {
    if (y + radius < height) add(columns, squareColumns, pixels + (y + radius) * width, width, 1);
    if (y > radius) add(columns, squareColumns, pixels + (y - radius - 1) * width, width, -1);
    clearBehind(columns, width);
    clearBehind(squareColumns, width);
    slide(columns, sums, width, radius);
    slide(squareColumns, squares, width, radius);
    const rows = rowsUnder(height, radius, y);
    if (rows !== rowsBefore) countRow(counts, width, radius, rows);
    rowsBefore = rows;
    for (let x = 0; x < width; x += 8) {
      const at: usize = 4 * x;
      finish(pixels + y * width + x, sums + at, squares + at, counts + at, faint, levels + 2 * x, deviations + 2 * x);
    }
    memory.copy(level + 2 * y * width, levels, 2 * width);
    memory.copy(deviation + 2 * y * width, deviations, 2 * width);
  }
}
