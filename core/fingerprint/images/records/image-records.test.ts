import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../../image.ts';
import { chanceOf } from '../../synthetic/chance.ts';
import { encodePng } from '../files/files.fixture.ts';
import { decodeImage, decodeView } from '../images.ts';
import { encodeWsq } from '../wsq/wsq-encoder.fixture.ts';
import type { ImageRecord, ImageView } from './image-record.ts';
import { decodeImageRecord, encodeImage, encodeImageRecord } from './image-records.ts';

const chance = chanceOf('image records');
const pixels = Uint8Array.from({ length: 40 * 33 }, () => 256 * chance.next());
const image: GrayImage = { width: 40, height: 33, pixels, dpi: 500 };
const formats = ['iso-2005', 'iso-2011'] as const;

function record(bytes: Uint8Array): ImageRecord {
  const answer = decodeImageRecord(bytes);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}
const faultOf = (bytes: Uint8Array) => {
  const answer = decodeImage(bytes);
  return answer.ok ? 'read' : answer.error;
};
/** A record whose one image is changed in some way. */
function changed(format: (typeof formats)[number], change: Partial<ImageView>): Uint8Array {
  const { views, ...rest } = record(encodeImage(image, { format, finger: 2 }));
  return encodeImageRecord({ ...rest, views: [{ ...views[0]!, ...change }] });
}

describe.each(formats)('%s', (format) => {
  it('goes round with an image', () => {
    const bytes = encodeImage(image, { format, finger: 7, quality: 61 });
    expect(decodeImage(bytes)).toEqual({ ok: true, value: image });
    expect(record(bytes).views).toMatchObject([{ finger: 7, quality: 61, impression: 0 }]);
    expect(encodeImageRecord(record(bytes))).toEqual(bytes);
  });

  it('holds several images of several fingers', () => {
    const { views, ...rest } = record(encodeImage(image, { format, finger: 1 }));
    const many = [1, 1, 6, 14].map((position, index) => ({
      ...views[0]!,
      position,
      finger: (position <= 10 ? position : 0) as ImageView['finger'],
      view: index,
      data: pixels.map((value) => value ^ index),
    }));
    const read = record(encodeImageRecord({ ...rest, views: many }));
    expect(read.views).toEqual(many);
    expect(decodeView(read.views[2]!)).toEqual({ ok: true, value: { ...image, pixels: pixels.map((one) => one ^ 2) } });
  });

  it('tells its resolution in either unit, and must tell one', () => {
    const scale = { unit: 'centimetre', scan: [197, 197], image: [197, 197] } as const;
    expect(decodeImage(changed(format, { scale }))).toEqual({ ok: true, value: image });
    expect(faultOf(changed(format, { scale: { ...scale, image: [0, 0] } }))).toBe('resolution');
    expect(faultOf(changed(format, { scale: { ...scale, image: [197, 394] } }))).toBe('resolution');
  });

  it('reads pixels of fewer bits, packed with and without a byte for each row', () => {
    const packed = { width: 3, height: 2, depth: 4, compression: 'packed' as const };
    const expected = {
      ok: true,
      value: { width: 3, height: 2, dpi: 500, pixels: Uint8Array.of(0, 17, 34, 51, 238, 255) },
    };
    expect(decodeImage(changed(format, { ...packed, data: Uint8Array.of(0x01, 0x23, 0xef) }))).toEqual(expected);
    expect(decodeImage(changed(format, { ...packed, data: Uint8Array.of(0x01, 0x20, 0x3e, 0xf0) }))).toEqual(expected);
    const bytes = { ...packed, compression: 'none' as const, data: Uint8Array.of(0, 1, 2, 3, 14, 15) };
    expect(decodeImage(changed(format, bytes))).toEqual(expected);
  });

  it('holds compressed images, whose size must be the one that is told', () => {
    expect(decodeImage(changed(format, { compression: 'png', data: encodePng(image) }))).toEqual({
      ok: true,
      value: image,
    });
    const wsq = { compression: 'wsq' as const, data: encodeWsq(image) };
    expect(decodeImage(changed(format, wsq))).toMatchObject({ ok: true, value: { width: 40, height: 33, dpi: 500 } });
    expect(faultOf(changed(format, { ...wsq, width: 41 }))).toBe('damaged');
    expect(faultOf(changed(format, { compression: 'png', data: encodeWsq(image) }))).toBe('damaged');
    expect(faultOf(changed(format, { compression: 'png', data: encodeImage(image) }))).toBe('damaged');
    expect(faultOf(changed(format, { data: pixels.subarray(1) }))).toBe('truncated');
    expect(faultOf(changed(format, { depth: 16 }))).toBe('unsupported');
  });
});

describe('the bytes, laid out by hand', () => {
  it('ISO/IEC 19794-4:2005: 32 bytes for the record, 14 for each image', () => {
    const bytes = [
      ...[0x46, 0x49, 0x52, 0, 0x30, 0x31, 0x30, 0, 0, 0, 0, 0, 0, 50],
      ...[0x12, 0x34, 0, 31, 1, 2, 0, 197, 0, 197, 0, 197, 0, 197, 8, 0, 0, 0],
      ...[0, 0, 0, 18, 3, 1, 1, 80, 0, 0, 2, 0, 2, 0],
      ...[10, 20, 30, 40],
    ];
    const read = record(Uint8Array.from(bytes));
    expect([read.device, read.level]).toEqual([0x1234, 31]);
    expect(read.views).toMatchObject([{ finger: 3, view: 1, quality: 80, width: 2, height: 2, compression: 'none' }]);
    expect(decodeImage(Uint8Array.from(bytes))).toEqual({
      ok: true,
      value: { width: 2, height: 2, dpi: 500, pixels: Uint8Array.of(10, 20, 30, 40) },
    });
    expect([...encodeImageRecord(read)]).toEqual(bytes);
  });

  it('ISO/IEC 19794-4:2011: 16 bytes for the record; two quality blocks, a certificate and a comment are stepped over', () => {
    const view = [
      ...[...Array(9).fill(0xff), 0, 0, 0, 0x12, 0x34, 2, 77, 0, 0, 0, 0, 55, 0, 0, 0, 0],
      ...[1, 0, 0, 0],
      ...[8, 0, 1, 500 >> 8, 500 & 255, 500 >> 8, 500 & 255, 500 >> 8, 500 & 255, 500 >> 8, 500 & 255, 8, 0, 0],
      ...[0, 2, 0, 2, 0, 0, 0, 4, 10, 20, 30, 40],
      ...[1, 2, 3],
    ];
    const length = 4 + view.length;
    const bytes = Uint8Array.from([
      ...[0x46, 0x49, 0x52, 0, 0x30, 0x32, 0x30, 0, 0, 0, 0, 16 + length, 0, 1, 1, 1],
      ...[0, 0, 0, length, ...view],
    ]);
    expect(record(bytes)).toMatchObject({ device: 0x1234, views: [{ finger: 8, view: 0, quality: 77, width: 2 }] });
    expect(decodeImage(bytes)).toMatchObject({ ok: true, value: { dpi: 500, pixels: Uint8Array.of(10, 20, 30, 40) } });
    // A representation that reaches beyond the record.
    expect(faultOf(bytes.with(19, length + 1))).toBe('truncated');
  });
});
