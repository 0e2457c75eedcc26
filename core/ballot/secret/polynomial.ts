import { toHex } from '../../crypto/encoding.ts';
import { challenge, u32 } from './frame.ts';
import { type Group, isSame, modulo, type Point, type Scalar, scalarBytes } from './group.ts';
import type { Proof } from './manifest.ts';
import { coefficientChallenge, committedValue } from './trustees.ts';

/**
 * A trustee's secret polynomial: as many coefficients as trustees open together, lowest first. Its value at i is what trustee
 * i is given; the sum of all trustees' values at 0 is the joint secret, which is nowhere.
 */
export type Polynomial = readonly Scalar[];

/** f(x). */
export function valueAt(polynomial: Polynomial, x: number): Scalar {
  return polynomial.reduceRight((sum, coefficient) => modulo(sum * BigInt(x) + coefficient), 0n);
}

/** What a trustee publishes of a polynomial: commitments to its coefficients, and proofs that they are known. */
export function commitments(
  group: Group,
  ceremony: Uint8Array,
  index: number,
  polynomial: Polynomial,
): { readonly commitments: readonly string[]; readonly proofs: readonly Proof[] } {
  const points = polynomial.map((coefficient) => group.multiplyBase(coefficient));
  const proofs = polynomial.map((coefficient, j) => {
    // Drawn from the secret and from what is proven: no number serves two proofs, and no source of chance is needed here.
    const w = challenge('taanuu/coefficient-nonce/1', scalarBytes(coefficient), ceremony, u32(index), u32(j));
    const c = coefficientChallenge(ceremony, index, j, points[j] ?? group.identity, group.multiplyBase(w));
    return { c: toHex(scalarBytes(c)), z: toHex(scalarBytes(modulo(w + c * coefficient))) };
  });
  return { commitments: points.map(({ bytes }) => toHex(bytes)), proofs };
}

/** Whether what trustee `index` was given is the value of the polynomial that its maker has committed to. */
export function isValueAt(group: Group, committed: readonly Point[], index: number, value: Scalar): boolean {
  return isSame(group.multiplyBase(value), committedValue(group, committed, index));
}
