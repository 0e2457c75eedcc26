import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble.ts';
import {
  type Collected,
  collect,
  MOST_BYTES,
  MOST_PARTS,
  missing,
  NOTHING_READ,
  partsOf,
  wholeOf,
} from './code-parts.ts';

const { sha256 } = nobleCrypto;
const read = (texts: readonly string[]): Collected => texts.reduce(collect, NOTHING_READ);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 3_000 });

describe('a row of codes', () => {
  it('gives its bytes back in whatever order and however often it is read, garbage and other rows between', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.uint8Array({ minLength: 1, maxLength: 600 }),
        fc.infiniteStream(fc.nat()),
        fc.string(),
        (one, other, order, noise) => {
          const parts = partsOf(one, sha256(one)) ?? [];
          const keys = order.take(parts.length * 2);
          const shuffled = [...parts, ...parts]
            .map((text) => ({ text, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .flatMap(({ text }) => [text, noise]);
          const strange = partsOf(other, sha256(other)) ?? [];
          expect(wholeOf(read([...strange, ...shuffled, noise]), sha256)).toEqual(one);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says which codes are missing, and gives nothing before all are there', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (one, skipped) => {
        const parts = partsOf(one, sha256(one)) ?? [];
        const without = skipped % parts.length;
        const collected = read(parts.filter((_, at) => at !== without));
        if (parts.length > 1) expect(missing(collected)).toEqual([without + 1]);
        expect(wholeOf(collected, sha256)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('gives nothing where a letter was changed', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), (one, place, letter) => {
        const parts = [...(partsOf(one, sha256(one)) ?? [])];
        const [first = ''] = parts;
        const at = 19 + (place % (first.length - 19));
        fc.pre(first[at] !== letter);
        parts[0] = first.slice(0, at) + letter + first.slice(at + 1);
        expect(wholeOf(read(parts), sha256)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its limits: nothing and too much are no row, and texts that say otherwise are not taken', () => {
    const full = new Uint8Array(MOST_BYTES).fill(7);
    expect(partsOf(full, sha256(full))).toHaveLength(MOST_PARTS);
    expect(partsOf(new Uint8Array(MOST_BYTES + 1), sha256(full))).toBeNull();
    expect(partsOf(new Uint8Array(), sha256(full))).toBeNull();
    const letters = 'A'.repeat(400);
    for (const text of [
      `TAANUU1ABCDEFGH0025${letters}`,
      `TAANUU1ABCDEFGH0199${letters}`,
      `TAANUU1ABCDEFGH0001${letters}`,
      `TAANUU1ABCDEFGH0302${letters}`,
      'TAANUU1ABCDEFGH0102AAAA',
      `TAANUU1ABCDEFGH0102${letters}A`,
      'IDKGZID0000001610101199000001<',
    ]) {
      expect(collect(NOTHING_READ, text), text.slice(0, 20)).toBe(NOTHING_READ);
    }
  });
});
