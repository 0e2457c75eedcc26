import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  decodeImage,
  decodeTemplate,
  type Extracted,
  extract,
  type GrayImage,
  type ImageFault,
  imageKindOf,
  type RecordFault,
  type Template,
} from '../../../core/fingerprint/fingerprint.ts';
import type { Problem, ProblemCode } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { imageCodecs } from '../../images/codecs.ts';

/** Templates from cards do not tell their form themselves. */
export type Card = 'card-normal' | 'card-compact';

export interface Reading {
  /** Overrides what an image tells of its resolution, pixels per inch. */
  readonly dpi?: number | undefined;
  readonly card?: Card | undefined;
}

const codes: Readonly<Record<ImageFault | RecordFault, ProblemCode>> = {
  'not-an-image': 'fingerprint.unknown-kind',
  'not-a-record': 'fingerprint.unknown-kind',
  truncated: 'fingerprint.truncated',
  'too-long': 'fingerprint.too-large',
  size: 'fingerprint.too-large',
  unsupported: 'fingerprint.unsupported',
  'no-decoder': 'fingerprint.unsupported',
  damaged: 'fingerprint.damaged',
  'minutia-outside': 'fingerprint.damaged',
  'no-view': 'fingerprint.empty',
  resolution: 'fingerprint.resolution',
};

const problemOf = (fault: ImageFault | RecordFault, file: string): Problem => ({
  code: codes[fault],
  params: { file: basename(file) },
});

/** What an image shows, and how it was read. */
export interface Shown extends Extracted {
  readonly image: GrayImage;
}

/** The print on an image. Files that cannot be opened throw, as everywhere in the commands. */
export function readImage(file: string, { dpi }: Reading): Result<Shown, Problem> {
  const bytes = readFileSync(file);
  if (imageKindOf(bytes) === undefined && decodeTemplate(bytes).ok) {
    return err({ code: 'fingerprint.image-needed', params: { file: basename(file) } });
  }
  const image = decodeImage(bytes, { codecs: imageCodecs });
  if (!image.ok) return err(problemOf(image.error, file));
  return ok({ ...extract(image.value, dpi === undefined ? {} : { dpi }), image: image.value });
}

/** The template of a file, whether it is an image or a template already. */
export function readFinger(file: string, reading: Reading): Result<Template, Problem> {
  const bytes = readFileSync(file);
  if (reading.card === undefined && imageKindOf(bytes) !== undefined) {
    const shown = readImage(file, reading);
    return shown.ok ? ok(shown.value.template) : shown;
  }
  const template = decodeTemplate(bytes, reading.card);
  return template.ok ? template : err(problemOf(template.error, file));
}
