import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzPnm } from '../testing/scanner-fuzz.ts';
import { type PnmImage, PnmReader } from './pnm.ts';

const bytesOf = (head: string, ...body: number[]) => Uint8Array.from([...Buffer.from(head, 'latin1'), ...body]);
function read(bytes: Uint8Array, cuts: readonly number[] = []): { images: readonly PnmImage[]; reader: PnmReader } {
  const reader = new PnmReader();
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const images = places.slice(1).flatMap((to, i) => [...reader.push(bytes.subarray(places[i], to))]);
  return { images, reader };
}
const pixelsOf = (bytes: Uint8Array) => read(bytes).images.map(({ pixels }) => [...pixels]);

describe('a PNM stream', () => {
  it.each([
    ['gray', bytesOf('P5\n3 1\n255\n', 0, 7, 255), [0, 7, 255]],
    ['gray of few values', bytesOf('P5 3 1 3\n', 0, 1, 9), [0, 85, 255]],
    ['gray of 16 bits', bytesOf('P5 2 1 65535\n', 0x80, 0x00, 0xff, 0xff), [128, 255]],
    ['colours as an eye sees them', bytesOf('P6 3 1 255 ', 255, 0, 0, 0, 255, 0, 0, 0, 255), [76, 150, 29]],
    ['bits, padded to a byte a row', bytesOf('P4 3 2\n', 0b01011111, 0b10100000), [255, 0, 255, 0, 255, 0]],
    ['comments', bytesOf('P5 # 9 9\n1 #\n\n1 # a\n255\n', 32), [32]],
  ])('%s', (_, bytes, pixels) => {
    expect(pixelsOf(bytes)).toEqual([pixels]);
    expect(read(bytes).reader.atEnd).toBe(true);
  });

  it('takes one space after the head: the next byte is a pixel, whatever it looks like', () => {
    expect(pixelsOf(bytesOf('P5 1 1 255\n', 0x0a))).toEqual([[0x0a]]);
  });

  it.each([
    ['another kind', 'P3 1 1 255\n1', 'not-pnm'],
    ['no kind', 'GIF89a', 'not-pnm'],
    ['no width', 'P5 0 1 255\n', 'not-pnm'],
    ['a negative height', 'P5 1 -1 255\n', 'not-pnm'],
    ['a depth beyond 16 bits', 'P5 1 1 65536\n', 'not-pnm'],
    ['an endless comment', `P5 #${'x'.repeat(3000)}`, 'not-pnm'],
    ['a side beyond the limit', 'P5 20001 1 255\n', 'too-large'],
    ['more pixels than the limit', 'P5 20000 20000 255\n', 'too-large'],
  ])('%s is refused before anything is reserved', (_, head, fault) => {
    expect(read(bytesOf(head, 1, 2, 3))).toMatchObject({ images: [], reader: { fault } });
  });

  it('cut anywhere: says that it was', () => {
    const whole = bytesOf('P5 2 2 255\n', 1, 2, 3, 4);
    for (let length = 1; length < whole.length; length += 1) {
      const { images, reader } = read(whole.subarray(0, length));
      expect([images, reader.atEnd, reader.fault]).toEqual([[], false, null]);
    }
  });

  it('gives the same images however the stream is split', () => {
    const image = fc.record({
      kind: fc.constantFrom('P4', 'P5', 'P6'),
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 8 }),
      most: fc.constantFrom(1, 15, 255, 256, 65_535),
      seed: fc.nat(255),
    });
    fc.assert(
      fc.property(
        fc.array(image, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 9 }),
        (all, cuts) => {
          const stream = Buffer.concat(
            all.map(({ kind, width, height, most, seed }) => {
              const row = kind === 'P4' ? Math.ceil(width / 8) : width * (kind === 'P6' ? 3 : 1) * (most > 255 ? 2 : 1);
              const head = kind === 'P4' ? `P4 ${width} ${height}\n` : `${kind}\n${width} ${height}\n${most}\n`;
              return bytesOf(head, ...Array.from({ length: row * height }, (_, i) => (i * 31 + seed) % 256));
            }),
          );
          const [whole, split] = [read(stream), read(stream, cuts)];
          expect(whole.images.map(({ width, height }) => [width, height])).toEqual(all.map((i) => [i.width, i.height]));
          expect(split.images).toEqual(whole.images);
          expect(split.reader.atEnd).toBe(true);
        },
      ),
    );
  });

  it('mutated, doubled, lost and reordered bytes: no exception, bounded memory', () => {
    const tally = fuzzPnm(3_000, 1);
    expect(tally.wrong).toEqual([]);
    // All happen, else the mutations test nothing.
    expect(Math.min(tally.whole, tally.cut, tally.refused)).toBeGreaterThan(50);
  });
});
