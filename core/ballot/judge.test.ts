import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BallotStyle, Part } from './definition.ts';
import { type Accepting, judgeBallot, judgeSheet, type Verdict } from './judge.ts';
import type { CornerCode, MarkZone, SheetReading, SquareReading } from './reading.ts';

const words = { ky: 'а', ru: 'а', en: 'a' };
const part = (id: string, count: number, marks: Part['marks'], spoils: Part['spoils']): Part => ({
  id,
  form: 'list',
  title: null,
  options: Array.from({ length: count }, (_, k) => ({ id: `${id}${k}`, kind: 'candidate', names: words, notes: null })),
  marks,
  spoils,
});
const style = (...parts: Part[]): BallotStyle => ({
  ...{ id: 's', ballot: 'b', constituency: 'c', number: 7, layout: 'l', title: words, explanation: words },
  parts,
});
/** One of the list. */
const one = part('a', 5, { min: 1, max: 1 }, 'ballot');
/** One preference at most, which spoils nothing but itself. */
const preference = part('b', 10, { min: 0, max: 1 }, 'part');

const squares = (of: BallotStyle, zones: Readonly<Record<string, MarkZone>>): SquareReading[] =>
  of.parts.flatMap(({ id, options }) =>
    options.map((option) => ({ part: id, option: option.id, share: 0, zone: zones[option.id] ?? 'empty' })),
  );
const judged = (of: BallotStyle, zones: Readonly<Record<string, MarkZone>>) => judgeBallot(of, squares(of, zones));

/** What counts: the outcome of each part, and the options of those that are filled in. */
const votes = ({ parts }: Verdict) =>
  parts.map(({ outcome, marked }) => ({ outcome, counts: outcome === 'filled' ? marked : [] }));

const styles = fc.oneof(
  fc.constant(style(one)),
  fc.constant(style(one, preference)),
  fc.constant(style(part('a', 3, { min: 1, max: 1 }, 'part'), preference)),
  fc.constant(style(part('a', 6, { min: 0, max: 3 }, 'ballot'))),
);
const ballots = styles.chain((of) =>
  fc.record({
    of: fc.constant(of),
    zones: fc.dictionary(
      fc.constantFrom(...of.parts.flatMap(({ options }) => options.map(({ id }) => id))),
      fc.constantFrom<MarkZone>('mark', 'mark', 'adjudicate', 'empty'),
    ),
  }),
);

describe('what a ballot is worth', () => {
  it('one mark is a valid ballot, none and two are not', () => {
    expect(judged(style(one), { a2: 'mark' })).toEqual({
      verdict: 'valid',
      parts: [{ part: 'a', outcome: 'filled', marked: ['a2'], unsure: [] }],
    });
    expect(judged(style(one), {})).toMatchObject({ verdict: 'invalid', why: 'none', part: 'a' });
    expect(judged(style(one), { a0: 'mark', a4: 'mark' })).toMatchObject({ verdict: 'invalid', why: 'too-many' });
  });

  it('a doubtful square is for persons, but not where the ballot is spoiled whatever they say', () => {
    expect(judged(style(one), { a0: 'adjudicate' })).toMatchObject({ verdict: 'persons' });
    expect(judged(style(one), { a0: 'mark', a1: 'adjudicate' })).toMatchObject({ verdict: 'persons' });
    expect(judged(style(one), { a0: 'mark', a1: 'mark', a2: 'adjudicate' })).toMatchObject({ verdict: 'invalid' });
    expect(judged(style(one, preference), { b0: 'adjudicate' })).toMatchObject({ verdict: 'invalid', part: 'a' });
  });

  it('a preference may be missing, and a wrong one spoils what the definition says', () => {
    const both = style(one, preference);
    expect(judged(both, { a0: 'mark' })).toMatchObject({ verdict: 'valid' });
    expect(judged(both, { a0: 'mark', b0: 'mark', b1: 'mark' })).toMatchObject({
      verdict: 'valid',
      parts: [{ outcome: 'filled' }, { outcome: 'too-many' }],
    });
    const strict = style(one, { ...preference, spoils: 'ballot' });
    expect(judged(strict, { a0: 'mark', b0: 'mark', b1: 'mark' })).toMatchObject({ verdict: 'invalid', part: 'b' });
  });

  it('a ballot on which no part is left is invalid, even if each spoils only itself', () => {
    const lenient = style({ ...one, spoils: 'part' }, preference);
    expect(judged(lenient, { a0: 'mark', a1: 'mark' })).toMatchObject({
      verdict: 'invalid',
      why: 'too-many',
      part: 'a',
    });
    expect(judged(style(preference), {})).toMatchObject({ verdict: 'invalid', why: 'none', part: 'b' });
  });

  it('it is valid only if every doubt, decided either way, leaves every part as it is told', () => {
    fc.assert(
      fc.property(ballots, fc.infiniteStream(fc.boolean()), ({ of, zones }, coins) => {
        const told = judged(of, zones);
        const decided = Object.fromEntries(
          Object.entries(zones).map(([id, zone]): [string, MarkZone] => [
            id,
            zone === 'adjudicate' ? (coins.next().value ? 'mark' : 'empty') : zone,
          ]),
        );
        const then = judged(of, decided);
        expect(then.verdict).not.toBe('persons');
        if (told.verdict === 'valid') expect(votes(then)).toEqual(votes(told));
        if (told.verdict === 'invalid') expect(then.verdict).toBe('invalid');
      }),
    );
  });

  it('every option is treated alike: where it stands changes nothing', () => {
    fc.assert(
      fc.property(ballots, ({ of, zones }) => {
        const mirrored: BallotStyle = {
          ...of,
          parts: of.parts.map((p) => ({ ...p, options: [...p.options].reverse() })),
        };
        const [one, other] = [judged(of, zones), judged(mirrored, zones)];
        expect(other.verdict).toBe(one.verdict);
        for (const [at, { marked, unsure, outcome }] of one.parts.entries()) {
          expect(other.parts[at]).toEqual({
            ...one.parts[at],
            outcome,
            marked: [...marked].reverse(),
            unsure: [...unsure].reverse(),
          });
        }
      }),
    );
  });

  it('what is marked is what was read, no more and no less', () => {
    fc.assert(
      fc.property(ballots, ({ of, zones }) => {
        const { parts } = judged(of, zones);
        const read = (zone: MarkZone) =>
          Object.keys(zones)
            .filter((id) => zones[id] === zone)
            .sort();
        expect(parts.flatMap(({ marked }) => marked).sort()).toEqual(read('mark'));
        expect(parts.flatMap(({ unsure }) => unsure).sort()).toEqual(read('adjudicate'));
      }),
    );
  });
});

describe('whose ballot it is', () => {
  const ours = style(one);
  const code: CornerCode = { election: '00112233445566ff', constituency: 1, style: 7, test: false, page: 1 };
  const accepting: Accepting = { election: code.election, styles: new Map([[7, ours]]), test: false };
  const quality = { scale: { across: 1, down: 1 }, skew: 0, fit: 0, missing: 0, streaks: false };
  const read = (change: Partial<CornerCode>): SheetReading => ({
    ...{ kind: 'read', turned: false, quality },
    ...{ code: { ...code, ...change }, squares: squares(ours, { a1: 'mark' }) },
  });

  it.each([
    ['ours', read({}), 'valid', undefined],
    ['another election', read({ election: 'ffffffffffffffff' }), 'refused', 'wrong-election'],
    ['another constituency of this election', read({ style: 8 }), 'refused', 'wrong-constituency'],
    [
      'a style that nobody here knows',
      { kind: 'other', turned: false, code: { ...code, style: 99 } },
      'refused',
      'wrong-constituency',
    ],
    [
      'another election whose styles we do not know',
      { kind: 'other', turned: true, code: { ...code, election: '1111111111111111' } },
      'refused',
      'wrong-election',
    ],
    ['a test ballot', read({ test: true }), 'refused', 'test-ballot'],
    ['a blank side', { kind: 'unreadable', why: 'blank-side' }, 'refused', 'blank-side'],
  ] as const)('%s', (_, reading, verdict, why) => {
    expect(judgeSheet(reading, accepting)).toMatchObject({ verdict, ...(why && { why }) });
  });

  it('while the test pack is fed, nothing but its sheets', () => {
    const testing = { ...accepting, test: true };
    expect(judgeSheet(read({}), testing)).toEqual({ verdict: 'refused', why: 'official-ballot' });
    expect(judgeSheet(read({ test: true }), testing)).toMatchObject({ verdict: 'valid' });
  });
});
