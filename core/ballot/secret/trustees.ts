import type { Mode } from '../../election/common.ts';
import { err, ok, type Result } from '../../problem/result.ts';
import { pointOf, scalarOf } from './file.ts';
import { challenge, hash, u32 } from './frame.ts';
import { type Group, inverse, isIdentity, modulo, type Point, type Scalar } from './group.ts';
import type { Proof, Trustee, Trustees } from './manifest.ts';

/** What a ceremony of trustees is for: cer of docs/verification.md. */
export interface CeremonyPlace {
  readonly election: string;
  readonly mode: Mode;
  /** How many open, and how many there are. */
  readonly threshold: number;
  readonly count: number;
}

/** cer: 32 bytes to which every proof of a ceremony is bound. */
export function ceremonyHash({ election, mode, threshold, count }: CeremonyPlace): Uint8Array {
  return hash('taanuu/ceremony/1', election, mode, u32(threshold), u32(count));
}

/** The challenge of a proof that whoever commits to a coefficient knows it. @param c the commitment, u = z·G − c·C */
export function coefficientChallenge(
  ceremony: Uint8Array,
  trustee: number,
  coefficient: number,
  c: Point,
  u: Point,
): Scalar {
  return challenge('taanuu/coefficient/1', ceremony, u32(trustee), u32(coefficient), c.bytes, u.bytes);
}

/** What is wrong with what a trustee has published; `coefficient` counts from 0. */
export interface TrusteeFault {
  readonly rule: 'count' | 'point' | 'identity' | 'scalar' | 'proof';
  readonly coefficient: number | null;
}

/** A trustee's commitments as points, if each is proven. */
export function readCommitments(
  group: Group,
  ceremony: Uint8Array,
  threshold: number,
  { index, commitments, proofs }: Pick<Trustee, 'index' | 'commitments' | 'proofs'>,
): Result<readonly Point[], TrusteeFault> {
  if (commitments.length !== threshold || proofs.length !== threshold) return err({ rule: 'count', coefficient: null });
  const points: Point[] = [];
  for (const [j, commitment] of commitments.entries()) {
    const point = pointOf(group, commitment);
    if (point === undefined) return err({ rule: 'point', coefficient: j });
    if (isIdentity(point)) return err({ rule: 'identity', coefficient: j });
    const rule = proofFault(group, ceremony, index, j, point, proofs[j]);
    if (rule !== null) return err({ rule, coefficient: j });
    points.push(point);
  }
  return ok(points);
}

function proofFault(
  group: Group,
  ceremony: Uint8Array,
  index: number,
  j: number,
  point: Point,
  proof: Proof | undefined,
): 'scalar' | 'proof' | null {
  const [c, z] = proof === undefined ? [] : [scalarOf(proof.c), scalarOf(proof.z)];
  if (c === undefined || z === undefined) return 'scalar';
  const u = group.subtract(group.multiplyBase(z), group.multiply(point, c));
  return c === coefficientChallenge(ceremony, index, j, point, u) ? null : 'proof';
}

/** f(x)·G of a polynomial of which only the commitments are known. */
export function committedValue(group: Group, commitments: readonly Point[], x: number): Point {
  // Horner: from the highest coefficient down.
  return commitments.reduceRight(
    (sum, commitment) => group.add(group.multiply(sum, BigInt(x)), commitment),
    group.identity,
  );
}

/** The trustees of a manifest once everything that they have published holds. */
export interface CheckedTrustees {
  readonly threshold: number;
  readonly count: number;
  /** K, `prepare`d. */
  readonly key: Point;
  /** Sᵢ, by index. */
  readonly shares: ReadonlyMap<number, Point>;
}

/** Why the trustees of a manifest are none: whose (null: of all together), and which rule. */
export interface TrusteesFault {
  readonly trustee: number | null;
  readonly rule: TrusteeFault['rule'] | 'key';
}

/** Checks what the trustees have published, and that the key is theirs together. @param key hex */
export function checkTrustees(
  group: Group,
  { election, mode }: Pick<CeremonyPlace, 'election' | 'mode'>,
  { threshold, members }: Trustees,
  key: string,
): Result<CheckedTrustees, TrusteesFault> {
  const ceremony = ceremonyHash({ election, mode, threshold, count: members.length });
  const all: (readonly Point[])[] = [];
  for (const member of members) {
    const read = readCommitments(group, ceremony, threshold, member);
    if (!read.ok) return err({ trustee: member.index, rule: read.error.rule });
    all.push(read.value);
  }
  const joint = jointKey(group, all);
  const point = pointOf(group, key);
  const isTheirs = point?.bytes.every((byte, at) => byte === joint.bytes[at]) ?? false;
  if (!isTheirs || isIdentity(joint)) return err({ trustee: null, rule: 'key' });
  const shares = new Map<number, Point>();
  for (const { index } of members) {
    const share = publicShare(group, all, index);
    if (isIdentity(share)) return err({ trustee: index, rule: 'identity' });
    shares.set(index, share);
  }
  return ok({ threshold, count: members.length, key: group.prepare(joint), shares });
}

/** K: the sum of what each trustee has committed to first. @param all commitments of each trustee */
export function jointKey(group: Group, all: readonly (readonly Point[])[]): Point {
  return all.reduce((sum, [first]) => (first === undefined ? sum : group.add(sum, first)), group.identity);
}

/** Sᵢ: the public key of the share that trustee `index` has of the joint secret. */
export function publicShare(group: Group, all: readonly (readonly Point[])[], index: number): Point {
  return all.reduce((sum, commitments) => group.add(sum, committedValue(group, commitments, index)), group.identity);
}

/** The Lagrange coefficient at 0 of the point at `index`, among these. @param among indices, each once, `index` among them */
export function lagrange(among: readonly number[], index: number): Scalar {
  let [above, below] = [1n, 1n];
  for (const other of among) {
    if (other === index) continue;
    above = modulo(above * BigInt(other));
    below = modulo(below * BigInt(other - index));
  }
  return modulo(above * inverse(below));
}
