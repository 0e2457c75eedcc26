import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/** A small secret sealed to one device by HPKE base mode (RFC 9180): DHKEM(P-256, HKDF-SHA256), AES-256-GCM. */
export interface Sealed {
  /** Encapsulated key: an uncompressed P-256 point, 65 bytes. */
  readonly enc: Uint8Array;
  /** Ciphertext with its 16-byte tag. */
  readonly sealed: Uint8Array;
}

/** Private half of an agreement key as a JWK (kty EC, crv P-256). */
export type AgreementJwk = JsonWebKey;

const suite = () => new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** HPKE's "info": binds what is sealed to its purpose. */
const INFO = new TextEncoder().encode('taanuu/package-key/1');

/** Bytes in an ArrayBuffer of their own: WebCrypto takes the whole buffer under a view. */
function own(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** Makes an agreement key pair: the private JWK and the raw public point (65 bytes). */
export async function makeAgreementKey(): Promise<{ readonly secret: AgreementJwk; readonly publicKey: Uint8Array }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const secret = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { secret, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
}

/** The agreement key pair of a secret seed of 32 bytes or more (DeriveKeyPair, RFC 9180 7.1.3): always the same one. */
export async function deriveAgreementKey(
  seed: Uint8Array,
): Promise<{ readonly secret: CryptoKey; readonly publicKey: Uint8Array }> {
  const { kem } = suite();
  const pair = await kem.deriveKeyPair(own(seed));
  return { secret: pair.privateKey, publicKey: new Uint8Array(await kem.serializePublicKey(pair.publicKey)) };
}

/**
 * Seals a secret so that only the holder of the agreement key opens it.
 * @param aad what it belongs to; opening with another aad fails. Throws if the public key is no point of the curve
 */
export async function sealTo(publicKey: Uint8Array, secret: Uint8Array, aad: Uint8Array): Promise<Sealed> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(own(publicKey));
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info: own(INFO) }, own(secret), own(aad));
  return { enc: new Uint8Array(enc), sealed: new Uint8Array(ct) };
}

/** Opens what `sealTo` sealed; null for another key, another aad or any change. */
export async function openSealed(
  secret: AgreementJwk | CryptoKey,
  sealed: Sealed,
  aad: Uint8Array,
): Promise<Uint8Array | null> {
  const hpke = suite();
  try {
    const recipientKey = secret instanceof CryptoKey ? secret : await hpke.kem.importKey('jwk', secret, false);
    const params = { recipientKey, enc: own(sealed.enc), info: own(INFO) };
    return new Uint8Array(await hpke.open(params, own(sealed.sealed), own(aad)));
  } catch {
    // HPKE says in one kind of error that the key, the point, the tag or the aad is not right.
    return null;
  }
}
