import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BallotStyle, ballotStyleSchema } from '../ballot/definition.ts';
import { stationStyles } from './shown.ts';

const words = (text: string) => ({ ky: text, ru: text, en: text });
const styles: readonly BallotStyle[] = ['a', 'b', 'c'].map((constituency, number) =>
  ballotStyleSchema.parse({
    ...{ id: `s-${constituency}`, ballot: 'council', constituency, number, layout: 'list' },
    ...{ title: words('Ballot'), explanation: words('Mark one') },
    parts: [
      {
        ...{ id: 'list', form: 'list', title: null, marks: { min: 1, max: 1 }, spoils: 'ballot' },
        options: [{ id: 'x', kind: 'candidate', names: words('X'), notes: null }],
      },
    ],
  }),
);
const of = (home: string | null, sheets: Readonly<Record<string, number>>, known: readonly string[] = []) =>
  stationStyles(styles, { home, least: 30 }, new Map(Object.entries(sheets)), new Set(known)).map(
    ({ style, sealed }) => `${style.id}${sealed ? ' sealed' : ''}`,
  );

describe('the protocols of a station', () => {
  it('are its own constituency’s, shown however few, and any other of which it has something', () => {
    expect(of('b', {})).toEqual(['s-b']);
    expect(of('b', { 's-b': 1, 's-a': 1, 's-c': 30 })).toEqual(['s-a sealed', 's-b', 's-c']);
    expect(of('b', {}, ['s-c'])).toEqual(['s-b', 's-c']);
  });

  it('are all where voters of every constituency come, and none of them is its own', () => {
    expect(of(null, { 's-a': 29, 's-b': 30 })).toEqual(['s-a sealed', 's-b', 's-c']);
  });

  it('property: one with ballots is there, and is sealed exactly where they are few and of others', () => {
    const count = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.constantFrom('a', 'b', null), fc.tuple(count, count, count), (home, counts) => {
        const sheets = Object.fromEntries(styles.map(({ id }, at) => [id, counts[at] ?? 0]));
        const found = of(home, sheets);
        return styles.every(({ id, constituency }) => {
          const few = (sheets[id] ?? 0) > 0 && (sheets[id] ?? 0) < 30 && constituency !== home;
          return sheets[id] === 0 || found.includes(few ? `${id} sealed` : id);
        });
      }),
    );
  });
});
