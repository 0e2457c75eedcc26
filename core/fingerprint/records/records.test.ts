import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleDifference, type Template } from '../template.ts';
import { angleSteps, type RecordFormat, recordFormats } from './record.ts';
import { decodeRecord, decodeTemplate, encodeRecord, encodeTemplate } from './records.ts';
import { ansiAnnexB, isoAnnexC } from './vectors.ts';

const cards = ['card-normal', 'card-compact'] as const;
const cardOf = (format: RecordFormat) => cards.find((card) => card === format);
/** A small finger. */
const nine: Template = {
  width: 400,
  height: 400,
  quality: 50,
  minutiae: Array.from({ length: 9 }, (_, n) => ({ x: 20 * n, y: 200 - n, angle: n / 2, type: 'ending', quality: 60 })),
};

/** Up to 500 pixels a side: a compact card holds 25.5 mm. */
const template: fc.Arbitrary<Template> = fc
  .record({ width: fc.integer({ min: 1, max: 500 }), height: fc.integer({ min: 1, max: 500 }) })
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

function read(bytes: Uint8Array, format?: RecordFormat): Template {
  const answer = decodeTemplate(bytes, format && cardOf(format));
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}
function record(bytes: Uint8Array) {
  const answer = decodeRecord(bytes);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

describe('the worked examples of the standards', () => {
  it('ISO/IEC 19794-2:2005 Annex C: two minutiae lists of one finger, and ridge counts', () => {
    const { format, views, blockLength } = record(isoAnnexC);
    expect({ format, blockLength, views: views.length }).toEqual({
      format: 'iso-2005',
      blockLength: 'with-header',
      views: 2,
    });
    expect(views.map(({ finger, view, quality, minutiae }) => [finger, view, quality, minutiae.length])).toEqual([
      [7, 0, 90, 27],
      [2, 0, 70, 22],
    ]);
    expect(views[1]?.blocks).toEqual([{ type: 1, data: Uint8Array.of(1, 1, 20, 12, 5, 7, 5) }]);
    const [first] = read(isoAnnexC).minutiae;
    expect(first).toMatchObject({ x: 100, y: 14, type: 'ending', quality: 90 });
    expect(((first?.angle ?? 0) * 180) / Math.PI).toBeCloseTo(112.5, 6);
  });

  it('ISO Annex C is written again byte for byte, but for its length, which the example has one too short', () => {
    const written = encodeRecord(record(isoAnnexC));
    expect(isoAnnexC.length).toBe(341);
    expect([isoAnnexC[11], written[11]]).toEqual([340 & 0xff, 341 & 0xff]);
    expect(written).toEqual(isoAnnexC.with(11, 341 & 0xff));
  });

  it('ANSI INCITS 378-2004 Annex B: the same fingers, in steps of two degrees', () => {
    const { format, views, owner, product, device } = record(ansiAnnexB);
    expect({ format, owner, product, device, views: views.length }).toEqual({
      format: 'ansi-2004',
      owner: 0x42,
      product: 0x11,
      device: 0xb5,
      views: 2,
    });
    const [first] = read(ansiAnnexB).minutiae;
    expect(first).toMatchObject({ x: 100, y: 14, type: 'ending', quality: 90 });
    expect(((first?.angle ?? 0) * 180) / Math.PI).toBeCloseTo(112, 6);
  });

  it('ANSI Annex B is written again byte for byte', () => {
    expect(encodeRecord(record(ansiAnnexB))).toEqual(ansiAnnexB);
  });
});

const withHeader = recordFormats.filter((format) => cardOf(format) === undefined);

describe.each(withHeader)('%s', (format) => {
  it('gives back what was written, to the steps of the format', () => {
    fc.assert(
      fc.property(template, (before) => {
        const after = read(encodeTemplate(before, { format, finger: 3 }));
        expect([after.width, after.height, after.quality]).toEqual([before.width, before.height, before.quality]);
        expect(after.minutiae).toHaveLength(before.minutiae.length);
        for (const [i, one] of before.minutiae.entries()) {
          const { angle, ...rest } = after.minutiae[i]!;
          expect(rest).toEqual({ x: one.x, y: one.y, type: one.type, quality: one.quality });
          expect(Math.abs(angleDifference(angle, one.angle))).toBeLessThanOrEqual(Math.PI / angleSteps[format] + 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('says which finger it is, and what it is itself', () => {
    const { views, ...rest } = record(encodeTemplate({ ...nine, minutiae: [] }, { format, finger: 8 }));
    expect([views[0]?.finger, rest.format]).toEqual([8, format]);
  });

  it('refuses what ends before its minutiae do', () => {
    const bytes = encodeTemplate(nine, { format });
    // The two bytes at the end announce that no extended data follows.
    for (let length = 0; length < bytes.length - 2; length += 1) {
      expect(decodeTemplate(bytes.slice(0, length)).ok, `${length} bytes`).toBe(false);
    }
  });

  it('carries the extended data of others through', () => {
    const plain = record(encodeTemplate(nine, { format }));
    const blocks = [
      { type: 1, data: Uint8Array.of(1, 2, 3, 4) },
      { type: 0x0101, data: new Uint8Array(300) },
    ];
    const whole = { ...plain, views: plain.views.map((view) => ({ ...view, blocks })) };
    expect(record(encodeRecord(whole))).toEqual(whole);
  });
});

describe.each(cards)('%s', (card) => {
  it('gives back what was written, to its steps, from the top down', () => {
    // Half a step is 0.01 or 1 pixel.
    const near = { 'card-normal': 0.1, 'card-compact': 1 }[card];
    fc.assert(
      fc.property(template, (before) => {
        const after = read(encodeTemplate(before, { format: card }), card).minutiae;
        expect(after).toHaveLength(before.minutiae.length);
        expect(after).toEqual([...after].sort((a, b) => a.y - b.y || a.x - b.x));
        for (const one of before.minutiae) {
          const found = after.some(
            ({ x, y, angle, type }) =>
              Math.abs(x - one.x) <= near &&
              Math.abs(y - one.y) <= near &&
              type === one.type &&
              Math.abs(angleDifference(angle, one.angle)) <= Math.PI / angleSteps[card] + 1e-9,
          );
          expect(found).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe.each(recordFormats)('any %s', (format) => {
  it('keeps the best 255 minutiae, which is all that a record holds', () => {
    const minutiae = Array.from({ length: 300 }, (_, x) => ({ x, y: 1, angle: 0, type: 'other' as const, quality: 0 }));
    const written = encodeTemplate({ width: 400, height: 400, quality: 50, minutiae }, { format });
    expect(read(written, format).minutiae).toHaveLength(255);
  });

  it('never throws at damage, and what it accepts stays within bounds', () => {
    const bytes = encodeTemplate(nine, { format });
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    const damaged = damage.map((changes) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at] = value;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 400 })), (given) => {
        const answer = decodeTemplate(given, cardOf(format));
        if (!answer.ok) return;
        expect(answer.value.minutiae.length).toBeLessThanOrEqual(255);
        expect(answer.value.quality).toBeLessThanOrEqual(100);
        for (const { x, y, angle, quality } of answer.value.minutiae) {
          expect([x, y, angle].every(Number.isFinite)).toBe(true);
          expect(quality).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('cards', () => {
  const minutiae = [
    { x: 100, y: 197, angle: Math.PI / 2, type: 'bifurcation' as const, quality: 60 },
    { x: 197, y: 20, angle: 0.1, type: 'ending' as const, quality: 60 },
  ];
  const finger = { width: 300, height: 300, quality: 50, minutiae };

  it('hold tenths of a millimetre and 64 directions, from the top down', () => {
    // 1 cm is 197 pixels or 100 units.
    expect([...encodeTemplate(finger, { format: 'card-compact' })]).toEqual([100, 10, 0x41, 51, 100, 0x90]);
  });

  it('or hundredths of a millimetre and 256 directions', () => {
    expect([...encodeTemplate(finger, { format: 'card-normal' })]).toEqual([
      0x43, 0xe8, 0x00, 0x66, 4, 0x81, 0xfc, 0x03, 0xe8, 64,
    ]);
  });
});

describe('hostile records', () => {
  it('whose first representation is shorter than what it holds are not read twice over', () => {
    const plain = record(encodeTemplate(nine, { format: 'iso-2011' }));
    const inner = encodeRecord(plain).slice(15);
    const views = plain.views.map((view) => ({ ...view, blocks: [{ type: 0x0101, data: inner }] }));
    const bytes = encodeRecord({ ...plain, views });
    // Two representations that fill the record, of which the first reaches over the second.
    const at = new DataView(bytes.buffer);
    at.setUint16(12, 2);
    at.setUint32(15, bytes.length - 15 - inner.length);
    expect(decodeRecord(bytes)).toEqual({ ok: false, error: 'truncated' });
  });

  it.each([
    ['another magic', 3, 0x20, 'not-a-record'],
    ['no view', 22, 0, 'no-view'],
    ['a length beyond the end', 9, 1, 'truncated'],
    ['no resolution', 19, 0, 'resolution'],
    ['a minutia outside the image', 28, 0x7f, 'minutia-outside'],
  ] as const)('with %s are named', (_, at, value, error) => {
    expect(decodeTemplate(isoAnnexC.with(at, value))).toEqual({ ok: false, error });
  });

  it('that are larger than any template are not looked at', () => {
    expect(decodeTemplate(new Uint8Array(70_000))).toEqual({ ok: false, error: 'too-long' });
  });

  it('brings other resolutions to 500 dpi', () => {
    const bytes = encodeTemplate({
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
