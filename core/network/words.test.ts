import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../crypto/encoding.ts';
import { nobleCrypto as noble } from '../crypto/noble.ts';
import type { Trust } from '../journal/trust.ts';
import { letterNumbers, readLetter, type Sender, saidBefore, type Word, writeLetter } from './words.ts';

const secretOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const station = { election: 'probe', mode: 'laboratory', station: '0001' } as const;
const [a, b]: readonly [Sender, Sender] = [
  { ...station, from: 'aa' },
  { ...station, from: 'bb' },
];
const device = (name: string, n: number, at?: string): Trust['devices'][number] => ({
  ...{ device: name, key: `key-${name}`, algorithm: 'Ed25519', publicKey: toHex(noble.ed25519PublicKey(secretOf(n))) },
  ...(at === undefined ? {} : { station: at }),
});
const trust: Trust = {
  election: 'probe',
  devices: [device('aa', 1, '0001'), device('bb', 2), device('cc', 3, '0002')],
};
const signedBy = (n: number) => (hash: Uint8Array) => noble.ed25519Sign(hash, secretOf(n));
const word: Word = { word: 'here', now: 1, heads: { aa: 7 }, list: 1, open: [], hub: false };
const write = (sender: Sender, to: string | null = null, by = 1) =>
  writeLetter(sender, { to, n: 1, word }, signedBy(by), noble);
const read = (text: string, here = b) => readLetter(text, here, trust, noble);

describe('a letter between kiosks', () => {
  it('comes to all, or to the one that it is for', () => {
    expect(read(write(a))).toMatchObject({ letter: { from: 'aa', to: null, word } });
    expect(read(write(a, 'bb'))).toMatchObject({ letter: { to: 'bb' } });
    expect(read(write(a, 'cc'))).toEqual({ fault: 'not-to-me' });
    expect(read(write(a), a)).toEqual({ fault: 'not-to-me' });
  });

  it.each([
    ['of another election', { ...a, election: 'other' }, 1, 'elsewhere'],
    ['of another mode', { ...a, mode: 'official' as const }, 1, 'elsewhere'],
    ['of another station', { ...a, station: '0002' }, 1, 'elsewhere'],
    ['of a device of another station', { ...a, from: 'cc' }, 3, 'not-ours'],
    ['of a device that the package does not know', { ...a, from: 'dd' }, 1, 'not-ours'],
    ['in the name of another', a, 2, 'forged'],
  ])('%s is none', (_, sender, by, fault) => {
    expect(read(write(sender, null, by))).toEqual({ fault });
  });

  it('with one character changed is none, and no text whatever makes the reader fail', () => {
    const text = write(a);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ minLength: 1, maxLength: 1 }), (at, one) => {
        const changed = text.slice(0, at) + one + text.slice(at + 1);
        fc.pre(changed !== text);
        expect(read(changed)).toHaveProperty('fault');
      }),
      { numRuns: 60 },
    );
    fc.assert(fc.property(fc.string(), (any) => void expect(read(any)).toHaveProperty('fault')));
  });

  it('counts once, and none counts that is older than one that was heard: over stops of its sender too', () => {
    const [first, second] = [letterNumbers(1), letterNumbers(2)];
    const [one, two, later] = [first(), first(), second()];
    const last = new Map<string, number>();
    const heard = (n: number, from = 'aa') => saidBefore(last, { from, n });
    expect([heard(one), heard(one), heard(later), heard(two), heard(one, 'bb'), heard(second())]).toEqual([
      ...[false, true, false, true, false, false],
    ]);
  });
});
