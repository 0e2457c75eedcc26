import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeImage, type GrayImage } from '../core/fingerprint/fingerprint.ts';

/** One image of a research set: which finger it shows and how to get its pixels. */
export interface Sample {
  readonly set: string;
  /** The physical finger: samples with equal names are genuine to each other, on whatever sensor. */
  readonly finger: string;
  readonly impression: number;
  readonly kind: 'real' | 'synthetic';
  readonly file: string;
  readonly dpi: number;
}

const setsFile = z.record(
  z.string(),
  z.object({ dpi: z.number(), kind: z.enum(['real', 'synthetic']), sameFingersAs: z.string().optional() }),
);

/**
 * The samples of a folder in the FVC layout: `sets.json`, and one folder for each set with `finger_impression.png`.
 * A set that shows the fingers of another one on a second sensor says so in `sameFingersAs`.
 */
export function samplesIn(folder: string): readonly Sample[] {
  const sets = setsFile.parse(JSON.parse(readFileSync(join(folder, 'sets.json'), 'utf8')));
  return Object.entries(sets).flatMap(([set, { dpi, kind, sameFingersAs }]) =>
    readdirSync(join(folder, set))
      .map((name) => /^(\w+)_(\d+)\.png$/.exec(name))
      .filter((match) => match !== null)
      .map((match) => ({
        set,
        finger: `${sameFingersAs ?? set}/${match[1]}`,
        impression: Number(match[2]),
        kind,
        file: join(folder, set, match[0]),
        dpi,
      }))
      .sort((a, b) => a.finger.localeCompare(b.finger) || a.impression - b.impression),
  );
}

/** The image of a sample, at the resolution that its set tells. What cannot be read ends the run. */
export function readSample({ file, dpi }: Sample): GrayImage {
  const image = decodeImage(readFileSync(file));
  if (!image.ok) throw new Error(`${file}: ${image.error}`);
  return { ...image.value, dpi };
}
