import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageMark, readPaperMark, slipMark } from './page-mark.ts';
import { slipKinds } from './results-file.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);

it('property: a mark says which page of what it is', () => {
  fc.assert(
    fc.property(hash, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (of, page, pages) => {
      const expected = { of: 'protocol', hash: of.slice(0, 16), page, pages };
      expect(readPaperMark(pageMark(of, page, pages))).toEqual(page <= pages ? expected : null);
    }),
  );
  fc.assert(
    fc.property(hash, fc.constantFrom(...slipKinds), (head, slip) => {
      expect(readPaperMark(slipMark(slip, head))).toEqual({ of: 'slip', slip, hash: head.slice(0, 16) });
    }),
  );
});

it('nothing else is one', () => {
  const good = pageMark('ab'.repeat(32), 1, 2);
  for (const text of [
    '',
    'https://taanuu',
    `${good}0:1`,
    good.toLowerCase(),
    `${good}\n`,
    good.replace(':1:2', ':0:2'),
  ]) {
    expect(readPaperMark(text), text).toBeNull();
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readPaperMark(text)).toBeNull();
    }),
  );
});
