import { utf8 } from '../crypto/encoding.ts';
import { nobleCrypto } from '../crypto/noble.ts';
import { type HubSigner, hubKeyName } from './answers.ts';

/** A hub's key that is no secret. */
const secret = nobleCrypto.sha256(utf8('taanuu test hub'));
export const hubKey = nobleCrypto.ed25519PublicKey(secret);
export const hubSigner: HubSigner = {
  key: hubKeyName(hubKey, nobleCrypto),
  sign: (hash) => nobleCrypto.ed25519Sign(hash, secret),
  crypto: nobleCrypto,
};
