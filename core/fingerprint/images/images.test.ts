import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../image.ts';
import { chanceOf } from '../synthetic/chance.ts';
import { encodeBmp, encodePgm, encodePng, encodeTiff } from './files/files.fixture.ts';
import { IMAGE_LIMITS } from './image-fault.ts';
import { decodeImage, imageKindOf } from './images.ts';
import { encodeImage } from './records/image-records.ts';
import { encodeWsq } from './wsq/wsq-encoder.fixture.ts';

const chance = chanceOf('images');
function noise(width: number, height: number): GrayImage {
  return { width, height, pixels: Uint8Array.from({ length: width * height }, () => 256 * chance.next()) };
}
const image = noise(37, 23);

function read(bytes: Uint8Array): GrayImage {
  const answer = decodeImage(bytes);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}
const faultOf = (bytes: Uint8Array, options = {}) => {
  const answer = decodeImage(bytes, options);
  return answer.ok ? 'read' : answer.error;
};

describe('plain files', () => {
  it.each([
    ['PGM', encodePgm(image)],
    ['PNG', encodePng(image, { filters: [0, 1, 2, 3, 4] })],
    ['BMP of 8 bits', encodeBmp(image)],
    ['BMP of 24 bits', encodeBmp(image, { depth: 24 })],
    ['BMP from the top', encodeBmp(image, { topDown: true })],
    ['TIFF', encodeTiff(image)],
    ['TIFF with white zero', encodeTiff(image, { inverted: true })],
  ])('%s gives back its pixels, and no resolution where it tells none', (_, bytes) => {
    expect(read(bytes)).toEqual(image);
  });

  it.each([
    ['PNG', encodePng(image, { rate: [19_685, 19_685] })],
    ['BMP', encodeBmp(image, { rate: 19_685 })],
    ['TIFF', encodeTiff(image, { dpi: 500 })],
  ])('%s tells its resolution', (_, bytes) => {
    expect(read(bytes)).toEqual({ ...image, dpi: 500 });
  });

  it('believe no resolution that a finger scanner does not have, and refuse pixels that are not square', () => {
    expect(read(encodePng(image, { rate: [2835, 2835] })).dpi).toBeUndefined();
    expect(faultOf(encodePng(image, { rate: [19_685, 15_748] }))).toBe('resolution');
  });

  it('are told apart by their first bytes', () => {
    const files = [encodeImage(image), encodeWsq(noise(64, 64)), encodePng(image), encodePgm(image), encodeBmp(image)];
    expect(files.map(imageKindOf)).toEqual(['record', 'wsq', 'png', 'pgm', 'bmp']);
    expect(imageKindOf(encodeTiff(image))).toBe('tiff');
    expect(imageKindOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('jpeg');
    expect(imageKindOf(Uint8Array.of(0xff, 0x4f, 0xff, 0x51))).toBe('jpeg2000');
    expect(imageKindOf(new Uint8Array())).toBeUndefined();
    expect(faultOf(Uint8Array.of(1, 2, 3))).toBe('not-an-image');
  });

  it('are refused before anything is reserved for their sides', () => {
    const wide = { width: 2001, height: 1, pixels: new Uint8Array(2001) };
    for (const encode of [encodePgm, encodePng, encodeBmp, encodeTiff, encodeImage]) {
      expect(faultOf(encode(wide))).toBe('size');
      expect(faultOf(encode(image), { limits: { ...IMAGE_LIMITS, side: 36 } })).toBe('size');
    }
    // The sides in the head of a PNG alone: four thousand million pixels.
    expect(faultOf(encodePng(image).fill(0xff, 16, 24))).toBe('damaged');
    expect(faultOf(encodePgm(image), { limits: { ...IMAGE_LIMITS, bytes: 100 } })).toBe('too-long');
  });

  it('are refused where they end too soon, and never read beyond', () => {
    for (const bytes of [encodePgm(image), encodePng(image), encodeBmp(image), encodeTiff(image), encodeImage(image)]) {
      for (let length = 0; length < bytes.length; length += 1) {
        // A copy: what lies behind it in memory must not help.
        expect(faultOf(bytes.slice(0, length))).not.toBe('read');
      }
    }
  });
});

it('a TIFF whose sides are fractions is refused: half a pixel is none', () => {
  const bytes = encodeTiff(image, { dpi: 500 });
  const entry = (n: number) => 8 + 2 + 12 * n;
  // Both resolutions are fractions of 500 over 1, at the end of the tables: the width becomes one of 73 over 2.
  const values = bytes.length - image.pixels.length - 8;
  const fraction = bytes.slice();
  fraction[entry(0) + 2] = 5;
  fraction.set(bytes.subarray(entry(8) + 8, entry(8) + 12), entry(0) + 8);
  fraction.set([73, 0, 0, 0, 2, 0, 0, 0], values);
  expect(faultOf(fraction)).toBe('size');
});

describe('PNG', () => {
  const two = { width: 2, height: 1, pixels: new Uint8Array(2) };
  it.each([
    ['1 bit', { depth: 1, rows: [[0b0100_0000]] }, [0, 255]],
    ['2 bits', { depth: 2, rows: [[0b0110_0000]] }, [85, 170]],
    ['4 bits', { depth: 4, rows: [[0x3c]] }, [51, 204]],
    ['16 bits', { depth: 16, rows: [[77, 255, 200, 0]] }, [77, 200]],
    ['colours', { colour: 2 as const, rows: [[255, 0, 0, 0, 255, 0]] }, [76, 150]],
    ['a palette', { colour: 3 as const, palette: [10, 10, 10, 90, 90, 90], rows: [[1, 0]] }, [90, 10]],
    ['gray with transparency on white', { colour: 4 as const, rows: [[40, 255, 40, 0]] }, [40, 255]],
    ['colours with transparency', { colour: 6 as const, rows: [[9, 9, 9, 255, 0, 0, 0, 51]] }, [9, 204]],
  ])('of %s', (_, options, pixels) => {
    expect([...read(encodePng(two, options)).pixels]).toEqual(pixels);
  });

  it('that is damaged or points beyond its palette is refused', () => {
    const good = encodePng(image);
    expect(faultOf(good.with(60, good[60]! ^ 1))).toBe('damaged');
    expect(faultOf(encodePng(two, { colour: 3, palette: [1, 2, 3], rows: [[0, 1]] }))).toBe('damaged');
    expect(faultOf(encodePng(image, { filters: [5] }))).toBe('damaged');
    expect(faultOf(encodePng({ ...image, height: 24 }, { rows: [[...image.pixels]] }))).toBe('damaged');
  });

  it('is read as far as its pixels need, whatever more would come out of it', () => {
    const bomb = encodePng(two, { rows: Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => 0)) });
    expect(faultOf(bomb)).toBe('read');
  });
});

it('bytes of any kind never throw', () => {
  const starts = [encodePgm(image), encodePng(image), encodeBmp(image), encodeTiff(image), encodeImage(image)];
  const heads = fc.constantFrom(...starts.map((bytes) => bytes.subarray(0, 12)), new Uint8Array());
  fc.assert(
    fc.property(heads, fc.uint8Array({ maxLength: 400 }), (head, tail) => {
      const bytes = Uint8Array.from([...head, ...tail]);
      const answer = decodeImage(bytes);
      if (answer.ok) expect(answer.value.pixels.length).toBe(answer.value.width * answer.value.height);
    }),
    { numRuns: 500 },
  );
});
