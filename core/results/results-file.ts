import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { fromBase64url, toBase64url, toHex, utf8 } from '../crypto/encoding.ts';
import { bytesSchema, idSchema, modeSchema, precinctNumberSchema, roleSchema } from '../election/common.ts';
import { canonical, readCanonical } from '../journal/canonical.ts';
import { atSchema } from '../journal/event.ts';
import { err, ok, type Result } from '../problem/result.ts';
import type { ProtocolContent } from './protocol.ts';

/**
 * The results file of a sitting: everything that the station's commission signed, in one file that the ballot zone signs and
 * others carry. Its first line is the canonical JSON (RFC 8785) of the head; behind the line feed lie the images that the
 * head names, one after the other, in its order. What a protocol says stands in the head as data, an image by its hash, so
 * that one signature holds all of it: Ed25519 by the zone's device over `RESULTS_FILE_DOMAIN`, a line feed and the
 * canonical JSON of the head without its signature.
 *
 * It is signed and not encrypted: see docs/results.md.
 */
export const RESULTS_FILE_DOMAIN = 'taanuu/results-file/1';

/** Bytes and numbers beyond which nothing is read. A station of all constituencies has a head of some 100 KB. */
export const RESULTS_LIMITS = {
  head: 8 * 1024 ** 2,
  image: 2 * 1024 ** 2,
  images: 400,
  whole: 256 * 1024 ** 2,
} as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.int().min(0).max(1_000_000);
const words = z.string().min(1).max(2_000);
const person = z.string().min(1).max(64);
const said = { words, persons: z.array(person).max(40) };
/** Local time to the minute, with offset. */
const minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/);

const figure = { machine: number.nullable(), hand: number.nullable(), value: number.nullable() };

const recounted = z.strictObject({
  ...{ sheets: number, counted: number, aside: number, matches: z.boolean() },
  differences: z
    .array(
      z.strictObject({
        line: z.enum(['sheets', 'valid', 'invalid', 'votes']),
        ...{ part: idSchema.nullable(), option: idSchema.nullable(), counted: number, least: number, most: number },
      }),
    )
    .max(1_000),
  ...{ words: words.nullable(), persons: said.persons },
});

/** The content of a protocol as anybody may have written it. */
export const protocolContentSchema: z.ZodType<ProtocolContent> = z.strictObject({
  v: z.literal(1),
  ...{ election: idSchema, mode: modeSchema, station: precinctNumberSchema, sitting: z.string().min(1).max(64) },
  ...{ package: hash, style: idSchema, form: idSchema, at: minute },
  version: z.int().min(1).max(99),
  corrects: z.strictObject({ ...said, sha256: hash }).nullable(),
  fewerThan: number.nullable(),
  lines: z
    .array(
      z.strictObject({
        ...{ line: idSchema, number: z.string().min(1).max(8), ...figure },
        options: z.array(z.strictObject({ option: idSchema, ...figure })).max(1_000),
      }),
    )
    .max(60),
  ratios: z
    .array(
      z.strictObject({
        ...{ ratio: idSchema, state: z.enum(['holds', 'broken', 'waits']), by: z.int() },
        said: z.strictObject(said).nullable(),
      }),
    )
    .max(40),
  counts: z.strictObject({ ...said, how: z.enum(['explained', 'recounted']) }).nullable(),
  recounts: z.array(recounted).max(20).exactOptional(),
  dissents: z.array(z.strictObject({ person, reason: words })).max(100),
  signers: z
    .array(z.strictObject({ person, role: roleSchema, name: z.string().min(1).max(120) }))
    .min(1)
    .max(40),
});

/** Slips of the box's day. */
export const slipKinds = ['zero', 'test', 'final'] as const;
export type SlipKind = (typeof slipKinds)[number];

/** What a paper that was scanned is: a page of a signed protocol, or a slip of the box with its stamp. Never a ballot. */
const imageOfSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('protocol'), protocol: idSchema, version: z.int().min(1).max(99) }),
  z.strictObject({ of: z.literal('slip'), slip: z.enum(slipKinds) }),
]);

export const resultsImageSchema = z.strictObject({
  what: imageOfSchema,
  page: z.int().min(1).max(60),
  pages: z.int().min(1).max(60),
  type: z.literal('image/png'),
  bytes: z.int().min(1).max(RESULTS_LIMITS.image),
  sha256: hash,
});
export type ResultsImage = z.infer<typeof resultsImageSchema>;

const unsignedSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('results'),
  ...{ election: idSchema, mode: modeSchema, station: precinctNumberSchema, sitting: z.string().min(1).max(64) },
  /** Hash of the signed package in force when it was made. */
  package: hash,
  /** Device of the ballot zone, and name of the key by which it signs. */
  ...{ device: idSchema, key: idSchema },
  /** 1, and one more with every file of this sitting; each holds everything of the ones before. */
  number: z.int().min(1).max(999),
  /** Hash of the whole file before it; null of the first. */
  previous: hash.nullable(),
  ...{ at: minute, closedAt: atSchema },
  /** Sheets by box, and how many were counted of all of them. */
  boxes: z
    .array(z.strictObject({ box: z.string().min(1).max(64), kind: z.enum(['stationary', 'mobile']), sheets: number }))
    .max(60),
  counted: number,
  protocols: z
    .array(
      z.strictObject({
        protocol: idSchema,
        /** Every version that was signed, the first one first, and the code that its paper bears. */
        versions: z
          .array(z.strictObject({ content: protocolContentSchema, code: z.string().min(1).max(4_096) }))
          .min(1)
          .max(99),
        /** All dissents, those after the signatures too. */
        dissents: z.array(z.strictObject({ person, reason: words })).max(100),
      }),
    )
    .min(1)
    .max(4_000),
  images: z.array(resultsImageSchema).max(RESULTS_LIMITS.images),
  /** The zone's journal when it was made: its last event, so that the journal can be held against it. */
  journal: z.strictObject({ seq: z.int().min(1), hash }),
});
export type UnsignedResults = z.infer<typeof unsignedSchema>;
const headSchema = unsignedSchema.extend({ signature: bytesSchema(64) });
export type ResultsHead = z.infer<typeof headSchema>;

export interface ResultsFile {
  readonly head: ResultsHead;
  /** Hash of the whole file: what a receipt names. */
  readonly sha256: string;
  /** By hash. */
  readonly images: ReadonlyMap<string, Uint8Array>;
}

/** Why bytes are no results file. */
export type ResultsFault = 'not-results' | 'too-large' | 'truncated' | 'image-altered';

const signedText = (head: UnsignedResults): Uint8Array => utf8(`${RESULTS_FILE_DOMAIN}\n${canonical(head)}`);

/** The file in pieces, to be written one after the other. @param images their bytes, in the order of the head */
export function writeResultsFile(
  head: UnsignedResults,
  images: readonly Uint8Array[],
  sign: (message: Uint8Array) => Uint8Array,
): readonly Uint8Array[] {
  const signature = toBase64url(sign(signedText(head)));
  return [utf8(`${canonical({ ...head, signature })}\n`), ...images];
}

const headEnd = (bytes: Uint8Array): number => bytes.subarray(0, RESULTS_LIMITS.head + 1).indexOf(0x0a);

/** How a file begins. */
export interface ResultsStart {
  readonly head: ResultsHead;
  /** Where the first image begins: behind the head and its line feed. */
  readonly length: number;
}

/** The head of a file by its first bytes, whoever wrote it; null: they are none of such a file, or end before its head does. */
export function readResultsStart(bytes: Uint8Array): ResultsStart | null {
  const end = headEnd(bytes);
  if (end === -1) return null;
  const read = headSchema.safeParse(readCanonical(bytes.subarray(0, end), RESULTS_LIMITS.head));
  return read.success ? { head: read.data, length: end + 1 } : null;
}

export const readResultsHead = (bytes: Uint8Array): ResultsHead | null => readResultsStart(bytes)?.head ?? null;

/** An image of a file, and the bytes from and to which it lies there. */
export interface ImagePlace {
  readonly image: ResultsImage;
  readonly from: number;
  readonly to: number;
}

/** Where each image of a file lies, by its hash. */
export function imagePlaces({ head, length }: ResultsStart): ReadonlyMap<string, ImagePlace> {
  const places = new Map<string, ImagePlace>();
  let from = length;
  for (const image of head.images) {
    const to = from + image.bytes;
    places.set(image.sha256, { image, from, to });
    from = to;
  }
  return places;
}

/**
 * Reads a file that anybody may have written. Its bytes are those of one head and its images and no others; who signed it
 * is not looked at (`checkResults`).
 */
export function readResultsFile(bytes: Uint8Array, crypto: Pick<Crypto, 'sha256'>): Result<ResultsFile, ResultsFault> {
  if (bytes.length > RESULTS_LIMITS.whole) return err('too-large');
  if (headEnd(bytes) === -1) return err(bytes.length > RESULTS_LIMITS.head ? 'too-large' : 'not-results');
  const start = readResultsStart(bytes);
  if (start === null) return err('not-results');
  const { head } = start;
  const images = new Map<string, Uint8Array>();
  let at = start.length;
  for (const image of head.images) {
    const piece = bytes.subarray(at, at + image.bytes);
    if (piece.length < image.bytes) return err('truncated');
    if (toHex(crypto.sha256(piece)) !== image.sha256) return err('image-altered');
    images.set(image.sha256, piece);
    at += image.bytes;
  }
  // What nobody has signed would be carried along.
  if (at !== bytes.length) return err('not-results');
  return ok({ head, sha256: toHex(crypto.sha256(bytes)), images });
}

/** Whether the holder of this key (32 bytes) signed the head. */
export function isSignedResults(
  { signature, ...head }: ResultsHead,
  publicKey: Uint8Array,
  crypto: Pick<Crypto, 'ed25519Verify'>,
): boolean {
  const signed = fromBase64url(signature);
  return signed !== undefined && crypto.ed25519Verify(signed, signedText(head), publicKey);
}
