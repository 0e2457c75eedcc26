import fc from 'fast-check';
import { type Chance, chanceOf } from '../synthetic/chance.ts';
import { syntheticFinger } from '../synthetic/finger.ts';
import { impression } from '../synthetic/impression.ts';
import { conditions } from '../synthetic/touch.ts';
import { Arena } from './arena.ts';

/** Sizes of planes: also those that are all rim, and no multiple of a vector. */
export const sizes = fc.record({
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 60 }),
  seed: fc.nat(),
});

/** Whole numbers between two bounds, by chance but always the same for a seed. */
export function fill<T extends Uint8Array | Int16Array | Int32Array>(
  plane: T,
  chance: Chance,
  least: number,
  most: number,
): T {
  for (let at = 0; at < plane.length; at += 1) plane[at] = least + Math.floor(chance.next() * (most - least + 1));
  return plane;
}

/** Works in an arena that is large enough for anything here. */
export function inArena<T>(size: { readonly width: number; readonly height: number }, work: (arena: Arena) => T): T {
  const arena = new Arena({ ...size, bytesPerPoint: 64, more: 400_000 });
  try {
    return work(arena);
  } finally {
    arena.close();
  }
}

export const chanceFor = (seed: number): Chance => chanceOf('kernels', seed);

/** Drawn touches, one finger in each condition. */
export const drawn = conditions.map((condition, voter) => ({
  condition,
  image: impression(syntheticFinger({ seed: 'kernels', voter, finger: 2 }), {
    width: 250,
    height: 281,
    dpi: 500,
    capture: 1,
    condition,
  }),
}));
