import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type AuthorityFault, authorityFaults } from '../../core/document/chip/authority.ts';

/**
 * Authorities of travel documents (CSCA) in the package: whose signature on a document's chip is believed. A country has
 * a handful; the certificate of the largest accepted key has under 2 kB.
 */
export const AUTHORITY_LIMITS = { count: 256, bytes: 8_192, file: 256 * 1024 } as const;

/** The longest part that an honest package holds, in bytes: base64url in a JSON array. */
export const AUTHORITIES_MAX = AUTHORITY_LIMITS.count * (Math.ceil((AUTHORITY_LIMITS.bytes * 4) / 3) + 3) + 2;

/** DER of each certificate as unpadded base64url. */
export const authoritiesSchema = z
  .array(
    z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/, 'not base64url')
      .max(Math.ceil((AUTHORITY_LIMITS.bytes * 4) / 3)),
  )
  .max(AUTHORITY_LIMITS.count);

/** A certificate that was left out, and why, in the words of the report. */
export interface AuthorityLeftOut {
  readonly file: string;
  readonly reason: string;
}

export interface ReadAuthorities {
  /** DER of those that can be used, in the order of their files' names. */
  readonly certificates: readonly Uint8Array[];
  readonly leftOut: readonly AuthorityLeftOut[];
}

const KINDS = /\.(cer|crt|der|pem)$/i;
const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

const reasons: Readonly<Record<AuthorityFault, string>> = {
  'not-a-certificate': 'not a certificate',
  unsupported: 'its key or signature is of a kind that this version does not speak',
  'not-an-authority': 'not an authority’s: it may sign no certificates',
  signature: 'not signed by itself, nor by the authority of the list that it names',
  validity: 'not valid on the day of the election',
  twice: 'comes twice',
};

/**
 * Reads a folder of certificates (`.cer`, `.crt`, `.der`: DER or PEM; `.pem`: one or several), each checked as the kiosk
 * will use it. What cannot be used is left out and told. Throws as the file system does where there is no such folder.
 * @param day the day of the election, YYYY-MM-DD
 */
export async function readAuthorities(folder: string, day: string): Promise<ReadAuthorities> {
  const names = (await readdir(folder)).filter((name) => KINDS.test(name)).sort();
  const leftOut: AuthorityLeftOut[] = [];
  const found: { readonly file: string; readonly der: Uint8Array }[] = [];
  for (const file of names) {
    const path = join(folder, file);
    // Before it is read: nobody knows what lies in that folder.
    const { size } = await stat(path);
    const ders = size > AUTHORITY_LIMITS.file ? [] : certificatesOf(await readFile(path));
    if (size > AUTHORITY_LIMITS.file) leftOut.push({ file, reason: `more than ${AUTHORITY_LIMITS.file} bytes` });
    else if (ders.length === 0) leftOut.push({ file, reason: reasons['not-a-certificate'] });
    for (const der of ders) {
      if (der.length <= AUTHORITY_LIMITS.bytes) found.push({ file, der });
      else leftOut.push({ file, reason: `a certificate of more than ${AUTHORITY_LIMITS.bytes} bytes` });
    }
  }
  const ders = found.map(({ der }) => der);
  const faults = authorityFaults(ders, day);
  const certificates: Uint8Array[] = [];
  for (const [i, { file, der }] of found.entries()) {
    const fault = faults[i] ?? null;
    if (fault !== null) leftOut.push({ file, reason: reasons[fault] });
    else if (certificates.length < AUTHORITY_LIMITS.count) certificates.push(der);
    else leftOut.push({ file, reason: `more than ${AUTHORITY_LIMITS.count} certificates` });
  }
  return { certificates, leftOut };
}

/** The certificates in a file: PEM blocks where there are any, else the bytes themselves. */
function certificatesOf(bytes: Buffer): readonly Uint8Array[] {
  const blocks = [...bytes.toString('latin1').matchAll(PEM)];
  if (blocks.length > 0) return blocks.map(([, text = '']) => Buffer.from(text, 'base64'));
  return bytes.length > 0 ? [bytes] : [];
}

/** As the package and the register hold them. */
export const encodeAuthorities = (certificates: readonly Uint8Array[]): string[] =>
  certificates.map((der) => Buffer.from(der).toString('base64url'));

/** DER of each certificate, as a chip's driver takes them. */
export const decodeAuthorities = (stored: readonly string[]): readonly Uint8Array[] =>
  stored.map((text) => Uint8Array.from(Buffer.from(text, 'base64url')));
