import { describe, expect, it } from 'vitest';
import {
  decodeTemplate,
  encodeImage,
  extract,
  impression,
  syntheticFinger,
} from '../../core/fingerprint/fingerprint.ts';
import { encodeBmp, encodePgm, encodePng, encodeTiff } from '../../core/fingerprint/images/files/files.fixture.ts';
import { encodeWsq } from '../../core/fingerprint/images/wsq/wsq-encoder.fixture.ts';
import { compare } from '../../core/fingerprint/match/compare.ts';
import { encodeJpeg, encodeJpeg2000 } from '../images/codecs.fixture.ts';
import { fromImage } from './fingers.ts';

const finger = syntheticFinger({ seed: 'fingers', voter: 3, finger: 7 });
const touch = (dpi: number) =>
  impression(finger, {
    capture: 1,
    condition: 'good',
    width: Math.round(0.56 * dpi),
    height: Math.round(0.64 * dpi),
    dpi,
  });
const image = touch(500);

function templateOf(bytes: Uint8Array) {
  const enrolled = fromImage(bytes, 7);
  if (!enrolled.ok) throw new Error(enrolled.error);
  const template = decodeTemplate(Buffer.from(enrolled.value.template, 'base64'));
  if (!template.ok) throw new Error(template.error);
  return template.value;
}

describe('a template from an image', () => {
  const plain = templateOf(encodePgm(image));

  it.each([
    ['PNG', encodePng(image)],
    ['BMP', encodeBmp(image)],
    ['TIFF', encodeTiff(image)],
    ['ISO/IEC 19794-4:2005', encodeImage(image, { format: 'iso-2005', finger: 7 })],
    ['ISO/IEC 19794-4:2011', encodeImage(image, { format: 'iso-2011' })],
    ['JPEG 2000 without loss', encodeJpeg2000(image)],
  ])('is the same from %s as from PGM', (_, bytes) => {
    expect(templateOf(bytes)).toEqual(plain);
  });

  it.each([
    ['JPEG', encodeJpeg(image)],
    ['JPEG 2000 with loss', encodeJpeg2000(image, 8)],
    ['WSQ', encodeWsq(image, { fineness: 0.01 })],
  ])('is the same finger from %s', (_, bytes) => {
    expect(compare(templateOf(bytes), plain)).toBeGreaterThan(40);
  });

  it('is taken at the resolution that the file tells', () => {
    const fine = touch(700);
    const bytes = encodePng(fine, { rate: [27_559, 27_559] });
    expect(templateOf(bytes).width).toBe(extract(fine).template.width);
    expect(templateOf(encodePng(fine)).width).toBe(fine.width);
  });

  it("is not taken from another finger's record, nor from what is no image", () => {
    expect(fromImage(encodeImage(image, { finger: 6 }), 7)).toEqual({ ok: false, error: 'another-finger' });
    expect(fromImage(Buffer.from('P5 2001 1 255 '), 7)).toEqual({ ok: false, error: 'size' });
    expect(fromImage(Buffer.from('no image'), 7)).toEqual({ ok: false, error: 'not-an-image' });
  });
});
