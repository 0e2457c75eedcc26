import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';

/**
 * The elliptic curves of travel documents. Brainpool is not in every OpenSSL (Electron's has none), so all of them
 * come from @noble/curves, in the browser too.
 */
export type CurveName = 'P-256' | 'P-384' | 'P-521' | 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1';

export const curves = {
  'P-256': p256,
  'P-384': p384,
  'P-521': p521,
  brainpoolP256r1,
  brainpoolP384r1,
  brainpoolP512r1,
} as const satisfies Record<CurveName, unknown>;

export type Curve = (typeof curves)[CurveName];
export type Point = InstanceType<Curve['Point']>;

/** A big-endian number. */
export function toNumber(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}

/** A number in `length` bytes, big-endian. */
export function toBytes(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** The point of an uncompressed encoding (04 X Y) that lies on the curve; null for anything else, infinity too. */
export function readPoint(curve: Curve, bytes: Uint8Array): Point | null {
  if (bytes[0] !== 0x04) return null;
  try {
    return curve.Point.fromBytes(bytes);
  } catch {
    // Not on the curve, or of another length.
    return null;
  }
}
