import { verify, type X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Trust, type TrustFault, trustedCertificate } from './trust.ts';

/** `shape`: no signed object at all. `signature`: it is one, but its signature does not hold. */
export type JwsFault = 'shape' | 'signature' | TrustFault;

const LEAST_RSA_BITS = 2048;
const MOST_HEADER = 131_072;
/** Both alphabets, with and without padding: devices write all of them. */
const ENCODED = /^[A-Za-z0-9_+/-]*={0,2}$/;

const header = z.object({ alg: z.literal('RS256'), x5c: z.array(z.string()).min(1).max(8) });

/** Bytes of base64 or base64url; null where it is neither. */
export const decoded = (text: string): Buffer | null => (ENCODED.test(text) ? Buffer.from(text, 'base64url') : null);

/** A value of JSON; undefined where the text is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON that was encoded but not signed, as devices that are not registered send it; undefined where it is none. */
export function unsignedPayload(text: string): unknown {
  const bytes = text.includes('.') ? null : decoded(text);
  return bytes === null ? undefined : jsonOf(bytes.toString('utf8'));
}

/**
 * Opens a compact JWS (RFC 7515) with RS256 and the signer's certificates in its header. Whatever the header says, no
 * other algorithm is accepted, and no key that no anchor vouches for.
 */
export function openJws(token: string, trust: Trust): Result<unknown, JwsFault> {
  const [head, body, signature, more] = token.split('.', 4);
  if (head === undefined || body === undefined || signature === undefined || more !== undefined) return err('shape');
  if (head.length > MOST_HEADER) return err('shape');
  const [headBytes, bodyBytes, signatureBytes] = [decoded(head), decoded(body), decoded(signature)];
  if (headBytes === null || bodyBytes === null || signatureBytes === null) return err('shape');
  const parsed = header.safeParse(jsonOf(headBytes.toString('utf8')));
  if (!parsed.success) return err('shape');
  const certificate = trustedCertificate(parsed.data.x5c, trust);
  if (!certificate.ok) return certificate;
  if (!holds(`${head}.${body}`, signatureBytes, certificate.value)) return err('signature');
  const payload = jsonOf(bodyBytes.toString('utf8'));
  return payload === undefined ? err('shape') : ok(payload);
}

function holds(signed: string, signature: Uint8Array, certificate: X509Certificate): boolean {
  try {
    const key = certificate.publicKey;
    if (key.asymmetricKeyType !== 'rsa') return false;
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS) return false;
    return verify('sha256', Buffer.from(signed, 'latin1'), key, signature);
  } catch {
    return false;
  }
}
