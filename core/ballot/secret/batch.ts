import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { toHex } from '../../crypto/encoding.ts';
import { idSchema, precinctNumberSchema } from '../../election/common.ts';
import { codeOf, type EncryptedBallot } from './ballot.ts';
import { hex32, readFileOf, type Signature, type Signer, signatureSchema, signed, writeFileOf } from './file.ts';
import { joined } from './frame.ts';
import { merkleRoot } from './merkle.ts';

const count = z.int().min(0).max(1_000_000);

const contentSchema = z.strictObject({
  format: z.literal('taanuu/batch/1'),
  ...{ manifest: hex32, station: precinctNumberSchema, device: idSchema, sitting: idSchema },
  sessions: z.strictObject({ cast: count, castAfterChallenge: count, abandoned: count }),
  ballots: count,
  challenged: z.array(hex32).max(1_000_000),
  ...{ root: hex32, sha256: hex32 },
});
export const batchHeadSchema = contentSchema.extend({ signature: signatureSchema });
/** The first line of what one panel hands over after the close. The ballots are the lines behind it. */
export type BatchHead = z.infer<typeof contentSchema> & { readonly signature: Signature };

/** What a panel has at its close. Nothing in it has an order: what is sorted here is sorted by codes. */
export interface BatchFacts {
  /** M. */
  readonly manifest: Uint8Array;
  readonly station: string;
  readonly device: string;
  readonly sitting: string;
  readonly sessions: BatchHead['sessions'];
  readonly ballots: readonly EncryptedBallot[];
  /** Codes of the attempts that were opened, 32 bytes each. */
  readonly challenged: readonly Uint8Array[];
}

/** Where a batch lies on the board. */
export function batchPath({ station, device, sitting }: Pick<BatchHead, 'station' | 'device' | 'sitting'>): string {
  return `batches/${station}-${device}-${sitting}.ndjson`;
}

/** The head of the batch of a panel, signed by it, and the lines of its ballots, sorted by their codes. */
export function makeBatch(
  facts: BatchFacts,
  signer: Signer,
): { readonly head: BatchHead; readonly lines: readonly Uint8Array[] } {
  const { station, device, sitting, sessions } = facts;
  const coded = facts.ballots
    .map((ballot) => ({ ballot, code: codeOf(facts.manifest, station, ballot) }))
    .map(({ ballot, code }) => ({ line: writeFileOf(ballot), code, hex: toHex(code) }))
    .sort(by(({ hex }) => hex));
  const lines = coded.map(({ line }) => line);
  const content = {
    format: 'taanuu/batch/1' as const,
    ...{ manifest: toHex(facts.manifest), station, device, sitting, sessions, ballots: lines.length },
    challenged: facts.challenged.map(toHex).sort(by((code) => code)),
    root: toHex(merkleRoot(coded.map(({ code }) => code))),
    sha256: toHex(sha256(joined(lines))),
  };
  return { head: signed(content, signer), lines };
}

/** The bytes of a batch. */
export function writeBatch(batch: ReturnType<typeof makeBatch>): Uint8Array {
  return joined([writeFileOf(batch.head), ...batch.lines]);
}

/** The head of a batch, and the bytes behind it; undefined: it has none, or it is not in its one spelling. */
export function readBatchHead(bytes: Uint8Array): { readonly head: BatchHead; readonly rest: Uint8Array } | undefined {
  const end = bytes.indexOf(0x0a) + 1;
  const head = readFileOf(bytes.subarray(0, end), batchHeadSchema);
  return head === undefined ? undefined : { head, rest: bytes.subarray(end) };
}

/** Each line with its line feed; what remains behind the last one comes as it is. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(0x0a, from);
    const end = at === -1 ? bytes.length : at + 1;
    yield bytes.subarray(from, end);
    from = end;
  }
}

/** Sorts by a text of ASCII, by its bytes. */
export function by<T>(of: (value: T) => string): (left: T, right: T) => number {
  return (left, right) => (of(left) < of(right) ? -1 : 1);
}
