import { toHex } from '../../crypto/encoding.ts';
import { type Certificate, parseCertificate, sameSerial } from './certificate.ts';
import { toNumber } from './curves.ts';
import { type HashName, hashes, hashOf } from './hashes.ts';
import { parseScheme, verifySignature } from './signature.ts';
import { readTlv, readTlvs, same, type Tlv, valueAt } from './tlv.ts';

const SIGNED_DATA = '2a864886f70d010702';
const LDS_SECURITY_OBJECT = '678108010101';
const CONTENT_TYPE = '2a864886f70d010903';
const MESSAGE_DIGEST = '2a864886f70d010904';

/** The document security object (9303-10 §4.6.2): hashes of all data groups, signed by a document signer. */
export interface SecurityObject {
  readonly hash: HashName;
  /** Hash of each data group's file, by number. */
  readonly groups: ReadonlyMap<number, Uint8Array>;
  readonly signer: Certificate;
}

/** Why a security object cannot be believed whatever it says. */
export type SecurityFault = 'malformed' | 'algorithm' | 'no-signer' | 'digest' | 'signature';

/**
 * Reads EF.SOD (CMS SignedData, RFC 5652) and checks the signer's signature over it. Whether the signer itself may be
 * believed is passive.ts's part.
 */
export function openSecurityObject(file: Uint8Array): SecurityObject | SecurityFault {
  const content = valueAt(file, 0x77, 0x30);
  const [type, wrapped] = (content === null ? null : readTlvs(content)) ?? [];
  if (type === undefined || wrapped?.tag !== 0xa0 || toHex(type.value) !== SIGNED_DATA) return 'malformed';
  const fields = readTlvs(readTlv(wrapped.value)?.value ?? new Uint8Array()) ?? [];
  const inner = fields.find(({ tag }) => tag === 0x30);
  const certificates = fields.find(({ tag }) => tag === 0xa0);
  const signers = fields.findLast(({ tag }) => tag === 0x31);
  const [innerType, innerContent] = (inner === undefined ? null : readTlvs(inner.value)) ?? [];
  const payload = innerContent?.tag === 0xa0 ? readTlv(innerContent.value) : null;
  // One signer, no more (9303-10 table 36).
  const signerInfo = signers === undefined ? null : readTlv(signers.value);
  if (!innerType || payload?.tag !== 0x04 || !certificates || signerInfo?.tag !== 0x30) return 'malformed';
  if (toHex(innerType.value) !== LDS_SECURITY_OBJECT) return 'malformed';

  const signer = checkSigner(signerInfo, readTlvs(certificates.value) ?? [], innerType.value, payload.value);
  if (typeof signer === 'string') return signer;
  const groups = readGroups(payload.value);
  return typeof groups === 'string' ? groups : { ...groups, signer };
}

function checkSigner(
  info: Tlv,
  certificates: readonly Tlv[],
  contentType: Uint8Array,
  payload: Uint8Array,
): Certificate | SecurityFault {
  const [, identity, digestAlgorithm, ...rest] = readTlvs(info.value) ?? [];
  const attributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [algorithm, signature] = rest;
  if (!identity || !digestAlgorithm || !algorithm || signature?.tag !== 0x04) return 'malformed';
  const digestOid = readTlv(digestAlgorithm.value);
  const digest = digestOid === null ? null : hashOf(digestOid.value);
  const scheme = parseScheme(algorithm.value);
  if (digest === null || scheme === null) return 'algorithm';
  const signer = certificates
    .map(({ raw }) => parseCertificate(raw))
    .find((certificate) => certificate !== null && isMeant(identity, certificate));
  if (!signer) return 'no-signer';
  let message = payload;
  if (attributes !== undefined) {
    if (!same(attribute(attributes, CONTENT_TYPE)?.value ?? new Uint8Array(), contentType)) return 'malformed';
    if (!same(attribute(attributes, MESSAGE_DIGEST)?.value ?? new Uint8Array(), hashes[digest](payload)))
      return 'digest';
    // Signed as a SET, though sent as [0] (RFC 5652 §5.4).
    message = Uint8Array.from(attributes.raw);
    message[0] = 0x31;
  }
  // A scheme that names another hash than the signer's digest algorithm is a contradiction.
  if (scheme.hash !== null && scheme.hash !== digest) return 'algorithm';
  return verifySignature(signer.key, scheme, digest, message, signature.value) ? signer : 'signature';
}

/** The signer is named by issuer and serial number, or by key identifier. */
function isMeant(identity: Tlv, certificate: Certificate): boolean {
  if (identity.tag === 0x80) {
    return certificate.subjectKeyId !== null && same(identity.value, certificate.subjectKeyId);
  }
  const [issuer, serial] = readTlvs(identity.value) ?? [];
  return (
    identity.tag === 0x30 &&
    issuer !== undefined &&
    serial !== undefined &&
    same(issuer.raw, certificate.issuer) &&
    sameSerial(serial.value, certificate.serial)
  );
}

/** The one value of a signed attribute. */
function attribute(attributes: Tlv, oid: string): Tlv | null {
  for (const one of readTlvs(attributes.value) ?? []) {
    const [id, values] = readTlvs(one.value) ?? [];
    if (id !== undefined && values?.tag === 0x31 && toHex(id.value) === oid) return readTlv(values.value);
  }
  return null;
}

/** LDSSecurityObject (9303-10 §4.6.2.3). */
function readGroups(payload: Uint8Array): { hash: HashName; groups: ReadonlyMap<number, Uint8Array> } | SecurityFault {
  const whole = readTlv(payload);
  const [, algorithm, list] = (whole?.tag === 0x30 ? readTlvs(whole.value) : null) ?? [];
  const oid = algorithm === undefined ? null : readTlv(algorithm.value);
  if (oid === null || list?.tag !== 0x30) return 'malformed';
  const hash = hashOf(oid.value);
  if (hash === null) return 'algorithm';
  const groups = new Map<number, Uint8Array>();
  for (const entry of readTlvs(list.value) ?? []) {
    const [number, value] = readTlvs(entry.value) ?? [];
    if (number?.tag !== 0x02 || value?.tag !== 0x04) return 'malformed';
    groups.set(Number(toNumber(number.value)), value.value);
  }
  return { hash, groups };
}
