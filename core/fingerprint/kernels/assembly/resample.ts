/** Positions between two points, and the weights of both, are in 128ths: products of two weights stay within 32 bits. */
const ONE = 128;

/** Where the middle of an output point lies in the source. */
function position(at: i32, factor: f64, length: i32): i32 {
  const exact = (<f64>at + 0.5) / factor - 0.5;
  return <i32>floor<f64>(min<f64>(max<f64>(exact, 0), length - 1) * ONE + 0.5);
}

/** One row out of two, in 16 bits: 128 times the gray. */
function blend(above: usize, below: usize, share: i32, width: i32, out: usize): void {
  const upper = i16x8.splat(<i16>(ONE - share));
  const lower = i16x8.splat(<i16>share);
  for (let x = 0; x < width; x += 8) {
    const mixed = i16x8.add(
      i16x8.mul(v128.load_ext<u8>(above + x), upper),
      i16x8.mul(v128.load_ext<u8>(below + x), lower),
    );
    v128.store(out + 2 * x, mixed);
  }
}

/** Bilinear: rows first, in vectors, then the points between two columns. */
export function resample(
  source: usize,
  width: i32,
  height: i32,
  factor: f64,
  out: usize,
  columns: i32,
  rows: i32,
  scratch: usize,
): void {
  const row = scratch + 4 * columns;
  for (let x = 0; x < columns; x += 1) store<i32>(scratch + 4 * x, position(x, factor, width));
  for (let y = 0; y < rows; y += 1) {
    const at = position(y, factor, height);
    const above = at / ONE;
    const below = min(above + 1, height - 1);
    blend(source + above * width, source + below * width, at & (ONE - 1), width, row);
    // At the last column the point behind it has no weight, whatever it is.
    for (let x = 0; x < columns; x += 1) {
      const place = load<i32>(scratch + 4 * x);
      const share = place & (ONE - 1);
      const left: usize = row + 2 * (place >> 7);
      const sum = <i32>load<u16>(left) * (ONE - share) + <i32>load<u16>(left, 2) * share;
      store<u8>(out, (sum + 8192) >> 14);
      out += 1;
    }
  }
}
