import { z } from 'zod';
import { toHex } from '../../crypto/encoding.ts';
import { err, ok, type Result } from '../../problem/result.ts';
import { isSameLogarithm } from './check-ballot.ts';
import { hex32, pointOf, scalarOf } from './file.ts';
import { challenge, u32 } from './frame.ts';
import { type Group, isSame, modulo, type Point, type Scalar, scalarBytes } from './group.ts';
import type { Logarithm } from './logarithm.ts';
import type { BallotSet, Sum } from './sets.ts';
import { type CheckedTrustees, lagrange } from './trustees.ts';

export const shareSchema = z.strictObject({
  trustee: z.int().min(1).max(99),
  parts: z.array(z.array(z.strictObject({ d: hex32, c: hex32, z: hex32 })).max(1_001)).max(20),
});
/** What one trustee says of a sum: d of each position, with the proof that it is made with the trustee's own secret. */
export type Share = z.infer<typeof shareSchema>;

/** Of which sum. */
export interface SharePlace {
  /** M. */
  readonly manifest: Uint8Array;
  readonly style: string;
  readonly trustee: number;
}

function shareChallenge(
  { manifest, style, trustee }: SharePlace,
  [part, position]: readonly [number, number],
  points: readonly Point[],
): Scalar {
  const place = [manifest, style, u32(trustee), u32(part), u32(position)];
  return challenge('taanuu/share/1', ...place, ...points.map(({ bytes }) => bytes));
}

/**
 * A trustee's share of the sums of a set. It takes a set, never one ciphertext: what set may be opened is for the caller to
 * know. The secret number of each proof follows from the secret and from what is proven.
 */
export function makeShare(group: Group, secret: Scalar, place: SharePlace, { sums }: BallotSet): Share {
  const own = group.multiplyBase(secret);
  const { manifest, style, trustee } = place;
  const parts = sums.map((positions, p) =>
    positions.map(({ a, b }, i) => {
      const of = [scalarBytes(secret), manifest, style, u32(trustee), u32(p), u32(i), a.bytes, b.bytes];
      const w = challenge('taanuu/share-nonce/1', ...of);
      const d = group.multiply(a, secret);
      const c = shareChallenge(place, [p, i], [a, b, own, d, group.multiplyBase(w), group.multiply(a, w)]);
      return { d: toHex(d.bytes), c: toHex(scalarBytes(c)), z: toHex(scalarBytes(modulo(w + c * secret))) };
    }),
  );
  return { trustee, parts };
}

/** Why a share is none, and where. */
export interface ShareFault {
  readonly rule: 'trustee' | 'shape' | 'point' | 'scalar' | 'proof';
  readonly part: number | null;
  readonly position: number | null;
}

/** d of each part and position, once every proof holds. */
export function checkShare(
  group: Group,
  { shares }: Pick<CheckedTrustees, 'shares'>,
  place: Omit<SharePlace, 'trustee'>,
  { sums }: BallotSet,
  share: Share,
): Result<CheckedShare, ShareFault> {
  const fault = (rule: ShareFault['rule'], part: number | null = null, position: number | null = null) =>
    err<ShareFault>({ rule, part, position });
  const own = shares.get(share.trustee);
  if (own === undefined) return fault('trustee');
  if (share.parts.length !== sums.length) return fault('shape');
  const parts: (readonly Point[])[] = [];
  for (const [p, positions] of sums.entries()) {
    const given = share.parts[p] ?? [];
    if (given.length !== positions.length) return fault('shape', p);
    const points: Point[] = [];
    for (const [i, { a, b }] of positions.entries()) {
      const one = given[i];
      const [d, c, answer] = one === undefined ? [] : [pointOf(group, one.d), scalarOf(one.c), scalarOf(one.z)];
      if (d === undefined) return fault('point', p, i);
      if (c === undefined || answer === undefined) return fault('scalar', p, i);
      const at = { ...place, trustee: share.trustee };
      const holds = isSameLogarithm(group, { x: own, base: a, d }, { c, z: answer }, (u, v) =>
        shareChallenge(at, [p, i], [a, b, own, d, u, v]),
      );
      if (!holds) return fault('proof', p, i);
      points.push(d);
    }
    parts.push(points);
  }
  return ok(parts);
}

/** v·G of one position: what remains of B when the shares of these trustees are taken from it. */
export function openedPoint(group: Group, { b }: Sum, of: ReadonlyMap<number, Point>): Point {
  const among = [...of.keys()];
  return among.reduce((rest, index) => {
    const d = of.get(index) ?? group.identity;
    return group.subtract(rest, group.multiply(d, lagrange(among, index)));
  }, b);
}

/** A share whose proofs hold: d of each part and position. */
export type CheckedShare = readonly (readonly Point[])[];
/** By trustee. */
export type CheckedShares = ReadonlyMap<number, CheckedShare>;

/**
 * What the shares of a set say. `few`: fewer than the threshold; `count`: no number of ballots, so that some share, though its
 * proof holds, belongs to another sum; `differ`: shares beyond the threshold lead elsewhere.
 */
export function openSet(
  group: Group,
  threshold: number,
  { sums }: BallotSet,
  shares: CheckedShares,
  logarithm: Logarithm,
): Result<readonly (readonly number[])[], 'few' | 'count' | 'differ'> {
  const indices = [...shares.keys()].sort((left, right) => left - right);
  if (indices.length < threshold) return err('few');
  const first = indices.slice(0, threshold);
  const parts: (readonly number[])[] = [];
  for (const [p, positions] of sums.entries()) {
    const counts: number[] = [];
    for (const [i, sum] of positions.entries()) {
      const of = (these: readonly number[]) =>
        openedPoint(group, sum, new Map(these.map((index) => [index, shares.get(index)?.[p]?.[i] ?? group.identity])));
      const point = of(first);
      // Each further one in the place of the last of the first: together they are on one polynomial, or they are not.
      const agree = indices.slice(threshold).every((index) => isSame(of([...first.slice(0, -1), index]), point));
      if (!agree) return err('differ');
      const count = logarithm(point);
      if (count === undefined) return err('count');
      counts.push(count);
    }
    parts.push(counts);
  }
  return ok(parts);
}
