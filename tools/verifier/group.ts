import { ristretto255 } from '@noble/curves/ed25519.js';
import type { Bytes } from './bytes.ts';

/**
 * ristretto255 over bytes: all that a verifier needs. Two libraries do it, which share nothing: this one in JavaScript, for
 * the telephone and for a second opinion (`--slow`), and libsodium (fast-group.ts), some times as fast.
 *
 * Points given to an operation have been accepted by `accepts`, or came out of an operation; scalars are below L.
 */
export interface Group {
  /** Whether these 32 bytes are a point, in the one spelling that it has. */
  accepts(point: Uint8Array): boolean;
  /** scalar·G */
  base(scalar: bigint): Bytes;
  times(scalar: bigint, point: Uint8Array): Bytes;
  plus(one: Uint8Array, other: Uint8Array): Bytes;
  minus(one: Uint8Array, other: Uint8Array): Bytes;
}

/** The identity: no public key, no commitment and no `a` may be it. */
export const IDENTITY: Bytes = new Uint8Array(32);

const { Point } = ristretto255;
const read = (bytes: Uint8Array) => Point.fromBytes(bytes);
const written = (point: ReturnType<typeof read>): Bytes => Uint8Array.from(point.toBytes());

/** The group by @noble/curves. Nothing that a verifier multiplies with is secret, so its faster way is taken. */
export const slowGroup: Group = {
  accepts: (point) => {
    try {
      read(point);
      return true;
    } catch {
      return false;
    }
  },
  base: (scalar) => written(scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar)),
  times: (scalar, point) => written(scalar === 0n ? Point.ZERO : read(point).multiplyUnsafe(scalar)),
  plus: (one, other) => written(read(one).add(read(other))),
  minus: (one, other) => written(read(one).subtract(read(other))),
};
