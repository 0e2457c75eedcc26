import { describe, expect, it } from 'vitest';
import { utf8 } from '../../core/crypto/encoding.ts';
import { signaturesAhead } from './ahead.ts';
import { nodeCrypto } from './node.ts';

const secret = new Uint8Array(32).fill(3);
const publicKey = nodeCrypto.ed25519PublicKey(secret);
const signed = (text: string) => {
  const message = utf8(text);
  return { message, signature: nodeCrypto.ed25519Sign(message, secret), publicKey };
};

describe('signaturesAhead', () => {
  it('answers as the crypto behind it, asking it only for what was not expected or not good', async () => {
    const asked: string[] = [];
    const { crypto, expect: expected } = signaturesAhead({
      ...nodeCrypto,
      ed25519Verify(signature, message, key) {
        asked.push(new TextDecoder().decode(message));
        return nodeCrypto.ed25519Verify(signature, message, key);
      },
    });
    const [good, forged, badKey] = [signed('good'), { ...signed('forged'), message: utf8('other') }, signed('badKey')];
    badKey.publicKey = new Uint8Array(32).fill(0xff);
    await expected([good, forged, badKey]);
    const verify = ({ signature, message, publicKey: key }: typeof good) =>
      crypto.ed25519Verify(signature, message, key);
    expect(verify(good)).toBe(true);
    expect(asked).toEqual([]);
    expect(verify(forged)).toBe(false);
    expect(verify(badKey)).toBe(false);
    expect(verify(signed('unexpected'))).toBe(true);
    expect(asked).toEqual(['other', 'badKey', 'unexpected']);
    await expected([]);
    expect(verify(good)).toBe(true);
    expect(asked.at(-1)).toBe('good');
  });
});
