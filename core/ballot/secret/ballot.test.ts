import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSodiumGroup } from '../../../main/crypto/sodium-group.ts';
import { toHex } from '../../crypto/encoding.ts';
import { codeInWords, type EncryptedBallot } from './ballot.ts';
import { checkChallenge, readChallenge, writeChallenge } from './challenge-slip.ts';
import { checkBallot } from './check-ballot.ts';
import { encryptBallot } from './encrypt.ts';
import { hash, u32 } from './frame.ts';
import { manifestHash, type Part, type Style } from './manifest.ts';
import { nobleGroup } from './noble-group.ts';
import { bitsOf, type Marks, weights } from './positions.ts';
import { attemptOf, manifestOf, SECRETS, styles } from './secret.fixture.ts';

const group = await loadSodiumGroup();
const manifest = manifestOf(group);
const key = group.decode(Buffer.from(manifest.key, 'hex')) ?? group.base;
const ground = { group, manifest: manifestHash(manifest), key };
const [style] = styles as [Style, Style];
const made = attemptOf(group, manifest, '0001', style, [['a'], ['k']], 1);

const marksOf = (part: Part): fc.Arbitrary<readonly string[]> =>
  fc.subarray(
    part.options.map(({ id }) => id),
    { maxLength: part.max },
  );

describe('positions of a part', () => {
  it('always weigh the most marks together, and are blank exactly if nothing is marked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.nat(), (n, m, which) => {
        const part: Part = {
          ...{ id: 'p', min: 0, max: Math.min(n, m) },
          options: Array.from({ length: n }, (_, at) => ({ id: `o-${at}`, names: { ky: 'o', ru: 'o', en: 'o' } })),
        };
        const marked = part.options.filter((_, at) => (which >> at) & 1).slice(0, part.max);
        const bits = bitsOf({ parts: [part] }, [marked.map(({ id }) => id)]);
        if (!bits.ok) throw new Error(bits.error);
        const [held = []] = bits.value;
        const sum = weights(part).reduce((all, weight, at) => all + weight * (held[at] ?? 0), 0);
        expect(sum).toBe(part.max);
        expect(held[n]).toBe(marked.length === 0 ? 1 : 0);
        expect(held.length).toBe(n + part.max);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, Marks]>([
    ['parts', [['a']]],
    ['option', [['z'], []]],
    ['order', [['a'], ['l', 'k']]],
    ['order', [['a'], ['k', 'k']]],
    ['too-many', [['a', 'b'], []]],
  ])('marks with a fault are refused: %s', (error, marks) => {
    expect(bitsOf(style, marks)).toEqual({ ok: false, error });
  });
});

describe('an encrypted ballot', () => {
  it('holds for any marks, and is the same in both implementations', () => {
    fc.assert(
      fc.property(fc.tuple(...style.parts.map(marksOf)), fc.nat(), (marks, at) => {
        const attempt = attemptOf(group, manifest, '0001', style, marks, at);
        const checked = checkBallot(ground, '0001', style, attempt.ballot);
        expect(checked.ok && toHex(checked.value.code)).toBe(toHex(attempt.code));
      }),
      { numRuns: 6 },
    );
    expect(attemptOf(nobleGroup, manifest, '0001', style, [['a'], ['k']], 1)).toEqual(made);
    expect(checkBallot({ ...ground, group: nobleGroup }, '0001', style, made.ballot).ok).toBe(true);
  });

  it('is another one for another seed, nonce, station or mark', () => {
    const other = (change: object) => {
      const attempt = { station: '0001', style, marks: [['a'], ['k']], nonce: hash('n'), seed: hash('s'), ...change };
      const encrypted = encryptBallot(ground, attempt);
      return encrypted.ok ? toHex(encrypted.value.code) : encrypted.error;
    };
    const changes = [{}, { seed: hash('t') }, { nonce: hash('o') }, { station: '0002' }, { marks: [['b'], ['k']] }];
    expect(new Set(changes.map(other)).size).toBe(changes.length);
  });

  it('is refused at another station and under another manifest, for its proofs are bound to its own', () => {
    const rule = (other: ReturnType<typeof checkBallot>) => (other.ok ? null : other.error.rule);
    expect(rule(checkBallot(ground, '0002', style, made.ballot))).toBe('bit-proof');
    expect(rule(checkBallot({ ...ground, manifest: hash('other') }, '0001', style, made.ballot))).toBe('bit-proof');
  });

  it('is refused with a reason whatever byte of it is changed', () => {
    const text = JSON.stringify(made.ballot);
    const digits = [...text.matchAll(/"([0-9a-f]{64})"/g)].map(({ index }) => index + 1);
    fc.assert(
      fc.property(fc.constantFrom(...digits), fc.nat(63), fc.integer({ min: 1, max: 15 }), (from, digit, flip) => {
        const at = from + digit;
        const changed = (Number.parseInt(text[at] ?? '0', 16) ^ flip).toString(16);
        const ballot = JSON.parse(`${text.slice(0, at)}${changed}${text.slice(at + 1)}`) as EncryptedBallot;
        const checked = checkBallot(ground, '0001', style, ballot);
        expect(checked.ok ? 'taken' : checked.error.rule).toMatch(/^(point|scalar|bit-proof|sum-proof)$/);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused when positions, parts or ballots are put together from others', () => {
    const other = attemptOf(group, manifest, '0001', style, [['b'], ['m']], 2).ballot;
    const change = (edit: (ballot: EncryptedBallot) => void) => {
      const ballot = structuredClone(made.ballot);
      edit(ballot);
      const checked = checkBallot(ground, '0001', style, ballot);
      return checked.ok ? null : checked.error;
    };
    const part = made.ballot.parts[0];
    const [first, second] = part?.positions ?? [];
    if (first === undefined || second === undefined) throw new Error('no positions');
    expect(change(({ parts }) => parts[0]?.positions.splice(0, 2, second, first))).toEqual({
      ...{ rule: 'bit-proof', part: 0, position: 0 },
    });
    expect(change(({ parts }) => parts.reverse())?.rule).toBe('positions');
    expect(change(({ parts }) => parts.pop())?.rule).toBe('parts');
    expect(change(({ parts }) => parts[0]?.positions.pop())?.rule).toBe('positions');
    expect(change((ballot) => Object.assign(ballot, { parts: other.parts }))?.rule).toBe('bit-proof');
    expect(change(({ parts }) => Object.assign(parts[0] ?? {}, { sum: other.parts[0]?.sum }))?.rule).toBe('sum-proof');
    expect(change(({ parts }) => Object.assign(parts[0]?.positions[0] ?? {}, { a: '0'.repeat(64) }))?.rule).toBe(
      'identity',
    );
  });

  it('cannot hold two marks where one may be made, though each position is proven', () => {
    // A panel that means to cheat encrypts under a style that lets two marks be made, and has nothing that proves the sum.
    const [one, two] = style.parts as [Part, Part];
    const loose: Style = { ...style, parts: [{ ...one, max: 2 }, two] };
    const encrypted = attemptOf(group, manifest, '0001', loose, [['a', 'b'], []], 1).ballot;
    const parts = encrypted.parts.map((part, p) =>
      p === 0 ? { ...part, positions: part.positions.slice(0, 4) } : part,
    );
    const checked = checkBallot(ground, '0001', style, { ...encrypted, parts });
    expect(checked).toEqual({ ok: false, error: { rule: 'sum-proof', part: 0, position: null } });
  });

  it('has a code that people can read', () => {
    expect(codeInWords(hash('x'))).toMatch(/^([A-Z2-7]{4} ){6}[A-Z2-7]{2}$/);
    // RFC 4648, 10: “foobar” is MZXW6YTBOI.
    expect(codeInWords(new Uint8Array([...Buffer.from('foobar'), ...new Uint8Array(26)]))).toBe(
      'MZXW 6YTB OIAA AAAA AAAA AAAA AA',
    );
  });
});

describe('a challenged ballot', () => {
  const challenged = {
    ...{ election: manifest.election, mode: manifest.mode, manifest: toHex(ground.manifest), station: '0001' },
    ...{ style: style.id, nonce: made.ballot.nonce, seed: toHex(hash(SECRETS, 'seed', '0001', u32(1))) },
    marks: [['a'], ['k']],
  };

  it('is found again from what its slip says, and has the code that came out before', () => {
    const read = readChallenge(writeChallenge(challenged));
    expect(read).toEqual(challenged);
    expect(checkChallenge(ground, manifest, challenged, toHex(made.code))).toEqual({ ok: true, value: null });
  });

  it('shows a panel that has encrypted another choice than the slip says', () => {
    const said = { ...challenged, marks: [['b'], ['k']] };
    expect(checkChallenge(ground, manifest, said, toHex(made.code))).toEqual({ ok: false, error: 'code' });
  });

  it.each([
    ['manifest', { manifest: toHex(hash('other')) }],
    ['manifest', { mode: 'official' as const }],
    ['style', { style: 'style-9' }],
    ['marks', { marks: [['z'], []] }],
  ])('of something else is refused: %s', (error, change) => {
    expect(checkChallenge(ground, manifest, { ...challenged, ...change }, toHex(made.code))).toEqual({
      ok: false,
      error,
    });
  });

  it('is read in its one spelling only', () => {
    const text = writeChallenge(challenged);
    expect(readChallenge(`${text}A`)).toBeUndefined();
    expect(readChallenge(text.replace('TAANUU', 'taanuu'))).toBeUndefined();
    const spaced = `TAANUU:CHALLENGE:1:${Buffer.from(JSON.stringify(challenged, null, 1)).toString('base64url')}`;
    expect(readChallenge(spaced)).toBeUndefined();
  });
});
