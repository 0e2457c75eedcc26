import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cobsLength, stuff, unstuff } from './cobs.ts';
import { encodeFrame, FrameDecoder, LONGEST_BODY } from './frame.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => Uint8Array.from(Buffer.from(value, 'latin1'));
const run = (length: number, first = 1) => Uint8Array.from({ length }, (_, i) => ((first + i - 1) % 255) + 1);
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const hex = (all: readonly Uint8Array[]) => all.map((one) => Buffer.from(one).toString('hex'));

describe('COBS', () => {
  it.each([
    ['nothing', bytes(), bytes(1)],
    ['a zero', bytes(0), bytes(1, 1)],
    ['two zeros', bytes(0, 0), bytes(1, 1, 1)],
    ['a zero between', bytes(0x11, 0x22, 0, 0x33), bytes(3, 0x11, 0x22, 2, 0x33)],
    ['zeros at the end', bytes(0x11, 0, 0, 0), bytes(2, 0x11, 1, 1, 1)],
    ['254 bytes', run(254), joined(bytes(0xff), run(254))],
    ['a zero and 254', joined(bytes(0), run(254)), joined(bytes(1, 0xff), run(254))],
    ['255 bytes', run(255), joined(bytes(0xff), run(254), bytes(2, 0xff))],
    ['254 bytes and a zero', joined(run(254), bytes(0)), joined(bytes(0xff), run(254), bytes(1, 1))],
  ])('stuffs %s as the paper does', (_, plain, stuffed) => {
    expect(hex([stuff(plain)])).toEqual(hex([stuffed]));
    expect(hex([unstuff(stuffed) ?? bytes(99)])).toEqual(hex([plain]));
  });

  it('gives any bytes back, without a zero between and never longer than is said', () => {
    const any = fc.uint8Array({ maxLength: 1_200 });
    const fewZeros = fc.array(
      fc.integer({ min: 0, max: 255 }).map((n) => (n < 2 ? 0 : n)),
      { maxLength: 1_200 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          any,
          fewZeros.map((all) => Uint8Array.from(all)),
        ),
        (plain) => {
          const stuffed = stuff(plain);
          expect(stuffed.includes(0)).toBe(false);
          expect(stuffed.length).toBeLessThanOrEqual(cobsLength(plain.length));
          expect(hex([unstuff(stuffed) ?? bytes()])).toEqual(hex([plain]));
        },
      ),
    );
  });

  it.each([
    ['nothing at all', bytes()],
    ['a zero', bytes(2, 0)],
    ['a run that is longer than what came', bytes(3, 1)],
  ])('takes %s for no stuffed bytes', (_, stuffed) => {
    expect(unstuff(stuffed)).toBeNull();
  });
});

describe('frames', () => {
  it('have a zero at either end and the sum that standards give for "123456789"', () => {
    const frame = encodeFrame(text('123456789'));
    expect([frame[0], frame.at(-1)]).toEqual([0, 0]);
    // 0xCBF43926, least significant byte first.
    expect(hex([frame])).toEqual([`000e${Buffer.from('123456789').toString('hex')}2639f4cb00`]);
  });

  it('are found again however they are cut, as long as a body may be', () => {
    const body = fc.uint8Array({ minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(
        fc.array(body, { maxLength: 6 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 90 })),
        (bodies, cuts) => {
          const wire = joined(...bodies.map(encodeFrame));
          const decoder = new FrameDecoder();
          const found: Uint8Array[] = [];
          for (let at = 0; at < wire.length; ) {
            const size = cuts.next().value ?? 1;
            found.push(...decoder.push(wire.subarray(at, at + size)));
            at += size;
          }
          expect(hex(found)).toEqual(hex(bodies));
          expect(decoder.skipped).toBe(0);
        },
      ),
    );
    const longest = run(LONGEST_BODY);
    expect(hex(new FrameDecoder().push(encodeFrame(longest)))).toEqual(hex([longest]));
  });

  it('of a wrong length are a bug of ours', () => {
    expect(() => encodeFrame(bytes())).toThrow(RangeError);
    expect(() => encodeFrame(run(LONGEST_BODY + 1))).toThrow(RangeError);
  });

  it('with any bit changed are none', () => {
    const body = text('accept');
    const frame = encodeFrame(body);
    for (let bit = 8; bit < (frame.length - 1) * 8; bit += 1) {
      const damaged = frame.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const found = new FrameDecoder().push(damaged);
      expect(hex(found), `bit ${bit}`).toEqual([]);
    }
  });

  it('are found after any noise, and noise holds no more than a frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 1, maxLength: 40 }), (noise, body) => {
        const decoder = new FrameDecoder();
        decoder.push(noise);
        expect(hex(decoder.push(encodeFrame(body))).at(-1)).toBe(hex([body])[0]);
      }),
    );
    const decoder = new FrameDecoder();
    const noise = run(3 * LONGEST_BODY, 7);
    decoder.push(noise);
    expect(decoder.held).toBeLessThanOrEqual(cobsLength(LONGEST_BODY + 4));
    expect(hex(decoder.push(encodeFrame(text('ok'))))).toEqual(hex([text('ok')]));
    expect(decoder.skipped).toBe(noise.length);
  });

  it('begun on one line do not end on another', () => {
    const decoder = new FrameDecoder();
    const frame = encodeFrame(text('half and half'));
    decoder.push(frame.subarray(0, 6));
    decoder.forget();
    expect(decoder.push(frame.subarray(6))).toEqual([]);
  });
});
