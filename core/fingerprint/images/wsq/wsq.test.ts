import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../../image.ts';
import { chanceOf } from '../../synthetic/chance.ts';
import { syntheticFinger } from '../../synthetic/finger.ts';
import { impression } from '../../synthetic/impression.ts';
import { IMAGE_LIMITS } from '../image-fault.ts';
import { BitReader } from './bits.ts';
import { readCoefficients } from './coefficients.ts';
import { huffmanCode, nextSymbol } from './huffman.ts';
import { MARKER, readTable, type Tables } from './markers.ts';
import { reconstruct, synthesisOf } from './reconstruct.ts';
import { treeOf } from './tree.ts';
import { decodeWsq } from './wsq.ts';
import { analyse, NINE_SEVEN } from './wsq-analysis.fixture.ts';
import { encodeWsq } from './wsq-encoder.fixture.ts';

const finger = syntheticFinger({ seed: 'wsq', voter: 1, finger: 2 });
const touch = (width: number, height: number): GrayImage =>
  impression(finger, { capture: 1, condition: 'good', width, height, dpi: 500 });

function decoded(bytes: Uint8Array): GrayImage {
  const answer = decodeWsq(bytes, IMAGE_LIMITS);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

/** What is left of an image without the highest frequencies both ways, which WSQ never codes. */
function withoutHighest(image: GrayImage): Uint8Array {
  const { width, height } = image;
  const { plane, tree, shift, scale } = analyse(image);
  const kept = Float32Array.from(plane, (value, at) => {
    const highest = at % width >= Math.ceil(width / 2) && Math.floor(at / width) >= Math.ceil(height / 2);
    return highest ? 0 : value;
  });
  reconstruct(kept, width, tree, NINE_SEVEN);
  return Uint8Array.from(kept, (value) => Math.max(0, Math.min(255, Math.round(value * scale + shift))));
}

/** Peak signal to noise ratio, dB. */
function psnr(a: Uint8Array, b: Uint8Array): number {
  const error = a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0) / a.length;
  return 10 * Math.log10(255 ** 2 / error);
}

describe('the tree of subbands', () => {
  const sizes = (width: number, height: number) => treeOf(width, height).bands.map((one) => [one.width, one.height]);

  it('cuts 20 regions and codes 60 subbands', () => {
    const { cut, bands } = treeOf(512, 512);
    expect([cut.length, bands.length]).toEqual([20, 60]);
    // 1/1024 of the image each, then 1/256, the diagonal of the second cut whole, then 1/16.
    expect(sizes(512, 512)).toEqual([
      ...Array.from({ length: 4 }, () => [16, 16]),
      ...Array.from({ length: 47 }, () => [32, 32]),
      [128, 128],
      ...Array.from({ length: 8 }, () => [128, 128]),
    ]);
  });

  it('gives the odd sample to the low pass, on whatever side it lies (worked out by hand for 77 columns)', () => {
    const widths = (bands: readonly number[]) => bands.map((band) => sizes(77, 512)[band]?.[0]);
    // 77 = 39 + 38. The low 39 = 20 + 19, and 20 = 10 + 10, 10 = 5 + 5, 5 = 3 + 2.
    expect(widths([0, 1, 4, 5])).toEqual([3, 2, 5, 5]);
    expect(widths([7, 8])).toEqual([5, 5]);
    // The high 19 is turned: 9 (high) + 10 (low); 9 lies left: 5 + 4; 10 lies right and is turned: 5 + 5.
    expect(widths([19, 20, 23, 24])).toEqual([5, 4, 5, 5]);
    // 51 is the diagonal of the second cut; the high 38 of the first is turned: 19 + 19.
    expect(widths([51, 52, 53])).toEqual([19, 19, 19]);
    // 55 = 28 + 27, and the high 27 is turned: 13 (high) + 14 (low).
    expect([52, 53, 54].map((band) => sizes(55, 64)[band]?.[0])).toEqual([13, 14, 13]);
  });

  it('covers every sample but those of the highest frequencies exactly once', () => {
    const side = fc.integer({ min: 32, max: 200 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const seen = new Uint8Array(width * height);
        for (const { x, y, width: w, height: h } of treeOf(width, height).bands)
          for (let row = y; row < y + h; row += 1) for (let at = x; at < x + w; at += 1) seen[row * width + at]! += 1;
        const [right, lower] = [Math.ceil(width / 2), Math.ceil(height / 2)];
        seen.forEach((times, at) => {
          expect(times).toBe(at % width >= right && Math.floor(at / width) >= lower ? 0 : 1);
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe('filters', () => {
  it('are read from DTT: sign, decimal places and a number of four bytes for each tap, the middle one first', () => {
    const tables: Tables = { codes: new Map() };
    const low = [...[0, 9, 0x32, 0xd3, 0x26, 0x37], ...[1, 11, 0x8e, 0x27, 0x65, 0x46]];
    const high = [0, 9, 0x2e, 0xff, 0x55, 0xf0];
    expect(readTable(MARKER.filters, Uint8Array.from([3, 1, ...low, ...high]), tables)).toBe(true);
    expect(tables.filters).toEqual({ low: [0.852698679, -0.02384946502], high: [0.788485616] });
    expect(readTable(MARKER.filters, Uint8Array.from([3, 1, ...low]), tables)).toBe(false);
    expect(readTable(MARKER.filters, Uint8Array.from([8, 8, ...low, ...high]), tables)).toBeNull();
  });

  it('and bins from DQT: two bytes and decimal places for centre, width and zero bin of 64 subbands', () => {
    const tables: Tables = { codes: new Map() };
    const bins = Array.from({ length: 64 }, (_, band) => [2, 0, band, 1, 1, 0x2c]).flat();
    expect(readTable(MARKER.bins, Uint8Array.from([2, 0, 44, ...bins]), tables)).toBe(true);
    expect(tables.bins?.centre).toBe(0.44);
    expect([tables.bins?.widths[63], tables.bins?.zeros[63]]).toEqual([0.63, 30]);
  });

  it('those of the synthesis are those of the analysis crosswise, with every second sign changed', () => {
    const { reach, taps } = synthesisOf(NINE_SEVEN);
    expect(reach).toBe(4);
    const round = (values: ArrayLike<number>) => Array.from(values, (value) => Number(value.toFixed(4)));
    // Even sample: low pass 0.7885, and 0.4181 of its neighbours would be theirs, which are high-pass samples.
    expect(round(taps[0])).toEqual([0, 0.0238, -0.0407, -0.3774, 0.7885, -0.3774, -0.0407, 0.0238, 0]);
    expect(round(taps[1])).toEqual([0.0378, -0.0645, -0.1106, 0.4181, 0.8527, 0.4181, -0.1106, -0.0645, 0.0378]);
  });

  it.each([
    [64, 64],
    [77, 101],
    [33, 32],
  ])('give back an image that was cut and not quantised (%i × %i)', (width, height) => {
    const chance = chanceOf('wsq', width);
    const image = { width, height, pixels: Uint8Array.from({ length: width * height }, () => 256 * chance.next()) };
    const { plane, tree, shift, scale } = analyse(image);
    const back = Float32Array.from(plane);
    reconstruct(back, width, tree, NINE_SEVEN);
    const worst = back.reduce(
      (most, value, at) => Math.max(most, Math.abs(value * scale + shift - image.pixels[at]!)),
      0,
    );
    expect(worst).toBeLessThan(0.01);
  });
});

describe('Huffman codes', () => {
  // ITU-T T.81, table K.3: the lengths of the luminance DC codes, whose codes are printed there.
  const counts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
  const printed = [
    '00',
    '010',
    '011',
    '100',
    '101',
    '110',
    '1110',
    '11110',
    '111110',
    '1111110',
    '11111110',
    '111111110',
  ];

  it('are those that ITU-T T.81 prints', () => {
    const code = huffmanCode({ counts, symbols: Uint8Array.from({ length: 12 }, (_, symbol) => symbol) });
    if (!code) throw new Error('no code');
    const bits = printed.join('').padEnd(80, '1');
    const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
    const stuffed = Uint8Array.from([...bytes].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
    const reader = new BitReader(stuffed, 0);
    expect(printed.map(() => nextSymbol(reader, code))).toEqual(printed.map((_, symbol) => symbol));
  });

  it('are refused where their lengths need more than there are, or symbols are missing', () => {
    expect(huffmanCode({ counts: [3], symbols: Uint8Array.of(1, 2, 3) })).toBeNull();
    expect(huffmanCode({ counts: [1, 1], symbols: Uint8Array.of(1) })).toBeNull();
  });

  it('mean runs of zeros, coefficients and longer numbers', () => {
    // One code of one bit, a second and a third of two: 0, 10, 11 would be all ones, so 110 and 1110 follow.
    const code = huffmanCode({ counts: [1, 1, 1, 1], symbols: Uint8Array.of(3, 181, 102, 105) });
    if (!code) throw new Error('no code');
    // 0 = three zeros; 10 = +1; 110 and 8 bits = −200; 1110 and 8 bits = 2 zeros; filled with ones.
    const bits = `0${'10'}${'110'}${'11001000'}${'1110'}${'00000010'}`.padEnd(32, '1');
    const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
    const into = new Int32Array(9).fill(7);
    expect(readCoefficients(new BitReader(bytes, 0), code, into.fill(0, 0, 7), 0)).toBe(7);
    expect([...into]).toEqual([0, 0, 0, 1, -200, 0, 0, 7, 7]);
    expect(readCoefficients(new BitReader(bytes, 0), code, new Int32Array(6), 0)).toBeNull();
  });
});

describe('a WSQ file', () => {
  it.each([
    [256, 288],
    [301, 199],
    [33, 64],
  ])('of a drawn finger comes back nearly as it was (%i × %i)', (width, height) => {
    const image = touch(width, height);
    const [fine, coarse] = [0.5, 0.01].map((fineness) => decoded(encodeWsq(image, { fineness })));
    expect([fine!.width, fine!.height, fine!.dpi]).toEqual([width, height, undefined]);
    const best = withoutHighest(image);
    expect(psnr(fine!.pixels, best)).toBeGreaterThan(45);
    expect(psnr(coarse!.pixels, best)).toBeGreaterThan(24);
    expect(psnr(coarse!.pixels, best)).toBeLessThan(psnr(fine!.pixels, best));
  });

  it('is smaller than its pixels', () => {
    expect(encodeWsq(touch(256, 288), { fineness: 0.003 }).length).toBeLessThan((256 * 288) / 5);
  });

  it("tells its resolution in NIST's comment", () => {
    const comment =
      'NIST_COM 9\nPIX_WIDTH 64\nPIX_HEIGHT 64\nPIX_DEPTH 8\nPPI 500\nLOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\n';
    expect(decoded(encodeWsq(touch(64, 64), { comment })).dpi).toBe(500);
    expect(decoded(encodeWsq(touch(64, 64), { comment: 'PPI 500' })).dpi).toBeUndefined();
  });

  it('of one gray level has no coefficients at all', () => {
    const plain = { width: 40, height: 50, pixels: new Uint8Array(2000).fill(93) };
    expect(new Set(decoded(encodeWsq(plain)).pixels)).toEqual(new Set([93]));
  });

  it('is refused with a reason', () => {
    const good = encodeWsq(touch(64, 64));
    const faultOf = (bytes: Uint8Array, side = 2000) => {
      const answer = decodeWsq(bytes, { ...IMAGE_LIMITS, side });
      return answer.ok ? 'read' : answer.error;
    };
    expect(faultOf(good)).toBe('read');
    expect(faultOf(good, 63)).toBe('size');
    expect(faultOf(good.subarray(0, good.length - 2))).toBe('truncated');
    expect(faultOf(good.subarray(0, 30))).toBe('truncated');
    // The first tap count of DTT: an even one.
    expect(faultOf(good.with(6, 8))).toBe('unsupported');
  });
});
