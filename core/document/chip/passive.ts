import { type Certificate, parseCertificate, signedBy } from './certificate.ts';
import { hashes } from './hashes.ts';
import { openSecurityObject, type SecurityFault } from './sod.ts';
import { same } from './tlv.ts';

/** Why a chip's contents are not vouched for. All of them that were found are told. */
export type AuthenticityReason =
  /** The security object itself: broken, signed by an algorithm that is not accepted, or not signed rightly. */
  | { readonly reason: `object-${SecurityFault}` }
  /** No authority of the list issued the signer's certificate. */
  | { readonly reason: 'unknown-authority'; readonly country: string | null }
  /** An authority of the list has the issuer's name, but did not sign the certificate. */
  | { readonly reason: 'chain' }
  /** The signer's certificate is not made for signing documents. */
  | { readonly reason: 'signer-usage' }
  /** Signer or authority: not yet or no longer valid on the day that was asked about. */
  | { readonly reason: 'validity' }
  /** A data group is not what was signed, or was not signed at all. */
  | { readonly reason: 'group'; readonly group: number };

/** Passive authentication's verdict (9303-11 §5.1): says who wrote the data, not that the chip is no copy. */
export type Authenticity =
  | { readonly genuine: true; readonly country: string | null; readonly signerSerial: Uint8Array }
  | { readonly genuine: false; readonly reasons: readonly AuthenticityReason[] };

/** The authorities (CSCA) that are believed, read once. */
export class TrustedAuthorities {
  readonly certificates: readonly Certificate[];
  /** Certificates of the list that could not be read: to be named at set-up, not at a voter's document. */
  readonly unreadable: number;

  /** @param ders DER of each certificate, as the signed election package brings them */
  constructor(ders: readonly Uint8Array[]) {
    const read = ders.map(parseCertificate);
    this.certificates = read.filter((one) => one !== null);
    this.unreadable = read.length - this.certificates.length;
  }
}

/**
 * Whether the data groups that were read are the ones that a known authority's signer signed.
 * @param groups each file that was read, whole, by the number of its data group
 * @param on the day for which certificates must be valid, YYYY-MM-DD; null where the clock is not to be believed
 */
export function authenticate(
  sod: Uint8Array,
  groups: ReadonlyMap<number, Uint8Array>,
  trusted: TrustedAuthorities,
  on: string | null,
): Authenticity {
  const opened = openSecurityObject(sod);
  if (typeof opened === 'string') return { genuine: false, reasons: [{ reason: `object-${opened}` }] };
  const { signer } = opened;
  const reasons: AuthenticityReason[] = [];
  if (signer.isAuthority || signer.keyUsage?.digitalSignature === false) reasons.push({ reason: 'signer-usage' });

  const named = trusted.certificates.filter((authority) => mayHaveIssued(authority, signer));
  const authority = named.find((one) => signedBy(signer, one));
  if (named.length === 0) reasons.push({ reason: 'unknown-authority', country: signer.country });
  else if (authority === undefined) reasons.push({ reason: 'chain' });

  const ends = authority === undefined ? [signer] : [signer, authority];
  if (on !== null && ends.some(({ validFrom, validTo }) => on < validFrom || on > validTo)) {
    reasons.push({ reason: 'validity' });
  }
  for (const [group, file] of groups) {
    const expected = opened.groups.get(group);
    if (expected === undefined || !same(hashes[opened.hash](file), expected)) reasons.push({ reason: 'group', group });
  }
  if (reasons.length > 0 || authority === undefined) return { genuine: false, reasons };
  return { genuine: true, country: authority.country, signerSerial: signer.serial };
}

/** By name, or by key where both say one: names of authorities were changed while their keys went on. */
function mayHaveIssued(authority: Certificate, signer: Certificate): boolean {
  if (!authority.isAuthority || authority.keyUsage?.certSign === false) return false;
  const byKey =
    authority.subjectKeyId !== null &&
    signer.authorityKeyId !== null &&
    same(authority.subjectKeyId, signer.authorityKeyId);
  return byKey || same(authority.subject, signer.issuer);
}

/** What a person is told of a verdict; null where everything is right. */
export function authenticityProblem(
  verdict: Authenticity,
): { readonly code: 'chip.not-genuine' | 'chip.authority-unknown' } | null {
  if (verdict.genuine) return null;
  const unknownOnly = verdict.reasons.every(({ reason }) => reason === 'unknown-authority');
  return { code: unknownOnly ? 'chip.authority-unknown' : 'chip.not-genuine' };
}
