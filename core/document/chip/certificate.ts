import { toHex } from '../../crypto/encoding.ts';
import { toNumber } from './curves.ts';
import { type PublicKey, parsePublicKey, parseScheme, type SignatureScheme, verifySignature } from './signature.ts';
import { readTlv, readTlvs, type Tlv, valueAt } from './tlv.ts';

/** An X.509 certificate (RFC 5280), as far as travel documents need it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** What was signed. */
  readonly signed: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  /** Names and serial number as DER, for comparison. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly serial: Uint8Array;
  /** First and last day, YYYY-MM-DD, as the certificate says them (UTC). */
  readonly validFrom: string;
  readonly validTo: string;
  readonly key: PublicKey;
  /** The subject's country, two letters in upper case, or null. */
  readonly country: string | null;
  readonly isAuthority: boolean;
  /** Key usage bits as bytes, or null where the extension is missing. */
  readonly keyUsage: { readonly digitalSignature: boolean; readonly certSign: boolean } | null;
  readonly subjectKeyId: Uint8Array | null;
  readonly authorityKeyId: Uint8Array | null;
}

const COUNTRY = '550406';
const EXTENSION = { subjectKeyId: '551d0e', keyUsage: '551d0f', basicConstraints: '551d13', authorityKeyId: '551d23' };

/** Reads a certificate; null if it is none, or its key or signature is of a kind that is not accepted here. */
export function parseCertificate(der: Uint8Array): Certificate | null {
  const whole = readTlv(der);
  const [signed, algorithm, bits] = (whole?.tag === 0x30 ? readTlvs(whole.value) : null) ?? [];
  if (signed?.tag !== 0x30 || algorithm?.tag !== 0x30 || bits?.tag !== 0x03 || bits.value[0] !== 0) return null;
  let fields = readTlvs(signed.value) ?? [];
  if (fields[0]?.tag === 0xa0) fields = fields.slice(1);
  const [serial, inner, issuer, validity, subject, keyInfo] = fields;
  if (!serial || !inner || !issuer || !validity || !subject || !keyInfo) return null;
  const scheme = parseScheme(algorithm.value);
  const key = parsePublicKey(keyInfo.value);
  const [from, to] = (readTlvs(validity.value) ?? []).map(dayOf);
  // Both statements of the algorithm must agree (RFC 5280 §4.1.1.2).
  if (scheme === null || key === null || !from || !to || toHex(inner.raw) !== toHex(algorithm.raw)) return null;
  const list = fields.find(({ tag }) => tag === 0xa3);
  const extensions = readExtensions(list);
  if (extensions === null) return null;
  const constraints = extensions.get(EXTENSION.basicConstraints);
  const usage = extensions.get(EXTENSION.keyUsage);
  const subjectKeyId = extensions.get(EXTENSION.subjectKeyId);
  const authorityKeyId = extensions.get(EXTENSION.authorityKeyId);
  return {
    der: whole?.raw ?? der,
    signed: signed.raw,
    scheme,
    signature: bits.value.subarray(1),
    issuer: issuer.raw,
    subject: subject.raw,
    serial: serial.value,
    validFrom: from,
    validTo: to,
    key,
    country: countryOf(subject.value),
    isAuthority: constraints !== undefined && valueAt(constraints, 0x30, 0x01)?.[0] === 0xff,
    keyUsage: usage === undefined ? null : usageOf(usage),
    subjectKeyId: subjectKeyId === undefined ? null : (readTlv(subjectKeyId)?.value ?? null),
    authorityKeyId: authorityKeyId === undefined ? null : valueAt(authorityKeyId, 0x30, 0x80),
  };
}

/** Whether `authority` signed `certificate`. */
export function signedBy(certificate: Certificate, authority: Certificate): boolean {
  return verifySignature(authority.key, certificate.scheme, null, certificate.signed, certificate.signature);
}

/** UTCTime (two digits of the year, RFC 5280 §4.1.2.5.1) or GeneralizedTime; null for anything else. */
function dayOf({ tag, value }: Tlv): string | null {
  const text = String.fromCharCode(...value);
  const match = tag === 0x17 ? /^(\d{2})(\d{2})(\d{2})\d{4}/.exec(text) : /^(\d{4})(\d{2})(\d{2})\d{4}/.exec(text);
  if (match === null || (tag !== 0x17 && tag !== 0x18)) return null;
  const [, year = '', month = '', day = ''] = match;
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  return `${century}${year}-${month}-${day}`;
}

function readExtensions(list: Tlv | undefined): ReadonlyMap<string, Uint8Array> | null {
  const found = new Map<string, Uint8Array>();
  if (list === undefined) return found;
  const sequence = readTlv(list.value);
  for (const extension of (sequence === null ? null : readTlvs(sequence.value)) ?? []) {
    const parts = readTlvs(extension.value) ?? [];
    const id = parts[0];
    const value = parts.at(-1);
    if (id?.tag !== 0x06 || value?.tag !== 0x04) return null;
    found.set(toHex(id.value), value.value);
  }
  return found;
}

/** KeyUsage is a string of bits: the first is digitalSignature, the sixth keyCertSign. */
function usageOf(extension: Uint8Array): { digitalSignature: boolean; certSign: boolean } {
  const bits = readTlv(extension)?.value[1] ?? 0;
  return { digitalSignature: (bits & 0x80) !== 0, certSign: (bits & 0x04) !== 0 };
}

function countryOf(name: Uint8Array): string | null {
  for (const set of readTlvs(name) ?? []) {
    for (const attribute of readTlvs(set.value) ?? []) {
      const [id, value] = readTlvs(attribute.value) ?? [];
      if (id !== undefined && value !== undefined && toHex(id.value) === COUNTRY) {
        return String.fromCharCode(...value.value).toUpperCase();
      }
    }
  }
  return null;
}

/** Serial numbers are compared as numbers: one more leading zero does not make another certificate. */
export function sameSerial(a: Uint8Array, b: Uint8Array): boolean {
  return toNumber(a) === toNumber(b);
}
