import { expect, it } from 'vitest';
import { grayPng } from '../../drivers/gray-png.ts';
import { isScan } from './scan.ts';

const png = (width: number, height: number): Buffer =>
  grayPng({ width, height, pixels: new Uint8Array(width * height), dpi: 100 });

it('takes a PNG of the size of a sheet, and nothing that is none or says that it is larger than any', () => {
  expect(isScan(png(827, 1_169))).toBe(true);
  const huge = png(8, 8);
  huge.writeUInt32BE(60_000, 16);
  expect(isScan(huge)).toBe(false);
  expect(isScan(png(0, 8))).toBe(false);
  expect(isScan(png(8, 8).subarray(0, 20))).toBe(false);
  expect(isScan(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(false);
  // Read where it lies in something larger.
  const within = Buffer.concat([Buffer.alloc(5), png(10, 10)]);
  expect(isScan(within.subarray(5))).toBe(true);
});
