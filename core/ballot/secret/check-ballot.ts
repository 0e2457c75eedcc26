import { err, ok, type Result } from '../../problem/result.ts';
import { ballotContext, bitChallenge, confirmationCode, type EncryptedBallot, sumChallenge } from './ballot.ts';
import { bytesOf, pointOf, scalarOf } from './file.ts';
import { type Group, isIdentity, modulo, type Point, type Scalar } from './group.ts';
import type { Part, Proof, Style } from './manifest.ts';
import { positionCount, weights } from './positions.ts';

/** What a ballot is held against. */
export interface CheckGround {
  readonly group: Group;
  /** M. */
  readonly manifest: Uint8Array;
  readonly key: Point;
}

/** Why a ballot is none: where, and which rule of docs/verification.md it breaks. `part` and `position` count from 0. */
export interface BallotFault {
  readonly rule: 'parts' | 'positions' | 'point' | 'scalar' | 'identity' | 'bit-proof' | 'sum-proof';
  readonly part: number | null;
  readonly position: number | null;
}

interface Ciphertext {
  readonly a: Point;
  readonly b: Point;
}

/** A ballot whose proofs hold. */
export interface CheckedBallot {
  /** 32 bytes. */
  readonly code: Uint8Array;
  /** Per part and position. */
  readonly parts: readonly (readonly Ciphertext[])[];
  /** How many proofs were looked at. */
  readonly proofs: number;
}

const fault = (rule: BallotFault['rule'], part: number | null = null, position: number | null = null) =>
  err<BallotFault>({ rule, part, position });

/**
 * Whether each position holds 0 or 1 and each part has the sum that it must have, without learning any.
 * @param style the style that the ballot names, as the manifest has it
 */
export function checkBallot(
  ground: CheckGround,
  station: string,
  style: Style,
  ballot: EncryptedBallot,
): Result<CheckedBallot, BallotFault> {
  if (ballot.parts.length !== style.parts.length) return fault('parts');
  const { manifest } = ground;
  const context = ballotContext({ manifest, station, style: style.id, nonce: bytesOf(ballot.nonce) });
  const parts: (readonly Ciphertext[])[] = [];
  let proofs = 0;
  for (const [p, part] of style.parts.entries()) {
    const given = ballot.parts[p];
    if (given === undefined || given.positions.length !== positionCount(part)) return fault('positions', p);
    const ciphertexts: Ciphertext[] = [];
    for (const [i, { a, b, ...proof }] of given.positions.entries()) {
      const pair = { a: pointOf(ground.group, a), b: pointOf(ground.group, b) };
      if (pair.a === undefined || pair.b === undefined) return fault('point', p, i);
      if (isIdentity(pair.a)) return fault('identity', p, i);
      const ciphertext = { a: pair.a, b: pair.b };
      const [c0, c1, z0, z1] = [proof.c0, proof.c1, proof.z0, proof.z1].map(scalarOf);
      if (c0 === undefined || c1 === undefined || z0 === undefined || z1 === undefined) return fault('scalar', p, i);
      const ask = (points: readonly Point[]) => bitChallenge(context, p, i, points);
      if (!isBit(ground, ciphertext, { c0, c1, z0, z1 }, ask)) return fault('bit-proof', p, i);
      ciphertexts.push(ciphertext);
    }
    const sum = sumFault(ground, part, ciphertexts, given.sum, (points) => sumChallenge(context, p, points));
    if (sum !== null) return fault(sum, p);
    parts.push(ciphertexts);
    proofs += ciphertexts.length + 1;
  }
  return ok({ code: confirmationCode(context, ballot), parts, proofs });
}

/** z·X − c·Y. */
const opened = (group: Group, [x, z]: readonly [Point, Scalar], [y, c]: readonly [Point, Scalar]): Point =>
  group.subtract(x === group.base ? group.multiplyBase(z) : group.multiply(x, z), group.multiply(y, c));

function isBit(
  { group, key }: CheckGround,
  { a, b }: Ciphertext,
  { c0, c1, z0, z1 }: Readonly<Record<'c0' | 'c1' | 'z0' | 'z1', Scalar>>,
  ask: (points: readonly Point[]) => Scalar,
): boolean {
  const one = group.subtract(b, group.base);
  const points = [
    ...[a, b, opened(group, [group.base, z0], [a, c0]), opened(group, [key, z0], [b, c0])],
    ...[opened(group, [group.base, z1], [a, c1]), opened(group, [key, z1], [one, c1])],
  ];
  return modulo(c0 + c1) === ask(points);
}

function sumFault(
  { group, key }: CheckGround,
  part: Part,
  ciphertexts: readonly Ciphertext[],
  proof: Proof,
  ask: (points: readonly Point[]) => Scalar,
): 'scalar' | 'sum-proof' | null {
  const [c, z] = [scalarOf(proof.c), scalarOf(proof.z)];
  if (c === undefined || z === undefined) return 'scalar';
  const weight = weights(part);
  const total = (of: (ciphertext: Ciphertext) => Point): Point =>
    ciphertexts.reduce((sum, one, i) => group.add(sum, weighted(group, of(one), weight[i] ?? 0)), group.identity);
  const a = total((one) => one.a);
  const b = group.subtract(
    total((one) => one.b),
    group.multiplyBase(BigInt(part.max)),
  );
  const points = [a, b, opened(group, [group.base, z], [a, c]), opened(group, [key, z], [b, c])];
  return c === ask(points) ? null : 'sum-proof';
}

const weighted = (group: Group, point: Point, weight: number): Point =>
  weight === 1 ? point : group.multiply(point, BigInt(weight));

/** Whether two points of a proof are the same discrete logarithm to their bases: c = ask(U, V) with U = z·G − c·X, V = z·A − c·D. */
export function isSameLogarithm(
  group: Group,
  { x, base, d }: { readonly x: Point; readonly base: Point; readonly d: Point },
  { c, z }: { readonly c: Scalar; readonly z: Scalar },
  ask: (u: Point, v: Point) => Scalar,
): boolean {
  return c === ask(opened(group, [group.base, z], [x, c]), opened(group, [base, z], [d, c]));
}
