import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIso, encodeIso } from './iso19794-2.ts';
import { angleDifference, type Template } from './template.ts';

/** The worked example of ISO/IEC 19794-2:2005 Annex C, as NIST BiomDI publishes it (public domain). */
const annexC = Uint8Array.from(
  atob(
    [
      'Rk1SACAyMAAAAAFUALUCAAIAAMUAxQIABwBaG0BkAA5QWkCkABE8UIA3ABIQWoBKABY2PEBwABZAUIAqAB8fWoCTACMkWkBYACZ1KIArACoDUEA4ADAX',
      'RkCEADEzWoBHADIvUABfADM6WkBwADVeMoCHADoXUAApADwqRoBDAD5nWkBbAD9eUEBwAEEXPEA1AEcgWoBoAEoJUEBLAE8PWoAwAFBBWkCCAFkgUIA/',
      'AF9aUEAvAGx1WoB+AHN6HgAAAgBGFkAoAF0AWoB0AGQAUEBSAF8JRoCMAHELRkB6AIcNUIA3AEgPMkBeAEoRPECbAD4eUIAqAEAnRkCbAFUqUIBgAMAs',
      'UEByAFY8UICOAFpARkA5AIlHWkCDAEtOUEAtAHFVUIBvAKtcMkBfAD5rPIA9AHKOUICPAEiyUEA/AGjVRoB9AEn5KAALAAEACwEBFAwFBwU=',
    ].join(''),
  ),
  (letter) => letter.charCodeAt(0),
);
const HEADERS = 28;
const MINUTIA = 6;

const template: fc.Arbitrary<Template> = fc
  .record({ width: fc.integer({ min: 1, max: 2000 }), height: fc.integer({ min: 1, max: 2000 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      quality: fc.integer({ min: 0, max: 100 }),
      minutiae: fc.array(
        fc.record({
          x: fc.integer({ min: 0, max: width - 1 }),
          y: fc.integer({ min: 0, max: height - 1 }),
          angle: fc.double({ min: 0, max: 2 * Math.PI, maxExcluded: true, noNaN: true }),
          type: fc.constantFrom('ending' as const, 'bifurcation' as const, 'other' as const),
          quality: fc.integer({ min: 0, max: 100 }),
        }),
        { maxLength: 255 },
      ),
    }),
  );

function read(bytes: Uint8Array): Template {
  const answer = decodeIso(bytes);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

describe('ISO/IEC 19794-2:2005', () => {
  it('reads the worked example of the standard', () => {
    const { width, height, quality, minutiae } = read(annexC);
    expect({ width, height, quality, count: minutiae.length }).toEqual({
      width: 512,
      height: 512,
      quality: 90,
      count: 27,
    });
    expect(minutiae[0]).toMatchObject({ x: 100, y: 14, type: 'ending', quality: 90 });
    expect((minutiae[0]?.angle ?? 0) * (180 / Math.PI)).toBeCloseTo(112.5, 6);
  });

  it('writes the minutiae of the worked example byte for byte', () => {
    const end = HEADERS + 27 * MINUTIA;
    expect(encodeIso(read(annexC)).subarray(HEADERS, end)).toEqual(annexC.subarray(HEADERS, end));
  });

  it('gives back what was written, to the step of the format', () => {
    fc.assert(
      fc.property(template, (before) => {
        const after = read(encodeIso(before, 3));
        expect(after.minutiae).toHaveLength(before.minutiae.length);
        expect([after.width, after.height, after.quality]).toEqual([before.width, before.height, before.quality]);
        for (const [i, one] of before.minutiae.entries()) {
          const { angle, ...rest } = after.minutiae[i]!;
          expect(rest).toEqual({ x: one.x, y: one.y, type: one.type, quality: one.quality });
          expect(Math.abs(angleDifference(angle, one.angle))).toBeLessThanOrEqual(Math.PI / 256 + 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the best 255 minutiae, which is all the format holds', () => {
    const minutiae = Array.from({ length: 300 }, (_, x) => ({ x, y: 1, angle: 0, type: 'other' as const, quality: 0 }));
    const kept = read(encodeIso({ width: 400, height: 400, quality: 50, minutiae })).minutiae;
    expect(kept.map((one) => one.x)).toEqual(minutiae.slice(0, 255).map((one) => one.x));
  });

  it('brings other resolutions to 500 dpi', () => {
    const bytes = encodeIso({
      width: 394,
      height: 394,
      quality: 50,
      minutiae: [{ x: 100, y: 40, angle: 0, type: 'ending', quality: 1 }],
    });
    new DataView(bytes.buffer).setUint16(18, 394);
    const { width, height, minutiae } = read(bytes);
    expect([width, height, minutiae[0]?.x, minutiae[0]?.y]).toEqual([197, 394, 50, 40]);
  });
});

describe('hostile records', () => {
  it('are refused at every length before the minutiae are whole', () => {
    for (let length = 0; length < HEADERS + 27 * MINUTIA; length += 1) {
      expect(decodeIso(annexC.slice(0, length)).ok, `${length} bytes`).toBe(false);
    }
  });

  it.each([
    ['another magic', 3, 0x20, 'not-a-record'],
    ['no view', 22, 0, 'no-view'],
    ['more minutiae than bytes', 27, 255, 'truncated'],
    ['a length beyond the end', 9, 1, 'truncated'],
    ['no resolution', 19, 0, 'resolution'],
    ['a minutia outside the image', 28, 0x7f, 'minutia-outside'],
  ] as const)('with %s are named', (_, at, value, error) => {
    expect(decodeIso(annexC.with(at, value))).toEqual({ ok: false, error });
  });

  it('that are larger than any template are not looked at', () => {
    expect(decodeIso(new Uint8Array(70_000))).toEqual({ ok: false, error: 'too-long' });
  });

  it('never throw, and what is accepted stays within bounds', () => {
    const damage = fc.array(fc.tuple(fc.nat(annexC.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    const damaged = damage.map((changes) => {
      const bytes = annexC.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const answer = decodeIso(bytes);
        if (!answer.ok) return;
        expect(answer.value.minutiae.length).toBeLessThanOrEqual(255);
        expect(answer.value.quality).toBeLessThanOrEqual(100);
        for (const { x, y, angle, quality } of answer.value.minutiae) {
          expect([x, y, angle].every(Number.isFinite)).toBe(true);
          expect(quality).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
