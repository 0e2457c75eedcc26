import { type Certificate, parseCertificate, signedBy } from './certificate.ts';
import { readTlv, readTlvs, same } from './tlv.ts';

/** Why a certificate cannot stand on the list of believed authorities. */
export type AuthorityFault =
  | 'not-a-certificate'
  /** Its key or signature is of a kind that is not spoken here: its documents would all be of an unknown authority. */
  | 'unsupported'
  /** A document signer's or a server's: it may sign no certificates. */
  | 'not-an-authority'
  /** It is neither signed by itself nor by the one of the list that it names. */
  | 'signature'
  /** Not yet or no longer valid on that day. */
  | 'validity'
  | 'twice';

/**
 * Checks certificates for the list of believed authorities (CSCA; self-signed ones and links, 9303-12 §7.1) as passive
 * authentication will use them. A link whose older authority is not on the list is believed as it stands: whoever makes
 * the list vouches for it.
 * @param ders DER of each certificate
 * @param on the day on which documents will be read, YYYY-MM-DD
 * @returns what is wrong with each, in the same order; null: it can be used
 */
export function authorityFaults(ders: readonly Uint8Array[], on: string): readonly (AuthorityFault | null)[] {
  const read = ders.map(parseCertificate);
  const known = read.filter((one) => one !== null);
  return read.map((one, i) => {
    const der = ders[i] as Uint8Array;
    if (one === null) return isCertificate(der) ? 'unsupported' : 'not-a-certificate';
    // Bytes after its end are no part of it.
    if (one.der.length !== der.length) return 'not-a-certificate';
    if (!one.isAuthority || one.keyUsage?.certSign === false) return 'not-an-authority';
    const issuers = known.filter((other) => names(one, other));
    if (issuers.length > 0 && !issuers.some((other) => signedBy(one, other))) return 'signature';
    if (on < one.validFrom || on > one.validTo) return 'validity';
    return read.slice(0, i).some((other) => other !== null && same(other.der, one.der)) ? 'twice' : null;
  });
}

/** Whether `one` says that `other` signed it: by key where both say one, because an authority keeps its name over keys. */
function names(one: Certificate, other: Certificate): boolean {
  if (one.authorityKeyId !== null && other.subjectKeyId !== null) return same(one.authorityKeyId, other.subjectKeyId);
  return same(one.issuer, other.subject);
}

/** Three parts, as every certificate has, whatever is in them. */
function isCertificate(der: Uint8Array): boolean {
  const whole = readTlv(der);
  const tags = whole?.tag === 0x30 ? readTlvs(whole.value)?.map(({ tag }) => tag) : null;
  return tags?.join() === '48,48,3' && whole?.raw.length === der.length;
}
