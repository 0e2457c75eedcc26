import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MultipartFrames } from './multipart.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
/** Looks like JPEG from both ends; every byte in between may be anything. */
const frame = (...bytes: readonly number[]) => Uint8Array.from([0xff, 0xd8, ...bytes, 0xff, 0xd9]);
const part = (image: Uint8Array, length: number | null = image.length) =>
  Buffer.concat([
    latin(`--BoundaryString\r\nAccess-Control-Allow-Origin:*\r\nContent-Type:image/jpeg\r\n`),
    latin(length === null ? '\r\n' : `Content-Length:${length}\r\n\r\n`),
    image,
  ]);
const parser = (most = 1_000) => new MultipartFrames('--BoundaryString', most);
const plain = (frames: readonly Uint8Array[]) => frames.map((one) => [...one]);

describe('frames of a preview', () => {
  it('come out as they went in, however they are split, with and without their length', () => {
    const image = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 }).map((bytes) => frame(...bytes));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(image, fc.boolean()), { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        (images, size) => {
          const bytes = Buffer.concat([
            ...images.map(([one, told]) => part(one, told ? one.length : null)),
            part(frame()),
          ]);
          const frames = parser();
          const out: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size) out.push(...frames.push(bytes.subarray(at, at + size)));
          expect(plain(out)).toEqual(plain([...images.map(([one]) => one), frame()]));
          expect(frames.held).toBe(0);
        },
      ),
    );
  });

  it('are found again after garbage, a lost byte, a wrong length and a frame that is too large', () => {
    const good = frame(1, 2, 3);
    const whole = part(good);
    for (let lost = 0; lost < whole.length; lost += 1) {
      const broken = Buffer.concat([whole.subarray(0, lost), whole.subarray(lost + 1)]);
      expect(plain(parser().push(Buffer.concat([broken, whole, whole]))).slice(-2)).toEqual(plain([good, good]));
    }
    const bad = [
      part(good, 5),
      part(good, 999),
      part(good, 99_999),
      part(frame(...Array(2_000).fill(7))),
      latin('xx--BoundaryString'),
    ];
    for (const before of [
      ...bad,
      part(Uint8Array.of(1, 2, 3, 4)),
      latin('--BoundaryString\r\nContent-Type:text/plain\r\n\r\nhello'),
    ]) {
      expect(plain(parser().push(Buffer.concat([before, whole]))).at(-1)).toEqual([...good]);
    }
  });

  it('never keep more than a frame and its head', () => {
    const frames = parser(500);
    frames.push(part(frame(), null));
    for (let n = 0; n < 200; n += 1) {
      frames.push(Buffer.alloc(100, n % 3 === 0 ? 0x0d : n));
      expect(frames.held).toBeLessThan(500 + 2 * 2_048 + 200);
    }
    expect(frames.skipped).toBeGreaterThan(15_000);
  });
});
