import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptImage, type SquarePicture, squarePictures } from './kept-image.ts';

const picture = (option: string, width: number, height: number, seed: number): SquarePicture => ({
  ...{ part: 'deputy', option },
  picture: { width, height, dpi: 200, pixels: Uint8Array.from({ length: width * height }, (_, i) => (i * seed) % 256) },
});

it('property: gives back every picture, within half a shade of sixteen', () => {
  const any = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(255)), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(any, (sizes) => {
      const pictures = sizes.map(([width, height, seed], at) => picture(`option-${at}`, width, height, seed));
      const kept = keptImage(pictures, Number.POSITIVE_INFINITY);
      const back = squarePictures(kept ?? new Uint8Array());
      expect([...back.keys()]).toEqual(pictures.map(({ option }) => `deputy/${option}`));
      for (const { option, picture: before } of pictures) {
        const after = back.get(`deputy/${option}`);
        expect(after?.width).toBe(before.width);
        for (const [i, value] of before.pixels.entries()) {
          expect(Math.abs((after?.pixels[i] ?? 999) - value)).toBeLessThanOrEqual(9);
        }
      }
    }),
    { numRuns: 30 },
  );
});

it('leaves out what has no room, the last first', () => {
  const pictures = Array.from({ length: 5 }, (_, at) => picture(`option-${at}`, 60, 60, 7 + at));
  const whole = keptImage(pictures, Number.POSITIVE_INFINITY)?.length ?? 0;
  const fewer = keptImage(pictures, whole - 1);
  expect(squarePictures(fewer ?? new Uint8Array()).size).toBeLessThan(5);
  expect(squarePictures(fewer ?? new Uint8Array()).has('deputy/option-0')).toBe(true);
  expect(keptImage(pictures, 10)).toBeNull();
});
