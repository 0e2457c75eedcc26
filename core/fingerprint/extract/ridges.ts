import { boxMean, type Plane } from '../image.ts';
import type { FlowMap } from '../template.ts';

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
/** Variance, gray levels squared, below which a print is no longer brought to full strength: sensors have grain. */
const FAINT = 12;
/** What is fainter than the threshold counts where its lines agree, down to this share and these gray levels. */
const FAINT_SHARE = 0.28;
const LEAST_FAINT = 2.2;
/** Mean coherence of lines that agree; the grain of an empty sensor has about half of it. */
const AGREES = 0.3;

/** Local normalisation, ridge flow by averaged squared gradients, and segmentation by contrast and agreement. */
export function ridgesOf(plane: Plane): Ridges {
  const { width, height, data } = plane;
  const mean = boxMean(data, width, height, LEVEL_RADIUS);
  const squares = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 1) squares[i] = (data[i]! - mean[i]!) ** 2;
  const variance = boxMean(squares, width, height, LEVEL_RADIUS);
  const level = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 1) {
    level[i] = (mean[i]! - data[i]!) / Math.sqrt(Math.max(0, variance[i]!) + FAINT);
  }
  const { direction, coherence } = flowOf(level, width, height);
  const mask = maskOf(variance, coherence, width, height);
  return { width, height, level, mask, direction, coherence };
}

/**
 * Where the print is: where there is contrast, and where its lines agree on a direction. Contrast alone loses the faint
 * prints of dry skin, agreement alone finds the grain of an empty sensor.
 */
function maskOf(variance: Float32Array, coherence: Float32Array, width: number, height: number): Uint8Array {
  const deviation = new Float32Array(variance.length);
  for (let i = 0; i < deviation.length; i += 1) deviation[i] = Math.sqrt(Math.max(0, variance[i]!));
  const contrast = boxMean(deviation, width, height, MASK_RADIUS);
  const sample = new Float32Array(Math.ceil(contrast.length / 17));
  for (let i = 0; i < sample.length; i += 1) sample[i] = contrast[i * 17]!;
  const strong = sample.sort()[Math.floor(sample.length * 0.9)] ?? 0;
  const threshold = Math.max(LEAST_CONTRAST, strong * MASK_SHARE);
  const mask = new Uint8Array(contrast.length);
  const agreement = boxMean(coherence, width, height, MASK_RADIUS);
  for (let i = 0; i < mask.length; i += 1) {
    const here = contrast[i]!;
    const faint = here > threshold * FAINT_SHARE && here > LEAST_FAINT && agreement[i]! > AGREES;
    mask[i] = here > threshold || faint ? 1 : 0;
  }
  // Holes close and specks vanish: what most of the neighbourhood says.
  const share = boxMean(mask, width, height, MASK_RADIUS);
  for (let i = 0; i < mask.length; i += 1) mask[i] = share[i]! > 0.5 ? 1 : 0;
  return withoutHoles(largestPart(mask, width, height), width, height);
}

/** Holes within the print are singular points and scars: the print goes on around them. */
function withoutHoles(mask: Uint8Array, width: number, height: number): Uint8Array {
  const outside = new Uint8Array(mask.length);
  const queue: number[] = [];
  const reach = (at: number) => {
    if (mask[at] === 1 || outside[at] === 1) return;
    outside[at] = 1;
    queue.push(at);
  };
  for (let x = 0; x < width; x += 1) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y += 1) {
    reach(y * width);
    reach(y * width + width - 1);
  }
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const x = at % width;
    if (x > 0) reach(at - 1);
    if (x < width - 1) reach(at + 1);
    if (at >= width) reach(at - width);
    if (at < width * (height - 1)) reach(at + width);
  }
  return outside.map((out) => 1 - out);
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

function flowOf(level: Float32Array, width: number, height: number) {
  const cos2 = new Float32Array(level.length);
  const sin2 = new Float32Array(level.length);
  const power = new Float32Array(level.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
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
    // The gradient crosses the ridge; the ridge runs at a right angle to it.
    const angle = 0.5 * Math.atan2(s[i]!, c[i]!) + Math.PI / 2;
    direction[i] = angle < 0 ? angle + Math.PI : angle >= Math.PI ? angle - Math.PI : angle;
    coherence[i] = p[i]! > 0 ? Math.min(1, Math.sqrt(c[i]! * c[i]! + s[i]! * s[i]!) / p[i]!) : 0;
  }
  return { direction, coherence };
}

/** Side of a cell of the flow map, pixels. */
const FLOW_STEP = 16;
/** Below this the neighbourhood does not agree on a direction. */
const LEAST_COHERENCE = 0.25;

/** The ridges' directions at the middle of each cell. */
export function flowMapOf({ width, height, mask, direction, coherence }: Ridges): FlowMap {
  const [columns, rows] = [Math.ceil(width / FLOW_STEP), Math.ceil(height / FLOW_STEP)];
  const directions = new Uint8Array(columns * rows).fill(255);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [column * FLOW_STEP + FLOW_STEP / 2, row * FLOW_STEP + FLOW_STEP / 2];
      if (x >= width || y >= height) continue;
      const at = y * width + x;
      if (mask[at] === 0 || coherence[at]! < LEAST_COHERENCE) continue;
      directions[row * columns + column] = Math.round((-direction[at]! / Math.PI) * 128) & 127;
    }
  }
  return { step: FLOW_STEP, columns, rows, directions };
}
