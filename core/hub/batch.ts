import { z } from 'zod';
import { MAX_LINE_BYTES } from '../journal/canonical.ts';
import { tokenSchema } from './names.ts';

/**
 * Events on their way up, as text: a head in JSON, and behind it the lines of a journal as they are, each ended by a line
 * feed. The journal may be that of another device of the sender's station, which has no link of its own: every line is
 * signed by its device whoever carries it.
 */
const headSchema = z.strictObject({
  v: z.literal(1),
  device: tokenSchema,
  /** The last stored receipt (answers.ts) of this journal, as it came; null: none. */
  receipt: z.string().max(4_096).nullable(),
});

/** What the lines of a batch may have, line feeds counted: the longest line always fits. */
export const BATCH_BYTES = 512 * 1024;
export const BATCH_EVENTS = 500;

export interface Batch {
  readonly device: string;
  readonly receipt: string | null;
  /** Without line feeds; none: “what have you of this journal?” */
  readonly lines: readonly string[];
}

/** Room for the head, beside the lines. */
const HEAD_BYTES = 16 * 1024;
/** Longest batch, in characters. */
export const BATCH_TEXT = BATCH_BYTES + HEAD_BYTES;

export function writeBatch({ device, receipt, lines }: Batch): string {
  return `${JSON.stringify({ v: 1, device, receipt })}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** Reads a batch; null: it is none, or larger than it may be. */
export function readBatch(text: string): Batch | null {
  if (text.length > BATCH_TEXT || !text.endsWith('\n')) return null;
  const [first = '', ...lines] = text.slice(0, -1).split('\n');
  if (lines.length > BATCH_EVENTS || lines.some((line) => line.length > MAX_LINE_BYTES)) return null;
  try {
    const { device, receipt } = headSchema.parse(JSON.parse(first));
    return { device, receipt, lines };
  } catch {
    return null;
  }
}

/**
 * As many of these lines as one batch may have.
 * @param sizes of the lines in bytes, in order
 * @param most fewer than a batch may have; at least one line goes whatever its size
 */
export function fits(sizes: readonly number[], most = { events: BATCH_EVENTS, bytes: BATCH_BYTES }): number {
  let bytes = 0;
  let count = 0;
  for (const size of sizes) {
    bytes += size + 1;
    if (count > 0 && (count >= Math.min(most.events, BATCH_EVENTS) || bytes > Math.min(most.bytes, BATCH_BYTES))) break;
    count += 1;
  }
  return count;
}
