import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SLIP_DOTS } from '../../core/receipt/svg.ts';
import { textWidth } from '../../core/receipt/text-width.ts';
import { bitmapHash, blankBitmap, isBlack, trimmed } from './bitmap.ts';
import { bitmapPng } from './png.ts';
import { renderSlip } from './render.ts';

const drawn = (text: string, weight: 400 | 700 = 400) =>
  renderSlip(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SLIP_DOTS}" height="101" font-family="Noto Sans"><text x="20" y="60" font-size="40" font-weight="${weight}">${text}</text></svg>`,
  );

/** Columns from the first to the last black dot. */
function inkColumns(bitmap: ReturnType<typeof drawn>): { first: number; last: number } {
  const columns = Array.from({ length: bitmap.width }, (_, x) => x).filter((x) =>
    Array.from({ length: bitmap.height }, (_, y) => y).some((y) => isBlack(bitmap, x, y)),
  );
  return { first: columns[0] ?? -1, last: columns.at(-1) ?? -1 };
}

describe('renderSlip', () => {
  it('draws the Kyrgyz letters, each its own shape, in both weights', () => {
    const hashes = [...'өүңӨҮҢоунОУН'].flatMap((letter) => [drawn(letter), drawn(letter, 700)].map(bitmapHash));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes).not.toContain(bitmapHash(drawn('')));
  });

  it('pads the height with white to a multiple of 8', () => {
    const bitmap = drawn('x');
    expect(bitmap).toMatchObject({ width: 576, height: 104 });
    expect(bitmap.bits).toHaveLength(72 * 104);
  });

  it.each(['regular', 'bold'] as const)('draws text as wide as core thinks it is (%s)', (weight) => {
    for (const text of [
      'Шайлоо участкасы',
      'Идентификациядан өттү',
      '№ 3901-1-0412',
      'ABC xyz 0123456789',
      'Ъъ Щщ Ыы Ёё',
    ]) {
      const { first, last } = inkColumns(drawn(text, weight === 'bold' ? 700 : 400));
      expect(Math.abs(last + 1 - first - textWidth(text, 40, weight)), text).toBeLessThanOrEqual(8);
    }
  });
});

describe('bitmaps', () => {
  it('have one hash, whatever white paper is above and below', () => {
    const bitmap = blankBitmap(16, 10);
    bitmap.bits[8] = 0x80;
    const shifted = blankBitmap(16, 30);
    shifted.bits[20] = 0x80;
    expect(bitmapHash(bitmap)).toBe(bitmapHash(shifted));
    expect(trimmed(bitmap)).toEqual({ width: 16, height: 1, bits: Uint8Array.of(0x80, 0) });
    shifted.bits[21] = 1;
    expect(bitmapHash(bitmap)).not.toBe(bitmapHash(shifted));
  });

  it('as PNG hold the same dots, black as 0', () => {
    const bitmap = blankBitmap(16, 2);
    bitmap.bits.set([0x80, 0x01, 0xff, 0x00]);
    const png = Buffer.from(bitmapPng(bitmap));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([16, 2]);
    const length = png.readUInt32BE(33);
    expect([...inflateSync(png.subarray(41, 41 + length))]).toEqual([0, 0x7f, 0xfe, 0, 0x00, 0xff]);
  });
});
