import { describe, expect, it } from 'vitest';
import {
  decodeImage,
  decodeImageRecord,
  encodeImage,
  encodeImageRecord,
  type GrayImage,
  type ImageView,
  impression,
  syntheticFinger,
} from '../../core/fingerprint/fingerprint.ts';
import { asJp2, encodeJpeg, encodeJpeg2000 } from './codecs.fixture.ts';
import { imageCodecs } from './codecs.ts';

const finger = syntheticFinger({ seed: 'codecs', voter: 1, finger: 2 });
const drawn = impression(finger, { capture: 1, condition: 'good', width: 121, height: 150, dpi: 500 });
const image: GrayImage = { width: drawn.width, height: drawn.height, pixels: drawn.pixels };

function read(bytes: Uint8Array): GrayImage {
  const answer = decodeImage(bytes, { codecs: imageCodecs });
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}
const faultOf = (bytes: Uint8Array, codecs = imageCodecs) => {
  const answer = decodeImage(bytes, { codecs });
  return answer.ok ? 'read' : answer.error;
};
/** Peak signal to noise ratio, dB. */
const likeness = (a: GrayImage, b: GrayImage) => {
  const error = a.pixels.reduce((sum, value, at) => sum + (value - b.pixels[at]!) ** 2, 0) / a.pixels.length;
  return 10 * Math.log10(255 ** 2 / error);
};
const withByte = (bytes: Uint8Array, marker: number, offset: number, value: number) =>
  bytes.with(bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === marker) + offset, value);

describe('JPEG', () => {
  it.each([false, true])('gives back a finger nearly as it was (progressive: %s)', (progressive) => {
    const back = read(encodeJpeg(image, { progressive }));
    expect([back.width, back.height, back.dpi]).toEqual([121, 150, undefined]);
    expect(likeness(back, image)).toBeGreaterThan(32);
  });

  it('tells its resolution in either unit', () => {
    expect(read(encodeJpeg(image, { density: [1, 500] })).dpi).toBe(500);
    expect(read(encodeJpeg(image, { density: [2, 197] })).dpi).toBe(500);
    expect(read(encodeJpeg(image, { density: [1, 72] })).dpi).toBeUndefined();
  });

  it('is refused before it is given to the decoder', () => {
    const good = encodeJpeg(image);
    const never = { ...imageCodecs, jpeg: () => expect.unreachable('was decoded') };
    // The frame's height, 0xffxx; a depth of 12 bits; four components; arithmetic coding.
    expect(faultOf(withByte(good, 0xc0, 5, 0xff), never)).toBe('size');
    expect(faultOf(withByte(good, 0xc0, 4, 12), never)).toBe('unsupported');
    expect(faultOf(withByte(good, 0xc0, 9, 4), never)).toBe('unsupported');
    expect(faultOf(withByte(good, 0xc0, 1, 0xc9), never)).toBe('unsupported');
    const scans = Array.from({ length: 65 }, () => [0xff, 0xda]).flat();
    expect(faultOf(Uint8Array.from([...good, ...scans]), never)).toBe('unsupported');
    expect(decodeImage(good)).toEqual({ ok: false, error: 'no-decoder' });
  });
});

describe('JPEG 2000', () => {
  it('without loss gives back every pixel, from the codestream and from JP2 with its resolution', () => {
    const codestream = encodeJpeg2000(image);
    expect(read(codestream)).toEqual(image);
    expect(read(asJp2(codestream, image, 197))).toEqual({ ...image, dpi: 500 });
    expect(read(encodeJpeg2000(image, 1, 3))).toEqual(image);
  });

  it('with loss gives back a finger nearly as it was', () => {
    const bytes = encodeJpeg2000(image, 4);
    expect(bytes.length).toBeLessThan((121 * 150) / 3.5);
    expect(likeness(read(bytes), image)).toBeGreaterThan(25);
  });

  it('is refused before it is given to the decoder', () => {
    const good = encodeJpeg2000(image);
    const never = { ...imageCodecs, jpeg2000: () => expect.unreachable('was decoded') };
    const changed = (marker: number, offset: number, value: number) =>
      faultOf(withByte(good, marker, offset, value), never);
    // Of SIZ: the width, a grid and tiles that do not begin at the origin, tiles of a pixel, four components, 12 bits.
    expect(changed(0x51, 6, 1)).toBe('size');
    expect(changed(0x51, 17, 1)).toBe('unsupported');
    expect(changed(0x51, 33, 1)).toBe('unsupported');
    expect(changed(0x51, 37, 1)).toBe('unsupported');
    expect(faultOf(withByte(withByte(good, 0x51, 25, 1), 0x51, 29, 1), never)).toBe('unsupported');
    expect(changed(0x51, 39, 4)).toBe('unsupported');
    expect(changed(0x51, 40, 11)).toBe('unsupported');
    // Of COD: layers, levels. Another coding style in a tile. A tile that ends behind the file.
    expect(changed(0x52, 6, 1)).toBe('unsupported');
    expect(changed(0x52, 9, 33)).toBe('unsupported');
    expect(changed(0x90, 6, 0x7f)).toBe('truncated');
    expect(faultOf(good.subarray(0, 60), never)).toBe('truncated');
    expect(decodeImage(good)).toEqual({ ok: false, error: 'no-decoder' });
  });
});

it('records of ISO/IEC 19794-4 hold both', () => {
  const record = decodeImageRecord(encodeImage(image, { finger: 4 }));
  if (!record.ok) throw new Error(record.error);
  const holding = (change: Partial<ImageView>) =>
    encodeImageRecord({ ...record.value, views: [{ ...record.value.views[0]!, ...change }] });
  const lossless = { compression: 'jpeg2000-lossless', data: encodeJpeg2000(image) } as const;
  expect(read(holding(lossless))).toEqual({ ...image, dpi: 500 });
  expect(likeness(read(holding({ compression: 'jpeg', data: encodeJpeg(image) })), image)).toBeGreaterThan(32);
});

it('a decoder that trapped is replaced: what follows is read as if nothing had been', () => {
  const good = encodeJpeg2000(image);
  for (let at = 100; at < good.length; at += 97) faultOf(good.with(at, good[at]! ^ 0x55));
  expect(imageCodecs.jpeg(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))).toBeNull();
  expect(read(good)).toEqual(image);
  expect(likeness(read(encodeJpeg(image)), image)).toBeGreaterThan(32);
});
