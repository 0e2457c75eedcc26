import { randomBytes } from 'node:crypto';
import { NONCE_BYTES } from '../../../core/crypto/crypto.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/**
 * Templates are sealed once more inside the encrypted database: AES-256-GCM with a key of their record
 * (HKDF(K_bio, record)), bound to election, record and finger. Sealed = nonce ‖ ciphertext ‖ tag.
 */
export interface TemplateOwner {
  readonly election: string;
  readonly record: string;
  readonly finger: number;
}

export function sealTemplate(key: Uint8Array, owner: TemplateOwner, template: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  return Buffer.concat([nonce, nodeCrypto.seal(recordKey(key, owner.record), nonce, template, contextOf(owner))]);
}

/** The template, or undefined if it belongs to another record, finger, election or key. */
export function openTemplate(key: Uint8Array, owner: TemplateOwner, sealed: Uint8Array): Uint8Array | undefined {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  return nodeCrypto.open(recordKey(key, owner.record), nonce, sealed.subarray(NONCE_BYTES), contextOf(owner));
}

function recordKey(key: Uint8Array, record: string): Uint8Array {
  return nodeCrypto.hkdf(key, new Uint8Array(), Buffer.from(`taanuu/template/1\0${record}`, 'utf8'), 32);
}

function contextOf({ election, record, finger }: TemplateOwner): Uint8Array {
  return Buffer.from([election, record, String(finger)].join('\0'), 'utf8');
}

/** The pseudonym of a voter in one election and mode: HMAC-SHA-256 of the PIN with the election's key, hex. */
export function pseudonymOf(key: Uint8Array, pin: string): string {
  return Buffer.from(nodeCrypto.hmacSha256(key, Buffer.from(pin, 'latin1'))).toString('hex');
}
