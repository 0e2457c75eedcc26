import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { Chance } from '../../../core/fingerprint/synthetic/chance.ts';

/** How a scanner pulled and saw one sheet. Lengths are millimetres. */
export interface Scan {
  readonly dpi: number;
  /** Size of the page that the scanner sends. */
  readonly width: number;
  readonly height: number;
  /** Degrees, clockwise, about the middle of the sheet. */
  readonly skew: number;
  readonly shift: { readonly x: number; readonly y: number };
  /** How much larger than it is the sheet comes out, across the page and along its way. */
  readonly stretch: { readonly x: number; readonly y: number };
  /** How far the way of the paper runs ahead and behind, at most, and how often that changes on its way. */
  readonly uneven: { readonly by: number; readonly waves: number };
  readonly upsideDown: boolean;
  /** What is seen beside the sheet. */
  readonly bed: number;
  /** Light at the left and right, at the top and bottom, against the middle. */
  readonly light: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** Deviation of the noise, in shades of 255. */
  readonly noise: number;
  readonly blur: boolean;
}

export const STRAIGHT: Scan = {
  dpi: 200,
  width: 210,
  height: 297,
  skew: 0,
  shift: { x: 0, y: 0 },
  stretch: { x: 1, y: 1 },
  uneven: { by: 0, waves: 0 },
  upsideDown: false,
  bed: 245,
  light: { left: 1, right: 1, top: 1, bottom: 1 },
  noise: 0,
  blur: false,
};

const ONE = 65_536;
const NOISE = 65_536;
/** Of deviation 1, and of each that was asked for: made once. */
let normals: Float32Array | null = null;
const noises = new Map<number, Int8Array>();

/** Normal noise of this deviation to a quarter of a shade. */
function noiseOf(deviation: number): Int8Array {
  const quarters = Math.round(deviation * 4);
  const known = noises.get(quarters);
  if (known) return known;
  normals ??= normalNoise();
  const noise = Int8Array.from(normals, (one) => Math.max(-127, Math.min(127, Math.round((one * quarters) / 4))));
  noises.set(quarters, noise);
  return noise;
}

function normalNoise(): Float32Array {
  const noise = new Float32Array(NOISE);
  let state = 1;
  for (let at = 0; at < NOISE; at += 1) {
    let sum = 0;
    for (let k = 0; k < 12; k += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      sum += state / 2 ** 32;
    }
    noise[at] = sum - 6;
  }
  return noise;
}

/** The page that a scanner sends of a sheet. */
export function scanSheet(sheet: GrayPage, scan: Scan, chance: Chance): GrayPage {
  const ppm = scan.dpi / 25.4;
  const [width, height] = [Math.round(scan.width * ppm), Math.round(scan.height * ppm)];
  const pixels = new Uint8ClampedArray(width * height);
  const from = sheet.dpi / 25.4;
  const middle = { x: sheet.width / from / 2, y: sheet.height / from / 2 };
  const turn = (scan.skew * Math.PI) / 180 + (scan.upsideDown ? Math.PI : 0);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const across = Float64Array.from({ length: width }, (_, x) => {
    const part = x / width;
    return part < 0.5
      ? scan.light.left + (1 - scan.light.left) * part * 2
      : 1 + (scan.light.right - 1) * (part * 2 - 1);
  });
  const gains = Int32Array.from(across, (gain) => Math.round(gain * 256));
  const isEven = gains.every((gain) => gain === 256);
  const noise = noiseOf(scan.noise);
  const phase = chance.next() * 2 * Math.PI;
  for (let y = 0; y < height; y += 1) {
    const wave = scan.uneven.by * Math.sin(phase + (scan.uneven.waves * 2 * Math.PI * y) / height);
    const dy = ((y + 0.5) / ppm + wave - scan.shift.y - middle.y) / scan.stretch.y;
    const dx = (0.5 / ppm - scan.shift.x - middle.x) / scan.stretch.x;
    const step = 1 / ppm / scan.stretch.x;
    // Places on the sheet's own pixels, whose middles are at halves.
    const startX = (middle.x + cos * dx + sin * dy) * from - 0.5;
    const startY = (middle.y - sin * dx + cos * dy) * from - 0.5;
    const [stepX, stepY] = [cos * step * from, -sin * step * from];
    const [first, last] = insideRange(startX, stepX, sheet.width - 1, startY, stepY, sheet.height - 1, width);
    const part = y / height;
    const down =
      part < 0.5 ? scan.light.top + (1 - scan.light.top) * part * 2 : 1 + (scan.light.bottom - 1) * (part * 2 - 1);
    const row = pixels.subarray(y * width, (y + 1) * width);
    row.fill(scan.bed, 0, first);
    row.fill(scan.bed, last);
    const along = { x: startX + first * stepX, y: startY + first * stepY, stepX, stepY };
    seeRow(sheet, row, first, last, along, noise, Math.floor(chance.next() * NOISE));
    const gain = Math.round(down * 256);
    if (!isEven || gain !== 256) lightRow(row, first, last, gains, gain);
  }
  const page = { width, height, pixels: new Uint8Array(pixels.buffer), dpi: scan.dpi };
  return scan.blur ? blurred(page) : page;
}

/** Where a row of the page begins on the sheet's own pixels, and how far each pixel is from the one before. */
interface Along {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Loops of their own with nothing but whole numbers, because four million pixels go through each. */
function seeRow(
  sheet: GrayPage,
  seen: Uint8ClampedArray,
  first: number,
  last: number,
  along: Along,
  noise: Int8Array,
  offset: number,
): void {
  const source = sheet.pixels;
  const width = sheet.width | 0;
  let sx = Math.round(along.x * ONE) | 0;
  let sy = Math.round(along.y * ONE) | 0;
  const addX = Math.round(along.stepX * ONE) | 0;
  const addY = Math.round(along.stepY * ONE) | 0;
  for (let x = first | 0; x < last; x = (x + 1) | 0) {
    const fx = (sx >> 8) & 255;
    const fy = (sy >> 8) & 255;
    const at = (Math.imul(sy >> 16, width) + (sx >> 16)) | 0;
    const a = source[at]!;
    const c = source[at + width]!;
    const upper = ((a << 8) + Math.imul(source[at + 1]! - a, fx)) | 0;
    const lower = ((c << 8) + Math.imul(source[at + width + 1]! - c, fx)) | 0;
    seen[x] = (((upper << 8) + Math.imul(lower - upper, fy)) >> 16) + noise[(offset + x) & (NOISE - 1)]!;
    sx = (sx + addX) | 0;
    sy = (sy + addY) | 0;
  }
}

/** Gains are in 256ths. */
function lightRow(seen: Uint8ClampedArray, first: number, last: number, gains: Int32Array, gain: number): void {
  for (let x = first; x < last; x += 1) seen[x] = Math.imul(Math.imul(seen[x]!, gains[x]!), gain) >> 16;
}

/** From which to which x a row of the page lies on the sheet. */
function insideRange(
  startX: number,
  stepX: number,
  mostX: number,
  startY: number,
  stepY: number,
  mostY: number,
  width: number,
): [number, number] {
  let [first, last] = [0, width];
  for (const [start, step, most] of [
    [startX, stepX, mostX],
    [startY, stepY, mostY],
  ] as const) {
    if (Math.abs(step) < 1e-9) {
      if (start < 0 || start >= most - 1) return [0, 0];
      continue;
    }
    const [a, b] = [-start / step, (most - 1 - start) / step];
    first = Math.max(first, Math.ceil(Math.min(a, b)) + 1);
    last = Math.min(last, Math.floor(Math.max(a, b)) - 1);
  }
  return first < last ? [first, last] : [0, 0];
}

/** A lens that is a little out of focus: the mean of three by three. */
function blurred(page: GrayPage): GrayPage {
  const { width, height, pixels } = page;
  const rows = new Uint16Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      rows[at] = pixels[at - 1]! + pixels[at]! + pixels[at + 1]!;
    }
  }
  const soft = pixels.slice();
  for (let at = width; at < width * (height - 1); at += 1) {
    const x = at % width;
    if (x > 0 && x < width - 1) soft[at] = (rows[at - width]! + rows[at]! + rows[at + width]!) / 9;
  }
  return { ...page, pixels: soft };
}
