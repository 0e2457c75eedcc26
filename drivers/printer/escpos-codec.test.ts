import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isFenceAnswer,
  isStatus,
  obstacle,
  rasterBands,
  type StatusBytes,
  statusOf,
  withoutRealTimeCommands,
} from './escpos-codec.ts';

const WELL: StatusBytes = [0x12, 0x12, 0x12, 0x12];
const withBits = (at: 0 | 1 | 2 | 3, bits: number): StatusBytes => {
  const bytes: [number, number, number, number] = [...WELL];
  bytes[at] |= bits;
  return bytes;
};

describe('status bytes', () => {
  it.each([
    ['cover open', withBits(1, 0x04), 'device.cover-open'],
    ['paper out by the sensor', withBits(3, 0x60), 'device.paper-out'],
    ['stopped by the end of paper', withBits(1, 0x20), 'device.paper-out'],
    ['cutter', withBits(2, 0x08), 'device.cutter-jam'],
    ['unrecoverable', withBits(2, 0x20), 'device.printer-fault'],
    ['too hot', withBits(2, 0x40), 'device.printer-hot'],
    ['offline without a cause', withBits(0, 0x08), 'device.printer-offline'],
  ])('%s', (_, bytes, code) => {
    expect(obstacle(bytes)).toEqual({ code });
    expect(statusOf(bytes)).toEqual({ state: 'attention', problem: { code } });
  });

  it('near end is a notice and no obstacle', () => {
    expect(obstacle(withBits(3, 0x0c))).toBeNull();
    expect(statusOf(withBits(3, 0x0c))).toEqual({ state: 'ready', notice: { code: 'device.paper-near-end' } });
    expect(statusOf(WELL)).toEqual({ state: 'ready' });
  });

  it('every possible answer gives exactly one status, and offline is never ready', () => {
    const byte = fc.integer({ min: 0, max: 255 }).filter(isStatus);
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
        const status = statusOf(bytes);
        expect(status.state === 'ready').toBe(obstacle(bytes) === null);
        if (bytes[0] & 0x08 || bytes[3] & 0x60) expect(status.state).toBe('attention');
      }),
    );
  });

  it('no byte is both a status and an answer to the fence', () => {
    for (let byte = 0; byte < 256; byte++) expect(isStatus(byte) && isFenceAnswer(byte)).toBe(false);
  });
});

describe('raster', () => {
  const bitmap = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 })).chain(([stride, height]) =>
    fc
      .array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0xff), {
        minLength: stride * height,
        maxLength: stride * height,
      })
      .map((bits) => ({ width: stride * 8, height, bits: Uint8Array.from(bits) })),
  );

  it('never holds a real-time command, and changes nothing else', () => {
    fc.assert(
      fc.property(bitmap, (original) => {
        const safe = withoutRealTimeCommands(original);
        safe.bits.forEach((byte, i) => {
          if (byte === 0x10) expect([0x04, 0x05, 0x14]).not.toContain(safe.bits[i + 1]);
          if (byte !== original.bits[i]) expect([original.bits[i], byte]).toEqual([0x10, 0x18]);
        });
      }),
    );
  });

  it('in bands is the whole image, row by row', () => {
    fc.assert(
      fc.property(bitmap, fc.integer({ min: 1, max: 24 }), (original, rows) => {
        const bands = rasterBands(original, rows);
        expect(Buffer.concat(bands.map((band) => band.subarray(8)))).toEqual(Buffer.from(original.bits));
        expect(bands.reduce((sum, band) => sum + (band[6] ?? 0) + 256 * (band[7] ?? 0), 0)).toBe(original.height);
      }),
    );
  });
});
