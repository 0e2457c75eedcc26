import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrayPicture, lookAt } from './picture-look.ts';

/** A scene in shades from one to another, with the noise of a sensor. */
function scene(from: number, to: number, seed = 1): GrayPicture {
  let state = seed;
  const pixels = Uint8Array.from({ length: 80 * 60 }, (_, at) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return from + ((to - from) * (at % 80)) / 80 + (state % 3);
  });
  return { width: 80, height: 60, pixels };
}
const twice = (from: number, to: number) => lookAt(scene(from, to), scene(from, to, 2));

describe('a picture of a camera', () => {
  it.each([
    ['black', 0, 8],
    ['black', 16, 36],
    ['dark', 4, 80],
    [null, 4, 200],
    [null, 90, 250],
    ['white', 252, 253],
    ['even', 128, 129],
  ] as const)('is %s from shade %d to %d', (fault, from, to) => {
    expect(twice(from, to).fault).toBe(fault);
  });

  it('has its mean as brightness', () => {
    expect(twice(100, 155).brightness).toBe(50);
  });

  it('is frozen where the next one is equal in every dot, and not where one dot differs', () => {
    const one = scene(10, 240);
    const other = { ...one, pixels: one.pixels.slice() };
    expect(lookAt(one, other).fault).toBe('frozen');
    other.pixels[4_000] = (other.pixels[4_000] ?? 0) ^ 1;
    expect(lookAt(one, other).fault).toBeNull();
    expect(lookAt(one, null).fault).toBeNull();
    expect(lookAt(one, { ...one, width: 60, height: 80 }).fault).toBeNull();
  });

  it('is black however often it is: that comes before everything else', () => {
    const night = scene(0, 8);
    expect(lookAt(night, night).fault).toBe('black');
  });

  it('is looked at without a throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ maxLength: 60 }), (one, other) => {
        const { brightness } = lookAt(
          { width: one.length, height: 1, pixels: one },
          { width: other.length, height: 1, pixels: other },
        );
        expect(brightness).toBeGreaterThanOrEqual(0);
        expect(brightness).toBeLessThanOrEqual(100);
      }),
    );
  });
});
