import { describe, expect, it } from 'vitest';
import type { Ratio } from '../../core/results/form.ts';
import type { ProtocolLineView, ProtocolView } from '../../main/api/ballot-views.ts';
import { isRecorded, nextThing, placesOf, portionsOf, ratiosWith } from './protocol-state.ts';

const words = { ky: 'а', ru: 'а', en: 'a' };
const line = (id: string, more: Partial<ProtocolLineView>): ProtocolLineView => ({
  ...{ id, number: id, label: words, typed: false, byHand: false, machine: null, hand: null, value: null, options: [] },
  ...more,
});
const option = (key: string, machine: number, hand: number | null) => ({
  ...{ option: key, key: `list/${key}`, names: words, machine, hand, value: hand ?? machine },
});
const received = line('received', { typed: true, machine: 10, value: 10 });
const valid = line('valid', { byHand: true, machine: 7, value: 7 });
const votes = line('votes', { byHand: true, machine: 7, value: 7, options: [option('a', 4, null), option('b', 3, 3)] });
const ratio = (id: string, left: string, relation: Ratio['relation'], right: string): Ratio => ({
  ...{ id, label: words, left: [left], relation, right: [right], required: true },
});
const paper = ratio('paper', 'valid', 'at-most', 'received');
const sum = ratio('sum', 'valid', 'equal', 'votes');
const protocol: ProtocolView = {
  ...{
    id: 'p',
    title: words,
    basis: words,
    ballot: words,
    constituency: words,
    sealed: false,
    stays: false,
    counts: 'hand',
    signs: [],
  },
  lines: [line('listed', { machine: 12, value: 12 }), received, valid, votes],
  ratios: [
    { ratio: paper, state: 'holds', left: 7, right: 10 },
    { ratio: sum, state: 'holds', left: 7, right: 7 },
  ],
  ...{ missing: [], dissents: [], recount: null, signed: null, copies: 0, versions: [], correcting: null },
};

describe('the form while it is filled in', () => {
  it('weighs every ratio with what is being typed, before it is told', () => {
    const [first] = ratiosWith(protocol, received, { received: '6' });
    expect(first).toMatchObject({ state: 'broken', left: 7, right: 6, by: 1 });
    expect(ratiosWith(protocol, received, { received: '' })[0]).toMatchObject({
      state: 'waits',
      missing: ['received'],
    });
    expect(ratiosWith(protocol, received, {})).toEqual(protocol.ratios);
  });

  it('takes the count by hand where the form says that it stands, and the machine where nothing is typed', () => {
    expect(ratiosWith(protocol, votes, { 'list/a': '5' })[1]).toMatchObject({ state: 'broken', by: -1 });
    expect(ratiosWith({ ...protocol, counts: 'machine' }, votes, { 'list/a': '5' })[1]).toMatchObject({
      state: 'holds',
    });
    expect(ratiosWith(protocol, valid, { valid: '' })[1]).toMatchObject({ state: 'holds' });
  });

  it('comes in portions in which no number is passed over, in the drawn order', () => {
    const portions = portionsOf(protocol, 1);
    expect(portions.map(({ places }) => places.map(({ key }) => key))).toEqual([
      ['received'],
      ['valid'],
      ['list/a'],
      ['list/b'],
    ]);
    expect(placesOf(votes)).toHaveLength(2);
  });
});

describe('what comes next with a protocol', () => {
  const missing = { why: 'number-missing', line: 'received' } as const;
  const broken = { why: 'ratio-broken', ratio: 'paper' } as const;
  const differ = { why: 'counts-differ', numbers: 1 } as const;

  it('is numbers, then what does not balance, then the counts, then the signatures, then copies', () => {
    const next = (...all: ProtocolView['missing']) => nextThing({ ...protocol, missing: all });
    expect([next(differ, broken, missing), next(differ, broken), next(differ), next()]).toEqual([
      'fill',
      'discrepancy',
      'explain',
      'sign',
    ]);
    expect(nextThing({ ...protocol, signed: { sha256: '', persons: [] } })).toBe('print');
  });

  it('a broken ratio is on record once it is no longer missing', () => {
    const one = { ratio: paper, state: 'broken', left: 7, right: 6, by: 1 } as const;
    expect(isRecorded({ ...protocol, missing: [broken] }, one)).toBe(false);
    expect(isRecorded(protocol, one)).toBe(true);
    expect(isRecorded(protocol, { ratio: paper, state: 'holds', left: 7, right: 7 })).toBe(false);
  });
});
