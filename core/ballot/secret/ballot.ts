import { z } from 'zod';
import { toHex } from '../../crypto/encoding.ts';
import { idSchema } from '../../election/common.ts';
import { bytesOf, hex32 } from './file.ts';
import { challenge, hash, joined, u32 } from './frame.ts';
import type { Point, Scalar } from './group.ts';
import { proofSchema } from './manifest.ts';

const positionSchema = z.strictObject({ a: hex32, b: hex32, c0: hex32, c1: hex32, z0: hex32, z1: hex32 });
/** One encrypted 0 or 1, and the proof that it is one of the two; hex. */
export type Position = z.infer<typeof positionSchema>;

const partSchema = z.strictObject({ positions: z.array(positionSchema).max(2_000), sum: proofSchema });

export const ballotSchema = z.strictObject({ style: idSchema, nonce: hex32, parts: z.array(partSchema).max(20) });
/** An encrypted ballot as it lies on the board: of whom, when and in which order it was is nowhere in it. */
export type EncryptedBallot = z.infer<typeof ballotSchema>;

/** To what a ballot is bound: so no proof of it fits anywhere else. */
export interface BallotPlace {
  /** M, 32 bytes. */
  readonly manifest: Uint8Array;
  readonly station: string;
  readonly style: string;
  /** 32 bytes, drawn anew for each attempt, in the ballot zone. */
  readonly nonce: Uint8Array;
}

/** ctx of docs/verification.md. */
export function ballotContext({ manifest, station, style, nonce }: BallotPlace): Uint8Array {
  return hash('taanuu/ballot/1', manifest, station, style, nonce);
}

/** The challenge of the proof that a position holds 0 or 1. @param of a, b, A₀, B₀, A₁, B₁ */
export function bitChallenge(context: Uint8Array, part: number, position: number, of: readonly Point[]): Scalar {
  return challenge('taanuu/bit/1', context, u32(part), u32(position), ...of.map(({ bytes }) => bytes));
}

/** The challenge of the proof about the sum of a part. @param of a, b, A, B */
export function sumChallenge(context: Uint8Array, part: number, of: readonly Point[]): Scalar {
  return challenge('taanuu/sum/1', context, u32(part), ...of.map(({ bytes }) => bytes));
}

/** The confirmation code, 32 bytes: over all ciphertexts and to what they are bound, not over the proofs. */
export function confirmationCode(context: Uint8Array, { parts }: Pick<EncryptedBallot, 'parts'>): Uint8Array {
  const pairs = parts.flatMap(({ positions }) => positions.flatMap(({ a, b }) => [bytesOf(a), bytesOf(b)]));
  return hash('taanuu/code/1', context, joined(pairs));
}

/** The code of a ballot that lies in the batch of this station. */
export function codeOf(manifest: Uint8Array, station: string, ballot: EncryptedBallot): Uint8Array {
  return confirmationCode(
    ballotContext({ manifest, station, style: ballot.style, nonce: bytesOf(ballot.nonce) }),
    ballot,
  );
}

/** What stands in the QR code of a code slip. */
export function codeForQr(code: Uint8Array): string {
  return `TAANUU:CODE:1:${toHex(code).toUpperCase()}`;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Characters of a code that people compare: 130 bits, more than anybody finds a second ballot for. */
const CODE_LETTERS = 26;
const GROUP_LETTERS = 4;

/** A code for people: the first 26 characters of its base32 (RFC 4648) in groups of four. */
export function codeInWords(code: Uint8Array): string {
  const groups: string[] = [];
  let [value, bits, letters] = [0, 0, ''];
  for (const byte of code) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) letters += BASE32[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  for (let at = 0; at < CODE_LETTERS; at += GROUP_LETTERS) {
    groups.push(letters.slice(at, Math.min(at + GROUP_LETTERS, CODE_LETTERS)));
  }
  return groups.join(' ');
}
