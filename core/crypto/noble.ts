import { gcm } from '@noble/ciphers/aes.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Crypto, KEY_BYTES, NONCE_BYTES, requireBytes, SIGNATURE_BYTES, TAG_BYTES } from './crypto.ts';

/** `Crypto` in plain JavaScript, for the browser and wherever node:crypto is not at hand. */
export const nobleCrypto: Crypto = {
  sha256(...parts) {
    const hash = sha256.create();
    for (const part of parts) hash.update(part);
    return hash.digest();
  },

  hmacSha256: (key, message) => hmac(sha256, key, message),

  hkdf: (key, salt, info, length) => hkdf(sha256, key, salt, info, length),

  ed25519PublicKey(secretKey) {
    requireBytes('secret key', secretKey, KEY_BYTES);
    return ed25519.getPublicKey(secretKey);
  },

  ed25519Sign(message, secretKey) {
    requireBytes('secret key', secretKey, KEY_BYTES);
    return ed25519.sign(message, secretKey);
  },

  ed25519Verify(signature, message, publicKey) {
    if (signature.length !== SIGNATURE_BYTES || publicKey.length !== KEY_BYTES) return false;
    // RFC 8032 as OpenSSL reads it: the wider ZIP 215 rules would accept what an independent verifier refuses.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  },

  seal(key, nonce, plaintext, aad) {
    requireBytes('key', key, KEY_BYTES);
    requireBytes('nonce', nonce, NONCE_BYTES);
    return gcm(key, nonce, aad).encrypt(plaintext);
  },

  open(key, nonce, sealed, aad) {
    requireBytes('key', key, KEY_BYTES);
    requireBytes('nonce', nonce, NONCE_BYTES);
    if (sealed.length < TAG_BYTES) return undefined;
    try {
      return gcm(key, nonce, aad).decrypt(sealed);
    } catch {
      // The sizes were checked above: what is left to throw is a tag that does not match.
      return undefined;
    }
  },
};
