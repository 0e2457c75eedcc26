import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  type Crypto,
  KEY_BYTES,
  NONCE_BYTES,
  requireBytes,
  SIGNATURE_BYTES,
  TAG_BYTES,
} from '../../core/crypto/crypto.ts';
import { toBase64url, toHex } from '../../core/crypto/encoding.ts';

/** PKCS #8 header of an Ed25519 secret key (RFC 8410 §7); the 32 bytes of the key follow. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Public keys are few (one per device, in a hub some thousands), and parsing one costs time at each check: keep the last ones. */
const PUBLIC_KEYS_KEPT = 16_384;
const publicKeys = new Map<string, KeyObject>();

function privateKeyObject(secretKey: Uint8Array): KeyObject {
  requireBytes('secret key', secretKey, KEY_BYTES);
  const der = Buffer.concat([PKCS8_ED25519, secretKey]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

/** Signs often with one key: it is read once. @returns 64-byte Ed25519 signatures, the same as `nodeCrypto.ed25519Sign` */
export function ed25519Signer(secretKey: Uint8Array): (message: Uint8Array) => Uint8Array {
  const key = privateKeyObject(secretKey);
  return (message) => plain(sign(null, message, key));
}

/** OpenSSL’s form of a 32-byte public key; throws for one that it cannot read. */
export function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const id = toHex(publicKey);
  const kept = publicKeys.get(id);
  if (kept) return kept;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) }, format: 'jwk' });
  if (publicKeys.size >= PUBLIC_KEYS_KEPT) publicKeys.clear();
  publicKeys.set(id, key);
  return key;
}

/** Bytes as a plain Uint8Array: a Buffer compares and serialises differently. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** `Crypto` with node:crypto, for the processes. */
export const nodeCrypto: Crypto = {
  sha256(...parts) {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return plain(hash.digest());
  },

  hmacSha256: (key, message) => plain(createHmac('sha256', key).update(message).digest()),

  hkdf: (key, salt, info, length) => new Uint8Array(hkdfSync('sha256', key, salt, info, length)),

  ed25519PublicKey(secretKey) {
    const { x } = createPublicKey(privateKeyObject(secretKey)).export({ format: 'jwk' });
    return plain(Buffer.from(x ?? '', 'base64url'));
  },

  ed25519Sign: (message, secretKey) => plain(sign(null, message, privateKeyObject(secretKey))),

  ed25519Verify(signature, message, publicKey) {
    if (signature.length !== SIGNATURE_BYTES || publicKey.length !== KEY_BYTES) return false;
    try {
      return verify(null, message, publicKeyObject(publicKey), signature);
    } catch {
      // OpenSSL refuses some malformed keys already when it reads them.
      return false;
    }
  },

  seal(key, nonce, plaintext, aad) {
    requireBytes('key', key, KEY_BYTES);
    requireBytes('nonce', nonce, NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(aad);
    return plain(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  },

  open(key, nonce, sealed, aad) {
    requireBytes('key', key, KEY_BYTES);
    requireBytes('nonce', nonce, NONCE_BYTES);
    if (sealed.length < TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const opened = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    try {
      return plain(Buffer.concat([opened, decipher.final()]));
    } catch {
      return undefined;
    }
  },
};
