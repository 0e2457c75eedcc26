import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto as crypto } from '../crypto/noble.ts';
import { type ChainState, EMPTY_CHAIN, GENESIS, localTime, makeEvent } from '../journal/chain.ts';
import type { JournalEvent } from '../journal/event.ts';
import { sampleJournal } from '../journal/sample.ts';
import { judge } from './judge.ts';

const { lines: all, trust, identity, sign } = sampleJournal(12, crypto);
const lines = all.slice(0, -1);
const events = lines.map((line) => JSON.parse(line) as JournalEvent);
const at = (seq: number): ChainState => ({ seq, hash: events[seq - 1]?.hash ?? GENESIS });

/** An event of the same device in the place of another. */
function instead(seq: number): string {
  const draft = { type: 'sitting.resumed', body: {}, actor: { role: 'system' }, sitting: null } as const;
  const time = { hlc: { ms: 1_700_000_000_000, counter: 0 }, at: localTime(1_700_000_000_000, 'Asia/Bishkek') };
  return makeEvent(identity, { ...EMPTY_CHAIN, ...at(seq - 1) }, { ...draft, ...time }, sign, crypto).line;
}

describe('a batch held against what the hub has', () => {
  it('is stored from where the hub stands, whatever piece of the journal comes: each event once, in order', () => {
    const piece = fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        let held = at(0);
        const kept: string[] = [];
        for (const [from, count] of [...pieces, [0, 12] as const]) {
          const judged = judge(lines.slice(from, from + count), held, trust, crypto);
          expect(judged.is).not.toBe('refused');
          if (judged.is !== 'new') continue;
          kept.push(...judged.lines);
          held = judged.to;
        }
        expect(kept).toEqual(lines);
        expect(held).toEqual(at(12));
      }),
      { numRuns: 15 },
    );
  });

  it('is known, ahead or old', () => {
    expect(judge([], at(5), trust, crypto)).toEqual({ is: 'known' });
    expect(judge(lines.slice(3, 5), at(5), trust, crypto)).toEqual({ is: 'known' });
    expect(judge(lines.slice(7), at(5), trust, crypto)).toMatchObject({ is: 'ahead', seq: 8 });
    expect(judge(lines.slice(0, 3), at(5), trust, crypto)).toMatchObject({ is: 'old', last: at(3) });
  });

  it('with a second history is refused, wherever that begins', () => {
    expect(judge([instead(6)], at(6), trust, crypto)).toMatchObject({ is: 'refused', cause: 'rewritten', seq: 6 });
    expect(judge([...lines.slice(3, 5), instead(6)], at(6), trust, crypto)).toMatchObject({
      cause: 'rewritten',
      seq: 6,
    });
    // It goes on from an event that the hub has otherwise.
    expect(judge(lines.slice(6), { seq: 6, hash: 'ab'.repeat(32) }, trust, crypto)).toMatchObject({
      ...{ is: 'refused', cause: 'rewritten', seq: 7 },
    });
    // Before what the hub has: the stored event tells.
    const old = judge([instead(4)], at(6), trust, crypto);
    expect(old.is === 'old' && old.last.hash !== at(4).hash).toBe(true);
  });

  it('is stored up to what is bad; that is refused when it comes first', () => {
    const bad = (lines[7] ?? '').replace('"sitting":"day"', '"sitting":"dax"');
    const batch = [...lines.slice(5, 7), bad, ...lines.slice(8)];
    expect(judge(batch, at(5), trust, crypto)).toEqual({ is: 'new', lines: lines.slice(5, 7), to: at(7) });
    expect(judge(batch.slice(2), at(7), trust, crypto)).toEqual({ is: 'refused', cause: 'changed', seq: 8, line: bad });
  });

  it.each([
    ['no event', 'hello', 'not-canonical'],
    ['the head of an export', all.at(-1) ?? '', 'not-canonical'],
    ['an event with a space', (lines[5] ?? '').replace(',', ', '), 'not-canonical'],
  ])('with %s is refused', (_, line, cause) => {
    expect(judge([line], at(5), trust, crypto)).toMatchObject({ is: 'refused', cause, seq: 6 });
    expect(judge([...lines.slice(5, 6), line], at(6), trust, crypto)).toMatchObject({ is: 'refused', seq: 7 });
  });

  it.each([
    ['wrong-election', { ...trust, election: 'other' }],
    ['wrong-election', { ...trust, mode: 'official' as const }],
    ['wrong-device', { ...trust, devices: trust.devices.map((one) => ({ ...one, station: '7002' })) }],
    ['wrong-key', { ...trust, devices: trust.devices.map((one) => ({ ...one, key: 'k2' })) }],
    [
      'forged',
      {
        ...trust,
        devices: trust.devices.map((one) => ({
          ...one,
          publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
        })),
      },
    ],
  ])('of another’s is refused: %s', (cause, other) => {
    expect(judge(lines.slice(0, 2), at(0), other, crypto)).toMatchObject({ is: 'refused', cause, seq: 1 });
  });
});
