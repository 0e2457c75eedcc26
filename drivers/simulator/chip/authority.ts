import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join, tlv } from '../../../core/document/chip/tlv.ts';

/**
 * A state's authority (CSCA) and its document signer, made up: certificates and security objects in DER, signed by
 * node:crypto, so that what core verifies was not signed by core.
 */
export type SigningAlgorithm =
  | 'rsa'
  | 'rsa-pss'
  | 'prime256v1'
  | 'secp384r1'
  | 'secp521r1'
  | 'brainpoolP256r1'
  | 'brainpoolP384r1'
  | 'brainpoolP512r1';

export type Digest = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
export const oid = (text: string): Uint8Array => tlv(0x06, hex(text));
export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...parts);
export const octets = (bytes: Uint8Array): Uint8Array => tlv(0x04, bytes);
/** A small whole number, or the bytes of a large one. */
export function integer(value: number | Uint8Array): Uint8Array {
  const bytes = typeof value === 'number' ? Uint8Array.of(value) : value;
  return tlv(0x02, (bytes[0] as number) & 0x80 ? join(Uint8Array.of(0), bytes) : bytes);
}
const bits = (bytes: Uint8Array) => tlv(0x03, Uint8Array.of(0), bytes);
const text = (value: string) => Uint8Array.from(Buffer.from(value, 'latin1'));
const nothing = tlv(0x05);

const digestOids: Readonly<Record<Digest, string>> = {
  sha1: '2b0e03021a',
  sha224: '608648016503040204',
  sha256: '608648016503040201',
  sha384: '608648016503040202',
  sha512: '608648016503040203',
};
export const digestAlgorithm = (digest: Digest): Uint8Array => sequence(oid(digestOids[digest]), nothing);
const pkcs1Arc: Readonly<Record<Digest, string>> = {
  sha1: '05',
  sha224: '0e',
  sha256: '0b',
  sha384: '0c',
  sha512: '0d',
};
const ecdsaArc: Readonly<Record<Digest, string>> = { sha1: '', sha224: '01', sha256: '02', sha384: '03', sha512: '04' };

export interface Signer {
  readonly algorithm: SigningAlgorithm;
  readonly digest: Digest;
  readonly key: KeyObject;
  readonly publicInfo: Uint8Array;
}

/** A fresh key. `explicit`: the curve is spelt out in the certificate, as most travel documents do it. */
export function makeSigner(algorithm: SigningAlgorithm, digest: Digest = 'sha256', explicit = false): Signer {
  if (algorithm === 'rsa' || algorithm === 'rsa-pss') {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return { algorithm, digest, key: privateKey, publicInfo: publicKey.export({ type: 'spki', format: 'der' }) };
  }
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: algorithm,
    ...(explicit ? { paramEncoding: 'explicit' as const } : {}),
  });
  return { algorithm, digest, key: privateKey, publicInfo: publicKey.export({ type: 'spki', format: 'der' }) };
}

const saltBytes = (digest: Digest) => ({ sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 })[digest];

function algorithmOf({ algorithm, digest }: Signer): Uint8Array {
  if (algorithm === 'rsa') return sequence(oid(`2a864886f70d0101${pkcs1Arc[digest]}`), nothing);
  if (algorithm !== 'rsa-pss')
    return sequence(oid(digest === 'sha1' ? '2a8648ce3d0401' : `2a8648ce3d0403${ecdsaArc[digest]}`));
  const parameters = sequence(
    tlv(0xa0, digestAlgorithm(digest)),
    tlv(0xa1, sequence(oid('2a864886f70d010108'), digestAlgorithm(digest))),
    tlv(0xa2, integer(saltBytes(digest))),
  );
  return sequence(oid('2a864886f70d01010a'), parameters);
}

function signed(signer: Signer, message: Uint8Array): Uint8Array {
  const padding =
    signer.algorithm === 'rsa-pss'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltBytes(signer.digest) }
      : {};
  return sign(signer.digest, message, { key: signer.key, ...padding });
}

export interface Certified extends Signer {
  readonly certificate: Uint8Array;
  readonly name: Uint8Array;
  /** Name of the one who signed the certificate. */
  readonly issuer: Uint8Array;
  readonly serial: number;
}

const nameOf = (country: string, common: string) =>
  sequence(
    tlv(0x31, sequence(oid('550406'), tlv(0x13, text(country)))),
    tlv(0x31, sequence(oid('550403'), tlv(0x0c, text(common)))),
  );

interface CertificateOptions {
  readonly country?: string;
  readonly common: string;
  readonly serial: number;
  /** Absent: signed by itself. */
  readonly issuer?: Certified;
  readonly authority: boolean;
  /** YYYYMMDD */
  readonly from?: string;
  readonly to?: string;
}

/** A certificate for `signer`. */
export function certify(signer: Signer, options: CertificateOptions): Certified {
  const { country = 'KG', common, serial, issuer, authority, from = '20200101', to = '20400101' } = options;
  const name = nameOf(country, common);
  const by = issuer ?? { ...signer, name };
  // GeneralizedTime throughout: OpenSSL reads it too.
  const time = (day: string) => tlv(0x18, text(`${day}000000Z`));
  const extension = (id: string, value: Uint8Array) => sequence(oid(id), tlv(0x01, Uint8Array.of(0xff)), octets(value));
  const body = sequence(
    tlv(0xa0, integer(2)),
    integer(serial),
    algorithmOf(by),
    by.name,
    sequence(time(from), time(to)),
    name,
    signer.publicInfo,
    tlv(
      0xa3,
      sequence(
        extension('551d13', authority ? sequence(tlv(0x01, Uint8Array.of(0xff))) : sequence()),
        extension('551d0f', tlv(0x03, authority ? Uint8Array.of(1, 0x06) : Uint8Array.of(7, 0x80))),
      ),
    ),
  );
  return {
    ...signer,
    certificate: sequence(body, algorithmOf(by), bits(signed(by, body))),
    name,
    issuer: by.name,
    serial,
  };
}

/** An authority and one document signer under it. */
export interface TestState {
  readonly authority: Certified;
  readonly signer: Certified;
}

/** Makes both, with the same algorithm. */
export function makeState(
  algorithm: SigningAlgorithm = 'prime256v1',
  options: { digest?: Digest; explicit?: boolean; country?: string; from?: string; to?: string } = {},
): TestState {
  const { digest = 'sha256', explicit = false, country = 'KG', ...validity } = options;
  const authority = certify(makeSigner(algorithm, digest, explicit), {
    country,
    common: 'Test CSCA',
    serial: 1,
    authority: true,
  });
  const signer = certify(makeSigner(algorithm, digest, explicit), {
    country,
    common: 'Test document signer',
    serial: 77,
    issuer: authority,
    authority: false,
    ...validity,
  });
  return { authority, signer };
}

/** Signs `message` as `signer` would: the value of a CMS signature. */
export const signatureOf = (signer: Signer, message: Uint8Array): { algorithm: Uint8Array; value: Uint8Array } => ({
  algorithm: algorithmOf(signer),
  value: signed(signer, message),
});
