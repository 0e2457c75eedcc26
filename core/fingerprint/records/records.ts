import type { FingerPosition } from '../../admission/facts.ts';
import { err, ok, type Result } from '../../problem/result.ts';
import type { Minutia, Template } from '../template.ts';
import { flowBlock, flowOf } from './flow-block.ts';
import { decode2004, encode2004, MAGIC_2004 } from './formats-2004.ts';
import { decode2009, encode2009, MAGIC_2009, MAGIC_2009_AM1 } from './formats-2009.ts';
import { type CardFormat, decodeCard, encodeCard, mostOnCard, rateOnCard } from './formats-card.ts';
import {
  angleSteps,
  LEAST_RATE,
  type MinutiaeRecord,
  MOST_BYTES,
  MOST_MINUTIAE,
  type RecordFault,
  type RecordFormat,
  type RecordMinutia,
  type View,
  WORKING_RATE,
} from './record.ts';

/**
 * Records of any maker in and out. What is read is never trusted: every length is checked, nothing throws, and time and
 * memory are bounded by `MOST_BYTES`.
 */

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/**
 * Reads a record as it stands.
 * @param card its form, where the bytes come from a card; they cannot tell it themselves
 */
export function decodeRecord(bytes: Uint8Array, card?: CardFormat): Result<MinutiaeRecord, RecordFault> {
  if (bytes.length > MOST_BYTES) return err('too-long');
  if (card) return decodeCard(bytes, card);
  if (begins(bytes, MAGIC_2004)) return decode2004(bytes);
  if (begins(bytes, MAGIC_2009) || begins(bytes, MAGIC_2009_AM1)) return decode2009(bytes);
  return err('not-a-record');
}

/** The bytes of a record; of what was read, the same bytes where the standard leaves no choice. */
export function encodeRecord(record: MinutiaeRecord): Uint8Array {
  switch (record.format) {
    case 'iso-2005':
    case 'ansi-2004':
      return encode2004(record);
    case 'iso-2011':
    case 'ansi-2009':
      return encode2009(record);
    case 'card-normal':
    case 'card-compact':
      return encodeCard(record);
  }
}

/** The first view of a record, brought to 500 dpi. */
export function decodeTemplate(bytes: Uint8Array, card?: CardFormat): Result<Template, RecordFault> {
  const record = decodeRecord(bytes, card);
  if (!record.ok) return record;
  const [view] = record.value.views;
  return view ? templateOf(view, angleSteps[record.value.format]) : err('no-view');
}

const types = ['other', 'ending', 'bifurcation', 'other'] as const;

/** A record's view as what is compared. */
export function templateOf(view: View, steps: number): Result<Template, RecordFault> {
  const { width, height, xRate, yRate } = view;
  if (xRate < LEAST_RATE || yRate < LEAST_RATE) return err('resolution');
  const [across, down] = [WORKING_RATE / xRate, WORKING_RATE / yRate];
  const minutiae: Minutia[] = [];
  for (const one of view.minutiae) {
    if (one.x >= width || one.y >= height || one.angle >= steps) return err('minutia-outside');
    minutiae.push({
      x: one.x * across,
      y: one.y * down,
      angle: (one.angle / steps) * 2 * Math.PI,
      type: types[one.type] ?? 'other',
      quality: one.quality <= 100 ? one.quality : 0,
    });
  }
  const quality = view.quality <= 100 ? view.quality : 0;
  const flow = flowOf(view.blocks);
  return ok({
    width: Math.round(width * across),
    height: Math.round(height * down),
    minutiae,
    quality,
    ...(flow ? { flow } : {}),
  });
}

export interface EncodeOptions {
  readonly format?: RecordFormat;
  readonly finger?: FingerPosition | 0;
  /** Leaves out what only we read; the comparison is less exact then. */
  readonly plain?: boolean;
}

/** Writes one view. Minutiae beyond the 255 that a record holds are left out, the last first. */
export function encodeTemplate(
  template: Template,
  { format = 'iso-2005', finger = 0, plain = false }: EncodeOptions = {},
): Uint8Array {
  const card = format === 'card-normal' || format === 'card-compact' ? format : null;
  const xRate = card ? rateOnCard[card] : WORKING_RATE;
  const scale = xRate / WORKING_RATE;
  const limit = (size: number): number => (card ? mostOnCard[card] : Math.min(size - 1, 0x3fff));
  const steps = angleSteps[format];
  const place = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value * scale)));
  const minutiae = template.minutiae.slice(0, MOST_MINUTIAE).map(
    (one): RecordMinutia => ({
      type: one.type === 'other' ? 0 : types.indexOf(one.type),
      x: place(one.x, limit(template.width)),
      y: place(one.y, limit(template.height)),
      angle: Math.round((one.angle / (2 * Math.PI)) * steps) % steps,
      quality: one.quality,
    }),
  );
  const { width, height, quality } = template;
  const view: View = {
    finger,
    view: 0,
    impression: 0,
    quality,
    width,
    height,
    xRate,
    yRate: xRate,
    minutiae: card ? inOrder(minutiae) : minutiae,
    blocks: template.flow && !plain && !card ? [flowBlock(template.flow)] : [],
  };
  const ansi = format === 'ansi-2004' || format === 'ansi-2009';
  return encodeRecord({
    format,
    device: 0,
    owner: 0,
    product: 0,
    blockLength: ansi ? 'with-header' : 'data',
    views: [view],
  });
}

/** Cards want their minutiae from the top down, and from the left where they are level. */
function inOrder(minutiae: readonly RecordMinutia[]): readonly RecordMinutia[] {
  return [...minutiae].sort((a, b) => a.y - b.y || a.x - b.x);
}
