import type { GrayImage } from '../image.ts';
import { Arena } from '../kernels/arena.ts';
import { boxSum, gridOf, normalise, resample, scaled, thin } from '../kernels/kernels.ts';
import { enhance, type Filtered, ridgePeriod } from './enhance.ts';
import { ANSWER_UNIT } from './filters.ts';
import { flowOf, type Workspace } from './flow.ts';
import { GRID_STEP, type Grid, sampled, spread } from './grid.ts';
import { clearSkin, likelySkin } from './mask.ts';

/** The print without the sensor: its ridges, whatever brightness and pressure were. Cells are those of the grid. */
export interface Ridges extends Grid {
  readonly width: number;
  readonly height: number;
  /** 1 in cells that show a print. */
  readonly mask: Uint8Array;
  /** Direction of the ridges, 0 … π, y downwards. */
  readonly direction: Float32Array;
  /** 0–1: how much the image itself agreed about the direction, before any filter made it agree. */
  readonly coherence: Float32Array;
  /** What the filters found of what is there: 1 for grain, from about 5 for ridges, 20 and more for clear ones. */
  readonly clarity: Float32Array;
  /** Middle lines of the ridges, one point wide, over the whole image. */
  readonly skeleton: Uint8Array;
  /** Share of the print's points that are dark after normalisation. */
  readonly dark: number;
  /** Mean strength of the filters' answers in the print. */
  readonly power: number;
}

/** Radius in pixels at 500 dpi over which brightness and contrast are divided out, about a ridge period. */
const LEVEL_RADIUS = 11;
/** Variance, gray levels squared, below which a print is no longer brought to full strength: sensors have grain. */
const FAINT = 12;
/**
 * How often directions are found again in what the filters made, and the image is filtered along them. The first
 * directions come from an image with pores, folds and grain; each round they come from ridges only.
 */
const ROUNDS = 2;
/** Radius over which clarity is averaged. */
const CLARITY_RADIUS = 10;
/** Planes of the arena: bytes a point, and what does not grow with the image. */
const BYTES = { point: 28, more: 600_000 } as const;

/** The least image that has anything inside the rim in which filters do not answer. */
const LEAST_SIDE = 24;

/** 100 mm at 500 dpi: what is larger shows no finger, and bounds what an image may cost in time and memory. */
const MOST_SIDE = 2000;

/** What of the image, scaled by `factor` to 500 dpi, is ridges; null where it is too small or too large to be a finger. */
export function ridgesOf(image: GrayImage, factor: number): Ridges | null {
  return withArena(image, factor, (arena, print, work) => {
    const { width, height, level } = print;
    const index = arena.uint8(width * height);
    const strength = arena.int16(width * height);
    let { direction } = print;
    enhance(arena, print, index, strength);
    for (let round = 0; round < ROUNDS; round += 1) {
      ({ direction } = flowOf(arena, { level: strength, width, height }, work));
      enhance(arena, { ...print, direction }, index, strength);
    }
    const clarity = clarityOf(arena, print, strength);
    const mask = clearSkin(print.mask, clarity, print);
    const skin = index;
    spread(mask, print, width, height, skin);
    const found = measured(skin, strength, level);
    const skeleton = skin;
    for (let at = 0; at < skeleton.length; at += 1) skeleton[at] = skin[at]! & (strength[at]! > 0 ? 1 : 0);
    thin(arena, skeleton, { width, height });
    const { columns, rows, coherence } = print;
    return {
      ...{ width, height, columns, rows, mask, direction, coherence, clarity },
      ...{ skeleton: skeleton.slice(), ...found },
    };
  });
}

/** The ridge period, in pixels of the image as it is; null where it is too small or too large to be a finger. */
export const ridgePeriodOf = (image: GrayImage, periods: readonly number[]): number | null =>
  withArena(image, 1, (arena, print) => ridgePeriod(arena, print, periods));

type Print = Filtered & { readonly coherence: Float32Array };

/** Works on an image that is brought to even brightness and contrast, its directions found and its background left out. */
function withArena<T>(
  image: GrayImage,
  factor: number,
  work: (arena: Arena, print: Print, workspace: Workspace) => T,
): T | null {
  const { width, height } = scaled(image, factor);
  const sides = [width, height, image.width, image.height];
  if (Math.min(...sides) < LEAST_SIDE || Math.max(...sides) > MOST_SIDE) return null;
  const most = { width: Math.max(width, image.width), height: Math.max(height, image.height) };
  const arena = new Arena({ ...most, bytesPerPoint: BYTES.point, more: BYTES.more });
  try {
    const points = width * height;
    const given = arena.copyOf(image.pixels);
    const pixels = factor === 1 ? given : arena.uint8(points);
    if (factor !== 1) resample(arena, { width: image.width, height: image.height, pixels: given }, factor, pixels);
    const [level, deviation] = [arena.int16(points), arena.int16(points)];
    const gray = { pixels, width, height, radius: LEVEL_RADIUS, faint: FAINT };
    normalise(arena, gray, { level, deviation });
    const grid = gridOf({ width, height, step: GRID_STEP });
    const cells = grid.columns * grid.rows;
    const workspace: Workspace = {
      once: arena.int16(points),
      twice: arena.int16(points),
      cosine: arena.int32(cells),
      sine: arena.int32(cells),
      power: arena.int32(cells),
    };
    const { direction, coherence } = flowOf(arena, { level, width, height }, workspace);
    const contrast = sampled(deviation, width, grid).map((sixteenths) => sixteenths / 16);
    const mask = likelySkin(contrast, coherence, grid);
    return work(arena, { ...grid, width, height, level, mask, direction, coherence }, workspace);
  } finally {
    arena.close();
  }
}

/** Power of the filters' answers against that of what they were given. */
function clarityOf(arena: Arena, print: Print, strength: Int16Array): Float32Array {
  const { width, height, level } = print;
  const [squares, sums] = [arena.int32(level.length), arena.int32(level.length)];
  const power = (plane: Int16Array): Float32Array => {
    for (let at = 0; at < plane.length; at += 1) squares[at] = plane[at]! * plane[at]!;
    boxSum(arena, squares, { width, height, radius: CLARITY_RADIUS }, sums);
    return sampled(sums, width, print);
  };
  const answers = power(strength);
  // The same for a level: 256 to a unit where answers have 16; grain of no contrast counts as a little of it.
  const scale = (256 / ANSWER_UNIT) ** 2;
  const least = 0.02 * 256 ** 2 * (2 * CLARITY_RADIUS + 1) ** 2;
  return power(level).map((given, at) => (scale * answers[at]!) / (given + least));
}

function measured(skin: Uint8Array, strength: Int16Array, level: Int16Array): Pick<Ridges, 'dark' | 'power'> {
  let [area, dark, power] = [0, 0, 0];
  for (let at = 0; at < skin.length; at += 1) {
    if (skin[at] === 0) continue;
    area += 1;
    dark += level[at]! > 0 ? 1 : 0;
    power += Math.abs(strength[at]!);
  }
  return { dark: dark / Math.max(1, area), power: power / ANSWER_UNIT / Math.max(1, area) };
}
