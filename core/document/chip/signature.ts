import { toHex } from '../../crypto/encoding.ts';
import { type Curve, type CurveName, curves, toNumber } from './curves.ts';
import { type HashName, hashes, hashOf } from './hashes.ts';
import { type PssParameters, type RsaKey, verifyPkcs1, verifyPss } from './rsa.ts';
import { readTlv, readTlvs, type Tlv } from './tlv.ts';

/** A public key out of a certificate. */
export type PublicKey =
  | { readonly kind: 'rsa'; readonly key: RsaKey }
  | { readonly kind: 'ec'; readonly curve: CurveName; readonly point: Uint8Array };

/** How something was signed. `hash: null`: the signer's own digest algorithm says it (CMS with plain rsaEncryption). */
export type SignatureScheme =
  | { readonly kind: 'pkcs1' | 'ecdsa'; readonly hash: HashName | null }
  | ({ readonly kind: 'pss' } & PssParameters);

const RSA = '2a864886f70d0101';
const ECDSA_SHA2 = '2a8648ce3d0403';
const EC_PUBLIC_KEY = '2a8648ce3d0201';
const PRIME_FIELD = '2a8648ce3d0101';
const hashByArc: Readonly<Record<string, HashName>> = {
  '01': 'sha224',
  '02': 'sha256',
  '03': 'sha384',
  '04': 'sha512',
};
const pkcs1ByArc: Readonly<Record<string, HashName>> = {
  '0e': 'sha224',
  '0b': 'sha256',
  '0c': 'sha384',
  '0d': 'sha512',
};
const namedCurves: Readonly<Record<string, CurveName>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
  '2b2403030208010107': 'brainpoolP256r1',
  '2b240303020801010b': 'brainpoolP384r1',
  '2b240303020801010d': 'brainpoolP512r1',
};

/** The scheme of an AlgorithmIdentifier (its value, without the outer tag); null for one that is not accepted here. */
export function parseScheme(algorithm: Uint8Array): SignatureScheme | null {
  const [id, parameters] = readTlvs(algorithm) ?? [];
  if (id?.tag !== 0x06) return null;
  const oid = toHex(id.value);
  if (oid === `${RSA}0a`) return parsePss(parameters);
  if (oid === `${RSA}01`) return { kind: 'pkcs1', hash: null };
  const arc = oid.slice(-2);
  if (oid.startsWith(RSA) && oid.length === RSA.length + 2) {
    const hash = pkcs1ByArc[arc];
    return hash === undefined ? null : { kind: 'pkcs1', hash };
  }
  const hash = oid.startsWith(ECDSA_SHA2) && oid.length === ECDSA_SHA2.length + 2 ? hashByArc[arc] : undefined;
  return hash === undefined ? null : { kind: 'ecdsa', hash };
}

/** RSASSA-PSS-params (RFC 4055 §3.1). Its defaults are SHA-1, which is refused: hash and mask must be named. */
function parsePss(parameters: Tlv | undefined): SignatureScheme | null {
  const fields = parameters?.tag === 0x30 ? readTlvs(parameters.value) : null;
  const field = (tag: number) => fields?.find((one) => one.tag === tag)?.value ?? null;
  const algorithm = (bytes: Uint8Array | null) => {
    const outer = bytes === null ? null : readTlv(bytes);
    return outer?.tag === 0x30 ? readTlvs(outer.value) : null;
  };
  const [hashId] = algorithm(field(0xa0)) ?? [];
  const [, maskAlgorithm] = algorithm(field(0xa1)) ?? [];
  const [maskId] = (maskAlgorithm === undefined ? null : readTlvs(maskAlgorithm.value)) ?? [];
  const salt = field(0xa2);
  const saltNumber = salt === null ? null : readTlv(salt);
  const hash = hashId === undefined ? null : hashOf(hashId.value);
  const maskHash = maskId === undefined ? null : hashOf(maskId.value);
  if (hash === null || maskHash === null) return null;
  return { kind: 'pss', hash, maskHash, saltBytes: saltNumber === null ? 20 : Number(toNumber(saltNumber.value)) };
}

/** The key of a SubjectPublicKeyInfo (its value); null for one that is not accepted here. */
export function parsePublicKey(info: Uint8Array): PublicKey | null {
  const [algorithm, bits] = readTlvs(info) ?? [];
  const [id, parameters] = (algorithm === undefined ? null : readTlvs(algorithm.value)) ?? [];
  if (id === undefined || bits?.tag !== 0x03 || bits.value[0] !== 0) return null;
  const key = bits.value.subarray(1);
  const oid = toHex(id.value);
  if (oid === EC_PUBLIC_KEY) {
    const curve = parameters === undefined ? null : curveOf(parameters);
    return curve === null ? null : { kind: 'ec', curve, point: key };
  }
  if (oid !== `${RSA}01` && oid !== `${RSA}0a`) return null;
  const sequence = readTlv(key);
  const [modulus, exponent] = (sequence === null ? null : readTlvs(sequence.value)) ?? [];
  if (modulus?.tag !== 0x02 || exponent?.tag !== 0x02) return null;
  return { kind: 'rsa', key: { modulus: toNumber(modulus.value), exponent: toNumber(exponent.value) } };
}

/**
 * The curve of a key: named, or spelt out as travel documents do (9303-12 §4.4.2). Spelt out, all of it must be a known
 * curve's, the generator too: a curve with another generator makes signatures that anybody can forge (CVE-2020-0601).
 */
function curveOf(parameters: Tlv): CurveName | null {
  if (parameters.tag === 0x06) return namedCurves[toHex(parameters.value)] ?? null;
  const [, field, equation, base, order] = (parameters.tag === 0x30 ? readTlvs(parameters.value) : null) ?? [];
  const [fieldType, prime] = (field === undefined ? null : readTlvs(field.value)) ?? [];
  const [a, b] = (equation === undefined ? null : readTlvs(equation.value)) ?? [];
  if (!fieldType || !prime || !a || !b || !base || !order || toHex(fieldType.value) !== PRIME_FIELD) return null;
  for (const [name, curve] of Object.entries(curves) as readonly (readonly [CurveName, Curve])[]) {
    const known = curve.Point.CURVE();
    const size = curve.Point.Fp.BYTES;
    const isBase =
      (base.value[0] === 0x04 && toHex(base.value) === toHex(curve.Point.BASE.toBytes(false))) ||
      toHex(base.value) === toHex(curve.Point.BASE.toBytes(true));
    if (
      isBase &&
      base.value.length <= 1 + 2 * size &&
      [prime, a, b, order].every((part, i) => toNumber(part.value) === [known.p, known.a, known.b, known.n][i])
    ) {
      return name;
    }
  }
  return null;
}

/** Whether `signature` over `message` is the key's. `digest`: the hash where the scheme leaves it open. */
export function verifySignature(
  key: PublicKey,
  scheme: SignatureScheme,
  digest: HashName | null,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (scheme.kind === 'pss') return key.kind === 'rsa' && verifyPss(key.key, scheme, message, signature);
  const hash = scheme.hash ?? digest;
  if (hash === null) return false;
  if (scheme.kind === 'pkcs1') return key.kind === 'rsa' && verifyPkcs1(key.key, hash, message, signature);
  if (key.kind !== 'ec') return false;
  try {
    return curves[key.curve].verify(signature, hashes[hash](message), key.point, {
      prehash: false,
      format: 'der',
      lowS: false,
    });
  } catch {
    // A point beside the curve, or a signature that is no DER.
    return false;
  }
}
