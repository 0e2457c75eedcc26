import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listStyle, partyStyle } from '../ballot/examples.fixture.ts';
import { toBase64url, utf8 } from '../crypto/encoding.ts';
import { nobleCrypto } from '../crypto/noble.ts';
import { canonical } from '../journal/canonical.ts';
import { qrCode } from '../qr/qr.ts';
import { type Token, type TokenPlace, tokenMark, tokenText, verifyToken } from './token.ts';

const secret = new Uint8Array(32).fill(7);
const sign = (message: Uint8Array) => nobleCrypto.ed25519Sign(message, secret);
const style = listStyle(3);
const token: Token = {
  ...{ election: 'saruu-2023', mode: 'official', station: '0001', ballot: 'council', constituency: 'probe-1' },
  nonce: toBase64url(new Uint8Array(32).fill(9)),
  ...{ panel: 'd-panel', device: 'd-kiosk', key: 'k-kiosk' },
};
const place: TokenPlace = {
  ...{ election: 'saruu-2023', mode: 'official', station: '0001', panel: 'd-panel' },
  papers: { styles: [partyStyle, style], layouts: [] },
  keyOf: (device, key) => (device === 'd-kiosk' && key === 'k-kiosk' ? nobleCrypto.ed25519PublicKey(secret) : null),
};
const text = tokenText(token, sign);
const refusal = (read: string) => {
  const verified = verifyToken(read, place, nobleCrypto);
  return verified.ok ? null : verified.error.code;
};

describe('a token', () => {
  it('that was issued for this panel leads to its ballot', () => {
    expect(verifyToken(text, place, nobleCrypto)).toEqual({ ok: true, value: { token, style } });
  });

  it.each<[string, Partial<Token>, string]>([
    ['another election', { election: 'other' }, 'booth.token-other-election'],
    ['another mode', { mode: 'training' }, 'booth.token-other-mode'],
    ['another station', { station: '0002' }, 'booth.token-other-station'],
    ['another panel', { panel: 'd-other' }, 'booth.token-other-panel'],
    ['an unknown device', { device: 'd-stranger' }, 'booth.token-forged'],
    ['another key of the device', { key: 'k-old' }, 'booth.token-forged'],
    ['a constituency without a ballot', { constituency: 'probe-9' }, 'booth.token-no-ballot'],
    ['another ballot of the constituency', { ballot: 'mayor' }, 'booth.token-no-ballot'],
  ])('of %s is refused by its name', (_, changed, code) => {
    expect(refusal(tokenText({ ...token, ...changed }, sign))).toBe(code);
  });

  it('that was signed by somebody else, or for something else, is forged', () => {
    const other = new Uint8Array(32).fill(8);
    expect(refusal(tokenText(token, (message) => nobleCrypto.ed25519Sign(message, other)))).toBe('booth.token-forged');
    const bare = () => nobleCrypto.ed25519Sign(utf8(canonical(token)), secret);
    expect(refusal(tokenText(token, bare))).toBe('booth.token-forged');
  });

  it('of which any letter was changed is refused', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:'];
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(text[at] !== letter);
        expect(refusal(text.slice(0, at) + letter + text.slice(at + 1))).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('has one spelling: what says the same otherwise is none', () => {
    const respelt = (json: string) => `TAANUU:TOKEN:1:${toBase64url(utf8(json))}.${text.split('.')[1]}`;
    expect(refusal(respelt(` ${canonical(token)}`))).toBe('booth.token-unreadable');
    expect(refusal(respelt(canonical({ ...token, voter: '1' })))).toBe('booth.token-unreadable');
    for (const none of ['', 'TAANUU:TOKEN:1:', 'TAANUU:TOKEN:1:.', `${text}.AA`, `${text}=`, 'A'.repeat(9_999)]) {
      expect(refusal(none)).toBe('booth.token-unreadable');
    }
  });

  it('fits a code that a cheap reader reads from a slip', () => {
    // 97 squares with the quiet zone, of five dots each: 61 mm of the 72 mm of a roll.
    expect(qrCode(text).size).toBeLessThanOrEqual(89);
  });
});

describe('what a panel remembers of a token', () => {
  const key = new Uint8Array(32).fill(1);
  it('depends on its nonce and on the key of the zone, and has neither in it', () => {
    const mark = tokenMark(token, key, nobleCrypto);
    expect(mark).toMatch(/^[0-9a-f]{64}$/);
    expect(tokenMark({ ...token, station: '0002' }, key, nobleCrypto)).toBe(mark);
    expect(tokenMark({ ...token, nonce: toBase64url(new Uint8Array(32)) }, key, nobleCrypto)).not.toBe(mark);
    expect(tokenMark(token, new Uint8Array(32).fill(2), nobleCrypto)).not.toBe(mark);
  });
});
