import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '../../crypto/encoding.ts';
import { mrzFields, mrzShape, slice } from '../mrz-fields.ts';
import { join } from './tlv.ts';

/** The ciphers of secure messaging (9303-11 §9.8): all of them with the MAC that belongs to each. */
export type SessionCipher = '3des' | 'aes-128' | 'aes-192' | 'aes-256';

const KEY_BYTES: Readonly<Record<SessionCipher, number>> = { '3des': 16, 'aes-128': 16, 'aes-192': 24, 'aes-256': 32 };

/** What a key is for: the counter of 9303-11 §9.7.1. */
const PURPOSE = { encryption: 1, mac: 2, password: 3 } as const;

/** Key derivation of 9303-11 §9.7.1. Parity bits of DES keys are left as they fall: nobody looks at them. */
export function deriveKey(secret: Uint8Array, purpose: keyof typeof PURPOSE, cipher: SessionCipher): Uint8Array {
  const hash = cipher === 'aes-192' || cipher === 'aes-256' ? sha256 : sha1;
  return hash(join(secret, Uint8Array.of(0, 0, 0, PURPOSE[purpose]))).subarray(0, KEY_BYTES[cipher]);
}

/** What opens a chip: the card access number printed on the card, or the machine-readable zone (lines joined by LF). */
export type ChipAccess = { readonly can: string } | { readonly mrz: string };

/**
 * The part of the zone that opens a chip: number, birth date and expiry date, each with its check digit (9303-11 §4.3.2).
 * @param mrz lines of TD1 or TD3 joined by LF; check digits are taken as they stand
 * @returns null if the text is neither
 */
export function mrzInformation(mrz: string): string | null {
  const lines = mrz.split('\n');
  const format = (['td1', 'td3'] as const).find(
    (name) => lines.length === mrzShape[name].lines && lines.every((line) => line.length === mrzShape[name].width),
  );
  if (format === undefined) return null;
  const fields = mrzFields[format];
  const part = (name: 'number' | 'numberCheck' | 'birth' | 'birthCheck' | 'expiry' | 'expiryCheck' | 'optional') =>
    slice(lines, fields[name]);
  const rest = part('birth') + part('birthCheck') + part('expiry') + part('expiryCheck');
  // 9303-5: a number longer than nine characters goes on in the optional data, its check digit behind it.
  if (format === 'td1' && part('numberCheck') === '<') {
    const more = part('optional').split('<')[0] ?? '';
    if (more.length > 1) return part('number') + more + rest;
  }
  return part('number') + part('numberCheck') + rest;
}

/** The secret of a password (9303-11 §9.7.3); null where the zone is none. */
export function passwordSecret(access: ChipAccess): Uint8Array | null {
  if ('can' in access) return utf8(access.can);
  const information = mrzInformation(access.mrz);
  return information === null ? null : sha1(utf8(information));
}
