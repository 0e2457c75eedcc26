import {
  decodeImage,
  decodeImageRecord,
  encodeImage,
  encodeImageRecord,
  extract,
  type GrayImage,
  IMAGE_LIMITS,
  type ImageView,
  impression,
  syntheticFinger,
} from '../core/fingerprint/fingerprint.ts';
import { encodeBmp, encodePgm, encodePng, encodeTiff } from '../core/fingerprint/images/files/files.fixture.ts';
import { encodeWsq } from '../core/fingerprint/images/wsq/wsq-encoder.fixture.ts';
import { chanceOf } from '../core/fingerprint/synthetic/chance.ts';
import { asJp2, encodeJpeg, encodeJpeg2000 } from '../main/images/codecs.fixture.ts';
import { imageCodecs } from '../main/images/codecs.ts';
import { mutated, withSums } from './fingerprint-fuzz-mutation.ts';
import { note, type Tally } from './fingerprint-fuzz-tally.ts';

const finger = syntheticFinger({ seed: 'fuzz', voter: 1, finger: 2 });
const image: GrayImage = impression(finger, { capture: 1, condition: 'good', width: 128, height: 144, dpi: 500 });

function record(format: 'iso-2005' | 'iso-2011', change: Partial<ImageView> = {}): Uint8Array {
  const plain = decodeImageRecord(encodeImage(image, { format, finger: 2 }));
  if (!plain.ok) throw new Error(plain.error);
  const [view] = plain.value.views;
  return encodeImageRecord({ ...plain.value, views: [{ ...view!, ...change }, view!] });
}

/** A good file of every kind and of every compression of a record. */
export function imageSamples(): Readonly<Record<string, Uint8Array>> {
  const colours = {
    colour: 2,
    rows: Array.from({ length: 144 }, () => Array.from({ length: 384 }, (_, x) => x & 255)),
  } as const;
  const codestream = encodeJpeg2000(image);
  const four = Uint8Array.from({ length: 64 * 144 }, (_, at) => at & 255);
  return {
    pgm: encodePgm(image),
    png: encodePng(image, { filters: [0, 1, 2, 3, 4], rate: [19_685, 19_685] }),
    'png colours': encodePng(image, colours),
    bmp: encodeBmp(image),
    'bmp colours': encodeBmp(image, { depth: 24, rate: 19_685 }),
    tiff: encodeTiff(image, { dpi: 500 }),
    jpeg: encodeJpeg(image, { density: [1, 500] }),
    'jpeg progressive': encodeJpeg(image, { progressive: true }),
    'jpeg2000 codestream': codestream,
    'jpeg2000 lossy': encodeJpeg2000(image, 8),
    jp2: asJp2(codestream, image, 197),
    wsq: encodeWsq(image, { fineness: 0.01, comment: 'NIST_COM 2\nPPI 500\n' }),
    'wsq fine': encodeWsq(image),
    'record 2005': record('iso-2005'),
    'record 2005 packed': record('iso-2005', { compression: 'packed', depth: 4, data: four }),
    'record 2005 wsq': record('iso-2005', { compression: 'wsq', data: encodeWsq(image, { fineness: 0.01 }) }),
    'record 2005 jpeg': record('iso-2005', { compression: 'jpeg', data: encodeJpeg(image) }),
    'record 2011': record('iso-2011'),
    'record 2011 jpeg2000': record('iso-2011', { compression: 'jpeg2000-lossless', data: codestream }),
    'record 2011 png': record('iso-2011', { compression: 'png', data: encodePng(image) }),
  };
}

/** What a reader must never answer. */
function wrongWith({ width, height, pixels, dpi }: GrayImage): string | null {
  if (width < 1 || height < 1 || width > IMAGE_LIMITS.side || height > IMAGE_LIMITS.side) return 'its sides';
  if (!(pixels instanceof Uint8Array) || pixels.length !== width * height) return 'the number of its pixels';
  return dpi === undefined || (dpi > 200 && dpi < 1200) ? null : 'its resolution';
}

/** What extraction must never answer, whatever the image shows. */
function wrongAfter(image: GrayImage): string | null {
  const { template, quality } = extract(image);
  if (!(quality >= 0 && quality <= 100)) return 'the quality of its template';
  const inside = template.minutiae.every(({ x, y }) => x >= 0 && x < template.width && y >= 0 && y < template.height);
  return inside ? null : 'the places of its minutiae';
}

/** Of so many inputs one is bytes without any form behind the first bytes of a good file. */
const NOISE_EVERY = 10;
/** Of so many inputs one is followed by a good JPEG and a good JPEG 2000: a decoder that broke must have been replaced. */
const SOUND_EVERY = 500;

/** Decodes mutated files, and extracts what was accepted, from `tally.next` up to `until`. */
export function fuzzImages(tally: Tally, until: number): void {
  const samples = Object.entries(imageSamples());
  const all = samples.map(([, bytes]) => bytes);
  const sound = samples.filter(([kind]) => kind === 'jpeg' || kind === 'jpeg2000 codestream');
  while (tally.next < until) {
    const chance = chanceOf('fuzz images', tally.next);
    const [name, sample] = samples[tally.next % samples.length]!;
    const noise = Math.floor(tally.next / samples.length) % NOISE_EVERY === 0;
    const kind = noise ? 'noise' : name;
    let bytes = noise
      ? Uint8Array.from({ length: Math.floor(2000 * chance.next()) }, (_, at) =>
          at < 12 ? sample[at]! : 256 * chance.next(),
        )
      : mutated(sample, all, chance);
    if (name.startsWith('png') && chance.next() < 0.7) bytes = withSums(bytes);
    const check = tally.next % SOUND_EVERY === SOUND_EVERY - 1;
    note(tally, kind, () => {
      const answer = decodeImage(bytes, { codecs: imageCodecs });
      const wrong = answer.ok ? (wrongWith(answer.value) ?? wrongAfter(answer.value)) : null;
      if (wrong) throw new Error(wrong);
      return answer.ok ? null : answer.error;
    });
    if (!check) continue;
    for (const [good, file] of sound) {
      if (!decodeImage(file, { codecs: imageCodecs }).ok)
        tally.wrong.push(`${good} no longer read after ${tally.next - 1}`);
    }
  }
}
