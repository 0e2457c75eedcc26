import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denseStyle, listStyle, partyStyle } from '../ballot/examples.fixture.ts';
import {
  blankMeans,
  type Choices,
  isComplete,
  marksOf,
  noChoices,
  shownPart,
  shownParts,
  touch,
  touchBlank,
} from './choices.ts';

const list = listStyle(3);
const after = (style: typeof list, choices: Choices, at: number, option: string) => {
  const done = touch(style, choices, at, option);
  if (done === null) throw new Error(option);
  return done;
};

describe('choosing', () => {
  it('begins with nothing chosen, and nothing is complete before every part is answered', () => {
    const begun = noChoices(partyStyle);
    expect(begun).toEqual([{ state: 'open' }, { state: 'open' }]);
    expect(isComplete(begun)).toBe(false);
    expect(() => marksOf(begun)).toThrow();
    const party = after(partyStyle, begun, 0, 'p-3').choices;
    expect(isComplete(party)).toBe(false);
    expect(marksOf(touchBlank(partyStyle, party, 1))).toEqual([['p-3'], []]);
  });

  it('of one line moves the mark to the line that is touched, and takes it off where it stands', () => {
    const first = after(list, noChoices(list), 0, 'c-2');
    expect(first.touched).toBe('marked');
    const moved = after(list, first.choices, 0, 'against-all');
    expect([moved.touched, marksOf(moved.choices)]).toEqual(['moved', [['against-all']]]);
    const off = after(list, moved.choices, 0, 'against-all');
    expect([off.touched, off.choices]).toEqual(['unmarked', noChoices(list)]);
    expect(touch(list, first.choices, 0, 'c-9')).toBeNull();
  });

  it('of several lines moves no mark by itself', () => {
    const dense = denseStyle(3);
    const two = { ...dense, parts: dense.parts.map((part) => ({ ...part, marks: { min: 0, max: 2 } })) };
    const both = after(two, after(two, noChoices(two), 0, 'n-3').choices, 0, 'n-1').choices;
    expect(after(two, both, 0, 'n-2')).toEqual({ choices: both, touched: 'full' });
    // In the order of the ballot, not in that of her finger.
    expect(marksOf(both)).toEqual([['n-1', 'n-3']]);
    expect(shownPart(two, both, 0)).toMatchObject({ most: 2, left: 0 });
  });

  it('leaves a part blank only by her own word, and a line that is touched then takes that back', () => {
    const blank = touchBlank(list, after(list, noChoices(list), 0, 'c-1').choices, 0);
    expect(marksOf(blank)).toEqual([[]]);
    expect(touchBlank(list, blank, 0)).toEqual(noChoices(list));
    expect(marksOf(after(list, blank, 0, 'c-1').choices)).toEqual([['c-1']]);
  });

  it('says what a part left blank comes to', () => {
    const means = (min: number, spoils: 'ballot' | 'part') => blankMeans({ marks: { min, max: 1 }, spoils });
    expect([means(0, 'ballot'), means(1, 'part'), means(1, 'ballot')]).toEqual([
      ...(['nothing', 'part-invalid', 'ballot-invalid'] as const),
    ]);
  });
});

describe('every line is treated alike', () => {
  const touches = fc.array(
    fc.oneof(fc.record({ at: fc.nat(1), line: fc.nat(60) }), fc.record({ at: fc.nat(1), line: fc.constant(null) })),
    { maxLength: 25 },
  );
  const follow = (steps: readonly { readonly at: number; readonly line: number | null }[]) =>
    steps.reduce<Choices>((choices, { at, line }) => {
      if (line === null) return touchBlank(partyStyle, choices, at);
      const options = partyStyle.parts[at]?.options ?? [];
      return after(partyStyle, choices, at, options[line % options.length]?.id ?? '').choices;
    }, noChoices(partyStyle));

  it('whatever is touched: order of the definition, the rule of the part, and only marks tell lines apart', () => {
    fc.assert(
      fc.property(touches, (steps) => {
        const choices = follow(steps);
        for (const [at, shown] of shownParts(partyStyle, choices).entries()) {
          const part = partyStyle.parts[at];
          expect(shown.lines.map(({ option }) => option)).toEqual(part?.options.map(({ id }) => id));
          const marked = shown.lines.filter((line) => line.marked).map(({ option }) => option);
          expect(marked.length).toBeLessThanOrEqual(part?.marks.max ?? 0);
          expect(marked.length > 0).toBe(shown.state === 'marked');
          if (isComplete(choices)) expect(marksOf(choices)[at]).toEqual(marked);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the same touches on another line lead to the same, but for the line', () => {
    const swapped = (id: string) => ({ 'c-1': 'against-all', 'against-all': 'c-1' })[id] ?? id;
    fc.assert(
      fc.property(fc.array(fc.constantFrom('c-1', 'c-2', 'c-3', 'against-all'), { maxLength: 12 }), (steps) => {
        let [one, other] = [noChoices(list), noChoices(list)];
        for (const id of steps) {
          const [here, there] = [after(list, one, 0, id), after(list, other, 0, swapped(id))];
          expect(there.touched).toBe(here.touched);
          [one, other] = [here.choices, there.choices];
        }
        const marks = (choices: Choices) => choices.map((a) => (a.state === 'marked' ? a.options : a.state));
        expect(marks(other)).toEqual(marks(one).map((m) => (typeof m === 'string' ? m : m.map((id) => swapped(id)))));
      }),
      { numRuns: 100 },
    );
  });
});
