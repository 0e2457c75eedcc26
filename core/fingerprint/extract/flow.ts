import type { Arena } from '../kernels/arena.ts';
import { boxMean, gridOf, structureTensor } from '../kernels/kernels.ts';
import { GRID_STEP, type Grid } from './grid.ts';

/** Directions of the ridges on the grid. */
export interface Flow {
  /** 0 … π, y downwards. */
  readonly direction: Float32Array;
  /** 0–1: how much the neighbourhood agrees about the direction. */
  readonly coherence: Float32Array;
}

/** Radii of two boxes, together about two ridge periods wide. */
const RADII = [9, 6] as const;
/** Grain is finer than ridges and shall not speak about their direction: twice a box of three points. */
const GRAIN_RADIUS = 1;

/** Planes that are needed for a moment, of as many points as the image. */
export interface Workspace {
  readonly once: Int16Array;
  readonly twice: Int16Array;
  readonly cosine: Int32Array;
  readonly sine: Int32Array;
  readonly power: Int32Array;
}

/**
 * Ridge flow by averaged squared gradients (Kass and Witkin 1987; Bazen and Gerez 2002).
 * @param level ridges positive, within ±1023: the image's own, or what a filter has made of it
 */
export function flowOf(
  arena: Arena,
  { level, width, height }: { readonly level: Int16Array; readonly width: number; readonly height: number },
  work: Workspace,
): Flow & Grid {
  boxMean(arena, level, { width, height, radius: GRAIN_RADIUS }, work.once);
  boxMean(arena, work.once, { width, height, radius: GRAIN_RADIUS }, work.twice);
  const levels = { level: work.twice, width, height, step: GRID_STEP, radii: RADII };
  structureTensor(arena, levels, work);
  const grid = gridOf(levels);
  const cells = grid.columns * grid.rows;
  const [direction, coherence] = [new Float32Array(cells), new Float32Array(cells)];
  for (let at = 0; at < cells; at += 1) {
    const [c, s, p] = [work.cosine[at]!, work.sine[at]!, work.power[at]!];
    // The gradient crosses the ridge; the ridge runs at a right angle to it.
    const angle = 0.5 * Math.atan2(s, c) + Math.PI / 2;
    direction[at] = angle < 0 ? angle + Math.PI : angle >= Math.PI ? angle - Math.PI : angle;
    coherence[at] = p > 0 ? Math.min(1, Math.sqrt(c * c + s * s) / p) : 0;
  }
  return { ...grid, direction, coherence };
}
