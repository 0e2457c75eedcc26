import { z } from 'zod';
import { fromBase64url, toBase64url } from '../crypto/encoding.ts';
import { hex32 } from '../journal/catalogue/fields.ts';
import { RESULTS_LIMITS } from '../results/results-file.ts';
import { tokenSchema } from './names.ts';

/**
 * A results file on its way up: parts of one size, named by the hash of the whole file, so that any collector can take any of
 * them, in any order and as often as it comes. Nobody signs a part: what they come to has to have that hash, and is signed by
 * the station's ballot zone. A head in JSON, and behind it the bytes in base64url, each ended by a line feed.
 */
const headSchema = z.strictObject({
  v: z.literal(1),
  /** The kiosk beside whose ballot zone it was sealed; of a file from a stick whoever hands it in. */
  device: tokenSchema,
  /** Of which sitting it is said to be: what its own head says counts, where it has one. */
  sitting: tokenSchema,
  /** Of the whole file: its hash and size. */
  sha256: hex32,
  bytes: z.int().min(1).max(RESULTS_LIMITS.whole),
  /** From 0; null: “what have you of it?” */
  part: z.int().min(0).max(100_000).nullable(),
});

/** Bytes of every part but the last: with base64 a tenth of what one message may have, and three seconds of a slow link. */
export const PART_BYTES = 65_536;

/** How many parts a file of that size has. */
export const partsOf = (bytes: number): number => Math.ceil(bytes / PART_BYTES);

export interface ResultsPart extends Omit<z.infer<typeof headSchema>, 'v'> {
  /** None with a question. */
  readonly data: Uint8Array;
}

/** Longest message, in characters. */
export const PART_TEXT = 1_024 + Math.ceil((PART_BYTES * 4) / 3);

/** Where a part begins in its file, and behind which byte it ends. */
export const partRange = (part: number, bytes: number): readonly [from: number, to: number] => [
  part * PART_BYTES,
  Math.min(bytes, (part + 1) * PART_BYTES),
];

export function writePart({ device, sitting, sha256, bytes, part, data }: ResultsPart): string {
  const head = { v: 1, device, sitting, sha256, bytes, part };
  return `${JSON.stringify(head)}\n${part === null ? '' : toBase64url(data)}\n`;
}

/** Reads a part; null: it is none, or not as long as a part of that file is there. */
export function readPart(text: string): ResultsPart | null {
  if (text.length > PART_TEXT || !text.endsWith('\n')) return null;
  const [first = '', body = '', ...more] = text.slice(0, -1).split('\n');
  if (more.length > 0) return null;
  let json: unknown;
  try {
    json = JSON.parse(first);
  } catch {
    return null;
  }
  const read = headSchema.safeParse(json);
  const data = fromBase64url(body);
  if (!read.success || data === undefined) return null;
  const { v: _, ...head } = read.data;
  if (head.part === null) return data.length === 0 ? { ...head, data } : null;
  const [from, to] = partRange(head.part, head.bytes);
  return from < to && data.length === to - from ? { ...head, data } : null;
}
