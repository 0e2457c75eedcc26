import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { KEY_BYTES, NONCE_BYTES } from '../../../core/crypto/crypto.ts';
import type { PaperList } from '../../../core/paper-road/list.ts';
import { paperListPage } from '../../../core/paper-road/page.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/** What a guess of the phrase costs: SHA-256 twice, so many times. A browser of an old computer needs some seconds. */
export const ITERATIONS = 1_000_000;

const derive = promisify(pbkdf2);

/** The key that a phrase gives, with the salt that it belongs to. */
export interface PhraseKey {
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

/** Takes about half a second of another thread. */
export async function phraseKey(words: readonly string[], salt: Uint8Array): Promise<PhraseKey> {
  const key = await derive(words.join(' '), salt, ITERATIONS, KEY_BYTES, 'sha256');
  return { salt, key };
}

/** The page of a list, sealed with a fresh nonce. */
export function sealedPage(list: PaperList, { salt, key }: PhraseKey): string {
  const nonce = randomBytes(NONCE_BYTES);
  const aad = Buffer.from(`taanuu/paper-list/1\0${list.station}\0${list.made}`);
  const sealed = nodeCrypto.seal(key, nonce, Buffer.from(JSON.stringify(list)), aad);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return paperListPage({
    ...{ salt: base64(salt), iterations: ITERATIONS, nonce: base64(nonce), sealed: base64(sealed) },
    ...{ station: list.station, made: list.made },
  });
}
