import { X509Certificate } from 'node:crypto';
import { err, ok, type Result } from '../../../core/problem/result.ts';

/** Whom a device may be vouched for by: certificates of device providers, and the time at which validity is judged. */
export interface Trust {
  readonly anchors: readonly X509Certificate[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type TrustFault = 'untrusted' | 'expired';

/** Device, its provider, and room for what stands between. */
const MOST_CERTIFICATES = 5;
const MOST_CERTIFICATE_BYTES = 16_384;

/** Reads a certificate of a file (PEM) or of an answer (DER); null where it is none. */
export function readCertificate(bytes: string | Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null;
  }
}

function issued(subject: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
  } catch {
    // A key of a kind that this build of the library does not know.
    return false;
  }
}

const valid = (certificate: X509Certificate, at: number): boolean =>
  Date.parse(certificate.validFrom) <= at && at <= Date.parse(certificate.validTo);

/** From the device's certificate up to an anchor, or null. An anchor may be the device's own certificate. */
function pathOf(given: readonly X509Certificate[], { anchors }: Trust): readonly X509Certificate[] | null {
  const path: X509Certificate[] = [];
  let subject = given[0];
  while (subject !== undefined && path.length < MOST_CERTIFICATES) {
    const current: X509Certificate = subject;
    path.push(current);
    if (anchors.some((anchor) => anchor.raw.equals(current.raw))) return path;
    const anchor = anchors.find((one) => issued(current, one));
    if (anchor !== undefined) return [...path, anchor];
    subject = given.slice(1).find((one) => one.ca && !path.includes(one) && issued(current, one));
  }
  return null;
}

/**
 * The device's certificate, if it leads to an anchor.
 * @param x5c of a JWS header: DER in base64, the device's first
 */
export function trustedCertificate(x5c: readonly string[], trust: Trust): Result<X509Certificate, TrustFault> {
  const given: X509Certificate[] = [];
  for (const text of x5c.slice(0, MOST_CERTIFICATES)) {
    const certificate = text.length > 2 * MOST_CERTIFICATE_BYTES ? null : readCertificate(Buffer.from(text, 'base64'));
    if (certificate === null) return err('untrusted');
    given.push(certificate);
  }
  const path = pathOf(given, trust);
  const [device] = given;
  if (path === null || device === undefined) return err('untrusted');
  const at = trust.now();
  return path.every((one) => valid(one, at)) ? ok(device) : err('expired');
}
