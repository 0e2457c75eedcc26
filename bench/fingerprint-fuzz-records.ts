import {
  compare,
  decodeRecord,
  decodeTemplate,
  encodeTemplate,
  extract,
  impression,
  recordFormats,
  syntheticFinger,
} from '../core/fingerprint/fingerprint.ts';
import type { MinutiaeRecord } from '../core/fingerprint/records/record.ts';
import { encodeRecord } from '../core/fingerprint/records/records.ts';
import { ansiAnnexB, isoAnnexC } from '../core/fingerprint/records/vectors.ts';
import { chanceOf } from '../core/fingerprint/synthetic/chance.ts';
import { mutated } from './fingerprint-fuzz-mutation.ts';
import { note, type Tally } from './fingerprint-fuzz-tally.ts';

const finger = syntheticFinger({ seed: 'fuzz', voter: 1, finger: 2 });
const touch = (capture: number) =>
  extract(impression(finger, { capture, condition: 'good', width: 256, height: 288, dpi: 500 })).template;
const cards = ['card-normal', 'card-compact'] as const;
type Sample = readonly [kind: string, bytes: Uint8Array, card: (typeof cards)[number] | undefined];

/** Comparisons of what was read, counted apart: they take longer than reading. */
export interface Compared {
  count: number;
  highest: number;
  longestMilliseconds: number;
}
export const newCompared = (): Compared => ({ count: 0, highest: 0, longestMilliseconds: 0 });

/** Of so many templates that were read one is compared with a good one, and its record is written again. */
const COMPARE_EVERY = 100;

/** Reads mutated records of all six formats from `tally.next` up to `until`. */
export function fuzzRecords(tally: Tally, compared: Compared, until: number): void {
  const template = touch(1);
  const other = touch(2);
  const samples: readonly Sample[] = [
    ['iso-2005 annex', isoAnnexC, undefined],
    ['ansi-2004 annex', ansiAnnexB, undefined],
    ...recordFormats.map((format): Sample => {
      const bytes = encodeTemplate(template, { format, finger: 2 });
      return [format, bytes, cards.find((card) => card === format)];
    }),
  ];
  const all = samples.map(([, bytes]) => bytes);
  while (tally.next < until) {
    const chance = chanceOf('fuzz records', tally.next);
    const [kind, sample, card] = samples[tally.next % samples.length]!;
    const bytes = mutated(sample, all, chance);
    note(tally, kind, () => {
      const record = decodeRecord(bytes, card);
      const read = decodeTemplate(bytes, card);
      if (!record.ok && read.ok) throw new Error('a template of no record');
      if (!read.ok) return read.error;
      for (const { x, y, angle, quality } of read.value.minutiae) {
        if (![x, y, angle, quality].every((one) => Number.isFinite(one) && one >= 0)) throw new Error('a minutia');
      }
      return null;
    });
    if (tally.accepted === 0 || chance.next() * COMPARE_EVERY >= 1) continue;
    const [record, read] = [decodeRecord(bytes, card), decodeTemplate(bytes, card)];
    if (!read.ok || !record.ok) continue;
    try {
      again(record.value);
      const before = performance.now();
      const score = compare(read.value, other);
      const took = Math.round((performance.now() - before) * 100) / 100;
      compared.count += 1;
      compared.highest = Math.max(compared.highest, Math.round(score * 10) / 10);
      compared.longestMilliseconds = Math.max(compared.longestMilliseconds, took);
      if (!(score >= 0)) tally.wrong.push(`${kind} ${tally.next - 1}: score ${score}`);
    } catch (error) {
      tally.wrong.push(`${kind} ${tally.next - 1}: ${String(error)}`);
    }
  }
}

/** What was read can be written, and what was written is read as the same, where a record can hold it at all. */
function again(record: MinutiaeRecord): void {
  const bytes = encodeRecord(record);
  const card = cards.find((one) => one === record.format);
  const back = decodeRecord(bytes, card);
  if (back.ok && back.value.views.length !== record.views.length) throw new Error('views were lost');
}
