import { boxMean, type Plane } from './image.ts';

/** The print without the sensor: ridges positive and valleys negative, whatever brightness and pressure were. */
export interface Ridges {
  readonly width: number;
  readonly height: number;
  /** Locally normalised: about −2 … 2, ridges positive. */
  readonly level: Float32Array;
  /** 1 inside the print. */
  readonly mask: Uint8Array;
  /** Direction of the ridges, 0 … π, y downwards. */
  readonly direction: Float32Array;
  /** 0–1: how much the neighbourhood agrees about the direction. */
  readonly coherence: Float32Array;
}

/** Radii in pixels at 500 dpi: about one, one and a half, two ridge periods. */
const LEVEL_RADIUS = 11;
const MASK_RADIUS = 10;
const FLOW_RADIUS = 9;
/** Share of the strongest local contrast below which there is no print. */
const MASK_SHARE = 0.32;
/** Contrast in gray levels below which nothing is a print, however uniform the image. */
const LEAST_CONTRAST = 9;

/** Local normalisation, segmentation by local contrast, and ridge flow by averaged squared gradients. */
export function ridgesOf(plane: Plane): Ridges {
  const { width, height, data } = plane;
  const mean = boxMean(data, width, height, LEVEL_RADIUS);
  const squares = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 1) squares[i] = (data[i]! - mean[i]!) ** 2;
  const variance = boxMean(squares, width, height, LEVEL_RADIUS);
  const level = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 1) {
    level[i] = (mean[i]! - data[i]!) / Math.sqrt(Math.max(0, variance[i]!) + 60);
  }
  const mask = maskOf(variance, width, height);
  return { width, height, level, mask, ...flowOf(level, mask, width, height) };
}

function maskOf(variance: Float32Array, width: number, height: number): Uint8Array {
  const deviation = new Float32Array(variance.length);
  for (let i = 0; i < deviation.length; i += 1) deviation[i] = Math.sqrt(Math.max(0, variance[i]!));
  const contrast = boxMean(deviation, width, height, MASK_RADIUS);
  const sample = new Float32Array(Math.ceil(contrast.length / 17));
  for (let i = 0; i < sample.length; i += 1) sample[i] = contrast[i * 17]!;
  const strong = sample.sort()[Math.floor(sample.length * 0.9)] ?? 0;
  const threshold = Math.max(LEAST_CONTRAST, strong * MASK_SHARE);
  const mask = new Uint8Array(contrast.length);
  for (let i = 0; i < mask.length; i += 1) mask[i] = contrast[i]! > threshold ? 1 : 0;
  // Holes close and specks vanish: what most of the neighbourhood says.
  const share = boxMean(mask, width, height, MASK_RADIUS);
  for (let i = 0; i < mask.length; i += 1) mask[i] = share[i]! > 0.5 ? 1 : 0;
  return largestPart(mask, width, height);
}

/** The largest connected part; other fingers and dirt fall away. */
function largestPart(mask: Uint8Array, width: number, height: number): Uint8Array {
  const label = new Int32Array(mask.length);
  const queue = new Int32Array(mask.length);
  let best = { label: 0, size: 0 };
  let labels = 0;
  let tail = 0;
  const reach = (next: number) => {
    if (mask[next] === 0 || label[next] !== 0) return;
    label[next] = labels;
    queue[tail++] = next;
  };
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] === 0 || label[start] !== 0) continue;
    labels += 1;
    tail = 0;
    reach(start);
    for (let head = 0; head < tail; head += 1) {
      const at = queue[head]!;
      const x = at % width;
      if (x > 0) reach(at - 1);
      if (x < width - 1) reach(at + 1);
      if (at >= width) reach(at - width);
      if (at < width * (height - 1)) reach(at + width);
    }
    if (tail > best.size) best = { label: labels, size: tail };
  }
  const part = new Uint8Array(mask.length);
  for (let i = 0; i < part.length; i += 1) part[i] = best.size > 0 && label[i] === best.label ? 1 : 0;
  return part;
}

function flowOf(level: Float32Array, mask: Uint8Array, width: number, height: number) {
  const cos2 = new Float32Array(level.length);
  const sin2 = new Float32Array(level.length);
  const power = new Float32Array(level.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      if (mask[i] === 0) continue;
      const gx =
        level[i - width + 1]! +
        2 * level[i + 1]! +
        level[i + width + 1]! -
        level[i - width - 1]! -
        2 * level[i - 1]! -
        level[i + width - 1]!;
      const gy =
        level[i + width - 1]! +
        2 * level[i + width]! +
        level[i + width + 1]! -
        level[i - width - 1]! -
        2 * level[i - width]! -
        level[i - width + 1]!;
      cos2[i] = gx * gx - gy * gy;
      sin2[i] = 2 * gx * gy;
      power[i] = gx * gx + gy * gy;
    }
  }
  // Two boxes in a row are nearly a Gaussian.
  const smooth = (plane: Float32Array) =>
    boxMean(boxMean(plane, width, height, FLOW_RADIUS), width, height, FLOW_RADIUS - 3);
  const [c, s, p] = [smooth(cos2), smooth(sin2), smooth(power)];
  const direction = new Float32Array(level.length);
  const coherence = new Float32Array(level.length);
  for (let i = 0; i < level.length; i += 1) {
    if (mask[i] === 0) continue;
    // The gradient crosses the ridge; the ridge runs at a right angle to it.
    const angle = 0.5 * Math.atan2(s[i]!, c[i]!) + Math.PI / 2;
    direction[i] = angle < 0 ? angle + Math.PI : angle >= Math.PI ? angle - Math.PI : angle;
    coherence[i] = p[i]! > 0 ? Math.min(1, Math.sqrt(c[i]! * c[i]! + s[i]! * s[i]!) / p[i]!) : 0;
  }
  return { direction, coherence };
}
