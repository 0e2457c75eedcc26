import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BallotStyle, ballotStyleSchema } from '../ballot/definition.ts';
import { balance, differences, hindrances } from './balance.ts';
import { fillForm, handKey, type Known } from './figures.ts';
import { resultsFormSchema } from './form.ts';
import { historicalForm } from './historical-form.ts';

const words = (text: string) => ({ ky: `${text} ky`, ru: `${text} ru`, en: text });
const option = (id: string, kind: 'candidate' | 'against-all') => ({ id, kind, names: words(id), notes: null });
const style: BallotStyle = ballotStyleSchema.parse({
  ...{ id: 'council-1', ballot: 'council', constituency: 'c-1', number: 1, layout: 'list' },
  ...{ title: words('Ballot'), explanation: words('Mark one') },
  parts: [
    {
      ...{ id: 'list', form: 'list', title: null, marks: { min: 1, max: 1 }, spoils: 'ballot' },
      options: [option('a', 'candidate'), option('b', 'candidate'), option('none', 'against-all')],
    },
  ],
});

/** A station where everything is right: 100 of 120 voters, 4 of them at home; 2 sheets were left in pockets. */
const known: Known = {
  identification: { 'voters-in-list': 120, admitted: 100, 'admitted-in-room': 96, 'admitted-outside': 4 },
  ballots: { sheets: { box: 94, mobile: 4, valid: 95, invalid: 3 }, votes: { list: { a: 50, b: 40, none: 5 } } },
  typed: { received: 130, early: 0, 'in-room': 96, outside: 4, cancelled: 27, spoiled: 3 },
  byHand: {},
};
const states = (of: Known) =>
  Object.fromEntries(
    balance(historicalForm, fillForm(historicalForm, style, of)).map(({ ratio, state }) => [ratio.id, state]),
  );
const nothing = { ratios: new Set<string>(), counts: false };

describe('the results form', () => {
  it('is one that a package may hold', () => {
    expect(resultsFormSchema.parse(historicalForm)).toEqual(historicalForm);
  });

  it.each([
    ['a sum of sums', { source: { from: 'sum', of: ['voted'] } }],
    ['a sum of a line that is not there', { source: { from: 'sum', of: ['nowhere'] } }],
  ])('refuses %s', (_, change) => {
    const lines = [...historicalForm.lines, { ...historicalForm.lines[0], id: 'more', number: '99', ...change }];
    expect(resultsFormSchema.safeParse({ ...historicalForm, lines }).success).toBe(false);
  });

  it('refuses a ratio about a line that is not there', () => {
    const [first] = historicalForm.ratios;
    const ratios = [{ ...first, left: ['nowhere'] }];
    expect(resultsFormSchema.safeParse({ ...historicalForm, ratios }).success).toBe(false);
  });

  it('takes each number from where its line says, and adds up the rest', () => {
    const numbers = Object.fromEntries(
      fillForm(historicalForm, style, known).map(({ line, value }) => [line.number, value]),
    );
    expect(numbers).toEqual({
      ...{ 1: 120, 2: 130, 3: 0, 4: 96, 5: 4, 6: 100, 7: 27, '7a': 3 },
      ...{ 8: 4, 9: 94, 10: 95, 11: 3, 12: 98, 13: 90, 14: 5 },
    });
  });

  it('keeps the drawn order of the options', () => {
    const votes = fillForm(historicalForm, style, known).find(({ line }) => line.id === 'votes');
    expect(votes?.options.map(({ option, value }) => [option, value])).toEqual([
      ['a', 50],
      ['b', 40],
    ]);
  });

  it('counts an option without a vote as nothing, and knows nothing before the close', () => {
    const empty = { ...known, ballots: { ...known.ballots, sheets: known.ballots?.sheets, votes: {} } } as Known;
    const votes = (of: Known) => fillForm(historicalForm, style, of).find(({ line }) => line.id === 'votes')?.value;
    expect(votes(empty)).toBe(0);
    expect(votes({ ...known, ballots: null })).toBeNull();
  });
});

describe('the balance', () => {
  it('holds where everything is right, and nothing stands before the signatures', () => {
    expect(Object.values(states(known)).every((state) => state === 'holds')).toBe(true);
    expect(hindrances(historicalForm, fillForm(historicalForm, style, known), nothing)).toEqual([]);
  });

  it('says by how much it is broken, and lets nobody sign before that is on record', () => {
    const off = { ...known, typed: { ...known.typed, cancelled: 25 } };
    const lines = fillForm(historicalForm, style, off);
    expect(balance(historicalForm, lines)[0]).toMatchObject({ state: 'broken', left: 130, right: 128, by: 2 });
    expect(hindrances(historicalForm, lines, nothing)).toEqual([{ why: 'ratio-broken', ratio: 'paper' }]);
    expect(hindrances(historicalForm, lines, { ...nothing, ratios: new Set(['paper']) })).toEqual([]);
  });

  it('waits for what has not been typed, and names it', () => {
    const { spoiled: _, ...typed } = known.typed;
    const lines = fillForm(historicalForm, style, { ...known, typed });
    expect(balance(historicalForm, lines)[0]).toMatchObject({ state: 'waits', missing: ['spoiled'] });
    expect(hindrances(historicalForm, lines, nothing)).toEqual([{ why: 'number-missing', line: 'spoiled' }]);
  });

  it('one sheet more in the boxes than was handed out is broken', () => {
    const more = {
      ...known,
      ballots: {
        sheets: { box: 97, mobile: 4, valid: 98, invalid: 3 },
        votes: { list: { a: 53, b: 40, none: 5 } },
      },
    };
    expect(states(more)['box-at-most-handed-out']).toBe('broken');
  });

  it('is about the count by hand where there is one, and shows what the machine had', () => {
    const byHand = { [handKey('list', 'a')]: 49, valid: 94, invalid: 4 };
    const lines = fillForm(historicalForm, style, { ...known, byHand });
    expect(lines.find(({ line }) => line.id === 'votes')?.options[0]).toEqual({
      ...{ option: 'a', machine: 50, hand: 49, value: 49 },
    });
    expect(differences(lines)).toEqual([
      { line: 'valid', option: null, machine: 95, hand: 94 },
      { line: 'invalid', option: null, machine: 3, hand: 4 },
      { line: 'votes', option: 'a', machine: 50, hand: 49 },
    ]);
    expect(hindrances(historicalForm, lines, nothing)).toEqual([{ why: 'counts-differ', numbers: 3 }]);
    expect(hindrances(historicalForm, lines, { ...nothing, counts: true })).toEqual([]);
  });

  it('property: one number that is off by anything is found by a ratio or changes none of the lines of any', () => {
    const used = new Set(historicalForm.ratios.flatMap(({ left, right }) => [...left, ...right]));
    const typedLines = Object.keys(known.typed);
    fc.assert(
      fc.property(fc.constantFrom(...typedLines), fc.integer({ min: 1, max: 10_000 }), (line, by) => {
        const off = { ...known, typed: { ...known.typed, [line]: (known.typed[line] ?? 0) + by } };
        const broken = Object.values(states(off)).includes('broken');
        return broken === used.has(line);
      }),
    );
  });
});
