import { toHex } from '../../crypto/encoding.ts';
import { err, ok, type Result } from '../../problem/result.ts';
import {
  type BallotPlace,
  ballotContext,
  bitChallenge,
  confirmationCode,
  type EncryptedBallot,
  type Position,
  sumChallenge,
} from './ballot.ts';
import { challenge, u32 } from './frame.ts';
import { type Group, modulo, type Point, type Scalar, scalarBytes } from './group.ts';
import type { Style } from './manifest.ts';
import { bitsOf, type Marks, type MarksFault, weights } from './positions.ts';

/** What of an election encrypting needs. `key` should be `prepare`d: it is multiplied some seventy times a ballot. */
export interface EncryptionGround {
  readonly group: Group;
  /** M. */
  readonly manifest: Uint8Array;
  readonly key: Point;
}

/** An attempt: `seed` and `nonce` are 32 random bytes each, drawn anew for every one and never used for two. */
export interface Attempt {
  readonly station: string;
  readonly style: Style;
  readonly marks: Marks;
  readonly nonce: Uint8Array;
  readonly seed: Uint8Array;
}

export interface Encrypted {
  readonly ballot: EncryptedBallot;
  /** 32 bytes. */
  readonly code: Uint8Array;
}

/** A place of a proof of which the numbers are drawn; the sum stands behind all positions. */
const SUM = 0xffff_ffff;

/**
 * Encrypts a ballot and proves that it is one. Nothing here is random: the same attempt gives the same bytes, so that whoever
 * is given seed and marks of a challenged ballot finds all of it again. The numbers of the proofs follow from the marks too:
 * were an attempt ever made twice with other marks, no secret number would answer two challenges.
 */
export function encryptBallot(ground: EncryptionGround, attempt: Attempt): Result<Encrypted, MarksFault> {
  const bits = bitsOf(attempt.style, attempt.marks);
  if (!bits.ok) return err(bits.error);
  const place: BallotPlace = { ...attempt, manifest: ground.manifest, style: attempt.style.id };
  const context = ballotContext(place);
  const values = Uint8Array.from(bits.value.flat());
  const randomness = (part: number, position: number): Scalar =>
    challenge('taanuu/randomness/1', attempt.seed, context, u32(part), u32(position));
  const secret = (part: number, position: number, which: number): Scalar =>
    challenge('taanuu/proof-nonce/1', attempt.seed, context, values, u32(part), u32(position), u32(which));
  const parts = bits.value.map((held, p) => {
    const random = held.map((_, i) => randomness(p, i));
    const made = held.map((bit, i) =>
      position(ground, bit, random[i] ?? 0n, [secret(p, i, 0), secret(p, i, 1), secret(p, i, 2)], (points) =>
        bitChallenge(context, p, i, points),
      ),
    );
    const weight = weights(attempt.style.parts[p] ?? { options: [], max: 0 });
    const r = modulo(random.reduce((sum, one, i) => sum + one * BigInt(weight[i] ?? 0), 0n));
    const sum = sumProof(ground, r, secret(p, SUM, 0), (points) => sumChallenge(context, p, points));
    return { positions: made, sum };
  });
  const ballot = { style: attempt.style.id, nonce: toHex(attempt.nonce), parts };
  return ok({ ballot, code: confirmationCode(context, ballot) });
}

const hex = (scalar: Scalar): string => toHex(scalarBytes(scalar));

/**
 * One position. The branch that is not true is simulated with a challenge chosen before; as r is known here, what would be
 * four products of a and b are two of the generator and one of the key. Both branches take the same steps.
 */
function position(
  { group, key }: EncryptionGround,
  bit: 0 | 1,
  r: Scalar,
  [w, c, z]: readonly [Scalar, Scalar, Scalar],
  ask: (points: readonly Point[]) => Scalar,
): Position {
  const a = group.multiplyBase(r);
  const masked = group.multiply(key, r);
  const b = bit === 1 ? group.add(masked, group.base) : group.add(masked, group.identity);
  const trueA = group.multiplyBase(w);
  const trueB = group.multiply(key, w);
  // z·G − c·a, and z·K − c·(b − v·G) of the value v that b does not hold: c·G remains, with its sign.
  const rest = modulo(z - c * r);
  const falseA = group.multiplyBase(rest);
  const shift = group.multiplyBase(bit === 1 ? modulo(-c) : c);
  const falseB = group.add(group.multiply(key, rest), shift);
  const [A0, B0, A1, B1] = bit === 1 ? [falseA, falseB, trueA, trueB] : [trueA, trueB, falseA, falseB];
  const answer = modulo(ask([a, b, A0, B0, A1, B1]) - c);
  const response = modulo(w + answer * r);
  const [c0, z0, c1, z1] = bit === 1 ? [c, z, answer, response] : [answer, response, c, z];
  return { a: toHex(a.bytes), b: toHex(b.bytes), c0: hex(c0), c1: hex(c1), z0: hex(z0), z1: hex(z1) };
}

/** That the weighted sum of a part is the most marks, m: then b − m·G is r·K, for the r of the weighted sum. */
function sumProof(
  { group, key }: EncryptionGround,
  r: Scalar,
  w: Scalar,
  ask: (points: readonly Point[]) => Scalar,
): { readonly c: string; readonly z: string } {
  const points = [group.multiplyBase(r), group.multiply(key, r), group.multiplyBase(w), group.multiply(key, w)];
  const c = ask(points);
  return { c: hex(c), z: hex(modulo(w + c * r)) };
}
