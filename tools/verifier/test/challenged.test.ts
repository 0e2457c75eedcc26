import { describe, expect, it } from 'vitest';
import { readChallenge, readCode, valuesOf } from '../challenged.ts';
import { canonical } from '../json.ts';
import type { Part } from '../manifest.ts';
import { manifestOf as manifestOfFile, verdictOf } from '../web/verdict.ts';
import { openedSlips } from './challenge.fixture.ts';
import { soundBoard } from './prover.fixture.ts';

const board = soundBoard();
const manifest = manifestOfFile(Buffer.from(`${canonical(board.manifest)}\n`))!;
const slips = openedSlips(board.manifest);

describe('an opened ballot', () => {
  it('is encrypted again to the code that came out before, scanned or typed', () => {
    for (const code of [slips.code, slips.typed, slips.typed.toLowerCase().replace(/(.{4})/g, '$1 ')]) {
      const verdict = verdictOf(manifest, slips.challenge, code);
      expect(verdict).toMatchObject({ kind: 'good', station: '7001', parts: [[{ ky: 'z' }], []] });
    }
  });

  it('is refused where the panel encrypted another choice than it prints', () => {
    for (const printed of [
      [['x'], []],
      [[], []],
      [['z'], ['anna']],
      [['y', 'z'], []],
    ])
      expect(verdictOf(manifest, openedSlips(board.manifest, printed).challenge, slips.code)?.kind).toBe('bad');
  });

  it('is not computed where slip and manifest do not belong together', () => {
    const other = soundBoard((one) => {
      one.minimum = 3;
    }).manifest;
    expect(verdictOf(manifest, openedSlips(other).challenge, slips.code)).toEqual({
      kind: 'mismatch',
      why: 'manifest',
    });
    const marks = (...printed: string[][]) =>
      verdictOf(manifest, openedSlips(board.manifest, printed).challenge, slips.code);
    for (const wrong of [[['w'], []], [['z', 'y'], []], [['x', 'y', 'z'], []], [['x', 'x'], []], [['z']]])
      expect(marks(...wrong)).toEqual({ kind: 'mismatch', why: 'marks' });
  });

  it('is read from whole codes only', () => {
    expect(readChallenge(slips.challenge.slice(0, -2))).toBeNull();
    expect(readChallenge(slips.code)).toBeNull();
    expect(readChallenge(`${slips.challenge.slice(0, 40)}\n ${slips.challenge.slice(40)}`)).not.toBeNull();
    for (const text of ['', slips.typed.slice(1), `${slips.typed}A`, slips.code.slice(0, -1), slips.challenge])
      expect(readCode(text)).toBeNull();
    // What looks alike on paper is taken for the letter that base32 has.
    expect(readCode(`0${'A'.repeat(23)}18`)).toBe(`O${'A'.repeat(23)}IB`);
  });
});

describe('the positions of a part', () => {
  const words = { ky: 'a', ru: 'a', en: 'a' };
  const part: Part = { id: 'p', max: 3, options: ['a', 'b', 'c', 'd'].map((id) => ({ id, names: words })) };
  it.each([
    [[], [0, 0, 0, 0, 1, 0, 0]],
    [['b'], [0, 1, 0, 0, 0, 1, 1]],
    [
      ['a', 'd'],
      [1, 0, 0, 1, 0, 1, 0],
    ],
    [
      ['a', 'b', 'c'],
      [1, 1, 1, 0, 0, 0, 0],
    ],
  ])('of the marks %j are %j', (marks, values) => {
    expect(valuesOf(part, marks)).toEqual(values);
  });
});
