import { nodeCrypto } from '../crypto/node.ts';
import { fingerprintWordList } from './keys-words.ts';

/** Words of a pass-phrase: 48 bits, behind a derivation that costs a million hashes a guess. */
export const PHRASE_WORDS = 6;

/** Six words that come from a secret of the device and a purpose alone: they can be printed again, and lie nowhere. */
export function phraseOf(secret: Uint8Array, purpose: string): readonly string[] {
  const bytes = nodeCrypto.hkdf(secret, new Uint8Array(), Buffer.from(`taanuu/phrase/1\0${purpose}`), PHRASE_WORDS);
  return [...bytes].map((byte) => fingerprintWordList[byte] ?? '');
}
