import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble.ts';
import { copyPiece, copyStart, readCopy, readCopyHead } from './file.ts';
import type { CopyHead } from './head.ts';

const id = 'ab'.repeat(32);
const key = new Uint8Array(32).fill(5);
const head: CopyHead = {
  copy: 1,
  id,
  identity: { election: 'e', mode: 'laboratory', station: '0001', device: 'd1', key: 'k1' },
  lock: { shares: [], sets: [] },
};

/** A copy of these lines, written in pieces of these sizes. */
function written(lines: readonly string[], sizes: readonly number[]): Uint8Array {
  const parts = [copyStart(head)];
  for (let at = 0, turn = 0; at < lines.length; turn++) {
    const some = lines.slice(at, at + (sizes[turn % sizes.length] ?? 1));
    parts.push(copyPiece(nobleCrypto, key, id, at + 1, some, new Uint8Array(12).fill(turn)));
    at += some.length;
  }
  return new Uint8Array(Buffer.concat(parts));
}

const line = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'abcыңө{}":,1 ') });
const journal = fc.array(line, { maxLength: 20 });
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
const end = copyStart(head).length;

describe('a copy', () => {
  it('gives back every line, in its order', () => {
    fc.assert(
      fc.property(journal, sizes, (lines, of) => {
        const file = written(lines, of);
        expect(readCopyHead(file)).toEqual({ head, end });
        expect(readCopy(nobleCrypto, key, id, file, end)).toEqual({ lines, good: file.length });
      }),
      { numRuns: 50 },
    );
  });

  it('cut anywhere gives a prefix, and what follows its good end goes on from there', () => {
    fc.assert(
      fc.property(journal, sizes, fc.double({ min: 0, max: 1, noNaN: true }), (lines, of, share) => {
        const file = written(lines, of);
        const cut = file.subarray(0, end + Math.floor((file.length - end) * share));
        const read = readCopy(nobleCrypto, key, id, cut, end);
        expect(read.lines).toEqual(lines.slice(0, read.lines.length));
        expect(read.good).toBeLessThanOrEqual(cut.length);
        const rest = lines.slice(read.lines.length, read.lines.length + 5);
        if (rest.length === 0) return;
        const next = copyPiece(nobleCrypto, key, id, read.lines.length + 1, rest, new Uint8Array(12).fill(99));
        const mended = new Uint8Array(Buffer.concat([cut.subarray(0, read.good), next]));
        expect(readCopy(nobleCrypto, key, id, mended, end).lines).toEqual(
          lines.slice(0, read.lines.length + rest.length),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('with any byte changed, any piece moved, left out or said twice gives a prefix and never a wrong line', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 3, maxLength: 12 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (lines, at, flip) => {
          const file = written(lines, [1]);
          const changed = file.slice();
          const place = end + (at % (file.length - end));
          changed[place] = (changed[place] ?? 0) ^ flip;
          const read = readCopy(nobleCrypto, key, id, changed, end).lines;
          expect(read).toEqual(lines.slice(0, read.length));
          expect(read.length).toBeLessThan(lines.length);
          // Without the first piece, or with the first one twice, nothing that follows has its place.
          const first = written(lines.slice(0, 1), [1]).subarray(end);
          const without = new Uint8Array(Buffer.concat([file.subarray(0, end), file.subarray(end + first.length)]));
          expect(readCopy(nobleCrypto, key, id, without, end).lines).toEqual([]);
          const twice = new Uint8Array(Buffer.concat([file.subarray(0, end), first, file.subarray(end)]));
          expect(readCopy(nobleCrypto, key, id, twice, end).lines).toEqual(lines.slice(0, 1));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('opens with no other key, and not as another file', () => {
    const file = written(['{"a":1}', '{"a":2}'], [1]);
    expect(readCopy(nobleCrypto, new Uint8Array(32).fill(6), id, file, end).lines).toEqual([]);
    expect(readCopy(nobleCrypto, key, 'cd'.repeat(32), file, end).lines).toEqual([]);
  });

  it('is not any other file, and not one that was cut in its head', () => {
    expect(readCopyHead(new Uint8Array())).toBeNull();
    expect(readCopyHead(Buffer.from('TAANUU-COPY/1\n{}\n'))).toBeNull();
    expect(readCopyHead(copyStart(head).subarray(0, end - 1))).toBeNull();
  });
});
