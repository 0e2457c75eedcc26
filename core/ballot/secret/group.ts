/**
 * The group in which ballots are secret: ristretto255 (RFC 9496), written additively. Two implementations give the same bytes:
 * `nobleGroup` (./noble-group.ts, everywhere, the browser too) and `sodiumGroup` (main/crypto/sodium-group.ts, several times
 * faster, for processes that encrypt or verify).
 */
export interface Group {
  /** The generator. */
  readonly base: Point;
  /** The neutral element: 32 zero bytes. */
  readonly identity: Point;
  /** The point of 32 bytes; undefined for every spelling that RFC 9496, 4.3.1 refuses. The identity is a point. */
  decode(bytes: Uint8Array): Point | undefined;
  add(left: Point, right: Point): Point;
  subtract(left: Point, right: Point): Point;
  /** scalar · point. Takes the same time whatever the scalar is, as far as the implementation can promise it. */
  multiply(point: Point, scalar: Scalar): Point;
  /** scalar · generator. */
  multiplyBase(scalar: Scalar): Point;
  /** The same point, made ready to be multiplied very often. */
  prepare(point: Point): Point;
}

/** An element of the group. Equal elements have equal bytes. */
export interface Point {
  readonly bytes: Uint8Array;
}

/** A number modulo `ORDER`, 0 or more and below it. */
export type Scalar = bigint;

/** L, the prime order of the group (RFC 9496, 4). */
export const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Bytes of a point and of a scalar. */
export const ELEMENT_BYTES = 32;

/** The number modulo `ORDER`, never negative. */
export function modulo(value: bigint): Scalar {
  const rest = value % ORDER;
  return rest < 0n ? rest + ORDER : rest;
}

/** 1 / value modulo `ORDER` (Fermat). The value is no secret. Throws for 0, which has none: a bug. */
export function inverse(value: Scalar): Scalar {
  if (modulo(value) === 0n) throw new RangeError('0 has no inverse');
  let [result, power, exponent] = [1n, modulo(value), ORDER - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = modulo(result * power);
    power = modulo(power * power);
  }
  return result;
}

/** Bytes as a little-endian number. */
export function littleEndian(bytes: Uint8Array): bigint {
  let digits = '';
  for (const byte of bytes) digits = byte.toString(16).padStart(2, '0') + digits;
  return BigInt(`0x${digits === '' ? '0' : digits}`);
}

/** 32 bytes, little-endian. Throws for a number that is no scalar: a bug. */
export function scalarBytes(scalar: Scalar): Uint8Array {
  if (scalar < 0n || scalar >= ORDER) throw new RangeError('not a scalar');
  const digits = scalar.toString(16).padStart(2 * ELEMENT_BYTES, '0');
  return Uint8Array.from({ length: ELEMENT_BYTES }, (_, at) =>
    Number.parseInt(digits.slice(2 * (ELEMENT_BYTES - 1 - at), 2 * (ELEMENT_BYTES - at)), 16),
  );
}

/** The scalar of 32 bytes in its one spelling; undefined for any other. */
export function readScalar(bytes: Uint8Array): Scalar | undefined {
  if (bytes.length !== ELEMENT_BYTES) return undefined;
  const value = littleEndian(bytes);
  return value < ORDER ? value : undefined;
}

/** Whether both are the same element. */
export function isSame(left: Point, right: Point): boolean {
  return left.bytes.every((byte, at) => byte === right.bytes[at]);
}

/** Whether it is the neutral element. */
export function isIdentity({ bytes }: Point): boolean {
  return bytes.every((byte) => byte === 0);
}
