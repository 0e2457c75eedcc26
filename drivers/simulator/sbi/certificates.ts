import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { bits, explicit, integer, NULL, octets, oid, sequence, setOf, TRUE, time, utf8 } from './der.ts';

/** A key and the certificate of its public half. */
export interface Identity {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

const DAY = 86_400_000;

/** RSA, as SBI wants it. */
export function newKey(bits = 2048): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('rsa', { modulusLength: bits });
}

export interface CertificateOptions {
  readonly name: string;
  /** Milliseconds since 1970 around which it is valid. */
  readonly at: number;
  /** Left out: it signs itself. */
  readonly issuer?: Identity;
  readonly ca?: boolean;
  /** Days of validity before and after `at`; the second may be negative. */
  readonly days?: readonly [before: number, after: number];
  readonly rsaBits?: number;
}

const nameOf = (text: string): Buffer => sequence(setOf(sequence(oid('2.5.4.3'), utf8(text))));
const SHA256_RSA = sequence(oid('1.2.840.113549.1.1.11'), NULL);

/** A new key with an X.509 certificate (RFC 5280, version 3) for it. */
export function newIdentity(options: CertificateOptions): Identity {
  const { name, at, issuer, ca = false, days = [1, 365] } = options;
  const { publicKey, privateKey } = newKey(options.rsaBits);
  const constraints = sequence(oid('2.5.29.19'), TRUE, octets(ca ? sequence(TRUE) : sequence()));
  // keyCertSign and cRLSign, or digitalSignature.
  const usage = sequence(
    oid('2.5.29.15'),
    TRUE,
    octets(ca ? bits(Uint8Array.of(0x06), 1) : bits(Uint8Array.of(0x80), 7)),
  );
  const body = sequence(
    explicit(0, integer(2)),
    integer(1 + Math.floor(Math.random() * 2 ** 40)),
    SHA256_RSA,
    nameOf(issuer?.name ?? name),
    sequence(time(at - days[0] * DAY), time(at + days[1] * DAY)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(constraints, usage)),
  );
  const signature = sign('sha256', body, issuer?.key ?? privateKey);
  const certificate = new X509Certificate(sequence(body, SHA256_RSA, bits(signature)));
  return { name, key: privateKey, certificate };
}

/** A compact JWS with RS256, the certificates of signer and those above it in the header. */
export function signJws(payload: unknown, signer: Identity, above: readonly Identity[] = []): string {
  const x5c = [signer, ...above].map(({ certificate }) => certificate.raw.toString('base64'));
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', x5c })}.${encode(payload)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed, 'latin1'), signer.key).toString('base64url')}`;
}
