/**
 * The one interface to cryptography. `core/crypto/noble.ts` implements it everywhere (browser included),
 * `main/crypto/node.ts` implements it with node:crypto, which is many times faster; both give the same bytes.
 * Keys, nonces and salts always come from outside: nothing here is random and nothing is remembered as a secret.
 */
export interface Crypto {
  /** SHA-256 over the parts one after another; 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104); 32 bytes. */
  hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** HKDF with SHA-256 (RFC 5869). `length` in bytes, at most 8160. */
  hkdf(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array;
  /** The 32-byte public key of a 32-byte Ed25519 secret key (the seed of RFC 8032 §5.1.5). */
  ed25519PublicKey(secretKey: Uint8Array): Uint8Array;
  /** A 64-byte Ed25519 signature (RFC 8032, pure, deterministic). */
  ed25519Sign(message: Uint8Array, secretKey: Uint8Array): Uint8Array;
  /** Whether the signature is good; false also for keys and signatures of the wrong size or form. */
  ed25519Verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
  /**
   * AES-256-GCM: ciphertext ‖ 16-byte tag. `key` 32 bytes, `nonce` 12 bytes and never used twice with one key
   * (NIST SP 800-38D §8), `aad` is authenticated only.
   */
  seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array;
  /** The plaintext of `seal`, or undefined when key, nonce, aad or any byte is not what was sealed. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array | undefined;
}

/** Size of an AES-256 key, an Ed25519 secret or public key and a SHA-256 hash, in bytes. */
export const KEY_BYTES = 32;
/** Size of an AES-GCM nonce in bytes. */
export const NONCE_BYTES = 12;
/** Size of an AES-GCM tag in bytes. */
export const TAG_BYTES = 16;
/** Size of an Ed25519 signature in bytes. */
export const SIGNATURE_BYTES = 64;

/** Throws (a bug of the caller) unless `value` has exactly `length` bytes. */
export function requireBytes(name: string, value: Uint8Array, length: number): void {
  if (value.length !== length) throw new RangeError(`${name} must have ${length} bytes, has ${value.length}`);
}
