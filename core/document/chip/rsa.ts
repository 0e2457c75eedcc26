import { fromHex } from '../../crypto/encoding.ts';
import { toBytes, toNumber } from './curves.ts';
import { type HashName, hashes, hashOid } from './hashes.ts';
import { join, same, tlv } from './tlv.ts';

/**
 * RSA signatures, verification only (RFC 8017): nothing here is secret. Own code because core runs in the browser too,
 * and because Electron's OpenSSL refuses certificates whose key is marked as RSASSA-PSS.
 */
export interface RsaKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** Shorter keys are refused, longer ones and longer exponents too: they would only cost time. */
const MODULUS_BITS = { min: 2_048, max: 8_192 } as const;
const MAX_EXPONENT = 0xffff_ffffn;

/** The signature's number to the public power, in as many bytes as the modulus; null if key or signature are out of range. */
function recover(key: RsaKey, signature: Uint8Array): Uint8Array | null {
  const bits = key.modulus.toString(2).length;
  const value = toNumber(signature);
  if (bits < MODULUS_BITS.min || bits > MODULUS_BITS.max || signature.length !== Math.ceil(bits / 8)) return null;
  if (value >= key.modulus || key.exponent < 3n || key.exponent > MAX_EXPONENT || key.exponent % 2n === 0n) return null;
  let power = 1n;
  for (const bit of key.exponent.toString(2)) {
    power = (power * power) % key.modulus;
    if (bit === '1') power = (power * value) % key.modulus;
  }
  return toBytes(power, signature.length);
}

/** RSASSA-PKCS1-v1_5 (§8.2.2): the whole encoded message is built and compared. */
export function verifyPkcs1(key: RsaKey, hash: HashName, message: Uint8Array, signature: Uint8Array): boolean {
  const found = recover(key, signature);
  if (found === null) return false;
  const oid = tlv(0x06, fromHex(hashOid(hash)) as Uint8Array);
  const digest = hashes[hash](message);
  // The parameters are NULL; some signers leave them out (RFC 8017 appendix B.1 asks to accept both).
  return [tlv(0x05), new Uint8Array()].some((parameters) => {
    const info = tlv(0x30, tlv(0x30, oid, parameters), tlv(0x04, digest));
    const filling = found.length - info.length - 3;
    if (filling < 8) return false;
    return same(found, join(Uint8Array.of(0, 1), new Uint8Array(filling).fill(0xff), Uint8Array.of(0), info));
  });
}

export interface PssParameters {
  readonly hash: HashName;
  /** Of the mask generation function. */
  readonly maskHash: HashName;
  readonly saltBytes: number;
}

/** RSASSA-PSS (§8.1.2, §9.1.2). */
export function verifyPss(key: RsaKey, parameters: PssParameters, message: Uint8Array, signature: Uint8Array): boolean {
  const whole = recover(key, signature);
  if (whole === null) return false;
  const hash = hashes[parameters.hash];
  const length = hash.outputLen;
  const bits = key.modulus.toString(2).length - 1;
  const size = Math.ceil(bits / 8);
  // Where the modulus has 8k + 1 bits, the encoded message is a byte shorter than it.
  const encoded = whole.subarray(whole.length - size);
  if (whole.length > size && whole[0] !== 0) return false;
  if (size < length + parameters.saltBytes + 2 || encoded[size - 1] !== 0xbc) return false;
  const masked = encoded.subarray(0, size - length - 1);
  const digest = encoded.subarray(size - length - 1, size - 1);
  const unused = 8 * size - bits;
  if ((masked[0] as number) >> (8 - unused) !== 0) return false;
  const mask = generateMask(parameters.maskHash, digest, masked.length);
  const block = masked.map((byte, i) => byte ^ (mask[i] as number));
  block[0] = (block[0] as number) & (0xff >> unused);
  const zeros = block.length - parameters.saltBytes - 1;
  if (block.subarray(0, zeros).some((byte) => byte !== 0) || block[zeros] !== 1) return false;
  const salt = block.subarray(zeros + 1);
  return same(hash(join(new Uint8Array(8), hash(message), salt)), digest);
}

/** MGF1 (RFC 8017 appendix B.2.1). */
function generateMask(name: HashName, seed: Uint8Array, length: number): Uint8Array {
  const hash = hashes[name];
  const parts: Uint8Array[] = [];
  for (let i = 0; i * hash.outputLen < length; i++) parts.push(hash(join(seed, toBytes(BigInt(i), 4))));
  return join(...parts).subarray(0, length);
}
