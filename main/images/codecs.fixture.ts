import loadJpeg from '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs';
import loadJpeg2000 from '@cornerstonejs/codec-openjpeg/wasmjs';
import type { GrayImage } from '../../core/fingerprint/fingerprint.ts';

/** The encoders of the same libraries, for tests and for the fuzzing in bench. */
export interface Encoder {
  getDecodedBuffer(frame: { width: number; height: number; bitsPerSample: number; componentCount: number }): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

const silent = { print: () => {}, printErr: () => {} };
const jpeg = await loadJpeg(silent);
const jpeg2000 = await loadJpeg2000(silent);

function encoded(encoder: Encoder, { width, height, pixels }: GrayImage, channels: 1 | 3): Uint8Array {
  const frame = { width, height, bitsPerSample: 8, componentCount: channels, isSigned: false };
  encoder.getDecodedBuffer(frame).set(channels === 1 ? pixels : [...pixels].flatMap((gray) => [gray, gray, gray]));
  encoder.encode();
  const bytes = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

/**
 * The encoder writes beyond its room where a noisy image hardly shrinks: not above quality 90.
 * @param density JFIF's unit (1 inch, 2 centimetre) and number
 */
export function encodeJpeg(
  image: GrayImage,
  options: { quality?: number; progressive?: boolean; density?: readonly [unit: number, rate: number] } = {},
): Uint8Array {
  const { quality = 90, progressive = false, density } = options;
  const encoder = new jpeg.JPEGEncoder();
  encoder.setQuality(quality);
  encoder.setProgressive(progressive);
  const bytes = encoded(encoder, image, 1);
  if (density) {
    const [unit, rate] = density;
    bytes.set([unit, rate >> 8, rate & 255, rate >> 8, rate & 255], 13);
  }
  return bytes;
}

/** A codestream; lossless, or lossy to a ratio. */
export function encodeJpeg2000(image: GrayImage, ratio = 1, channels: 1 | 3 = 1): Uint8Array {
  const encoder = new jpeg2000.J2KEncoder();
  encoder.setQuality(ratio === 1, ratio === 1 ? 0 : 1);
  if (ratio > 1) encoder.setCompressionRatio(0, ratio);
  return encoded(encoder, image, channels);
}

const numbers = (value: number, bytes: number): readonly number[] =>
  Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 255);
const box = (name: string, data: readonly number[]): readonly number[] => [
  ...numbers(8 + data.length, 4),
  ...new TextEncoder().encode(name),
  ...data,
];

/** A codestream as JP2, with a resolution of capture: so many pixels in a hundredth of a metre. */
export function asJp2(codestream: Uint8Array, { width, height }: GrayImage, perCentimetre: number): Uint8Array {
  const image = box('ihdr', [...numbers(height, 4), ...numbers(width, 4), 0, 1, 7, 7, 0, 0]);
  const colour = box('colr', [1, 0, 0, ...numbers(17, 4)]);
  const rate = [...numbers(perCentimetre, 2), ...numbers(1, 2)];
  const resolution = box('res ', box('resc', [...rate, ...rate, 2, 2]));
  return Uint8Array.from([
    ...box('jP  ', [0x0d, 0x0a, 0x87, 0x0a]),
    ...box('ftyp', [...new TextEncoder().encode('jp2 '), 0, 0, 0, 0, ...new TextEncoder().encode('jp2 ')]),
    ...box('jp2h', [...image, ...colour, ...resolution]),
    ...box('jp2c', [...codestream]),
  ]);
}
