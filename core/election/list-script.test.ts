import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ScriptStep, scriptOf } from './list-script.ts';

/** What a reader of a script does, which has the list before and the lines that come with the steps. */
function applied(base: readonly string[], list: readonly string[], steps: readonly ScriptStep[]): readonly string[] {
  const made: string[] = [];
  let at = 0;
  for (const step of steps) {
    if ('keep' in step) made.push(...base.slice(at, at + step.keep));
    if ('insert' in step) made.push(...list.slice(made.length, made.length + step.insert));
    at += 'keep' in step ? step.keep : 'skip' in step ? step.skip : 0;
  }
  expect(at).toBe(base.length);
  return made;
}
const inserted = (steps: readonly ScriptStep[]): number =>
  steps.reduce((sum, step) => sum + ('insert' in step ? step.insert : 0), 0);

const letters = [...'abcdefghijklmnopqrst'];

describe('a script from a list to another one', () => {
  it('says what stays, what goes and what comes', () => {
    expect(scriptOf(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'y'])).toEqual([
      { keep: 1 },
      { skip: 1 },
      { insert: 1 },
      { keep: 2 },
      { insert: 1 },
    ]);
    expect(scriptOf(['a', 'b'], ['a', 'b'])).toEqual([{ keep: 2 }]);
    expect(scriptOf([], ['a', 'b'])).toEqual([{ insert: 2 }]);
    expect(scriptOf(['a', 'b'], [])).toEqual([{ skip: 2 }]);
    expect(scriptOf([], [])).toEqual([]);
  });

  it('moves as few lines as can be where their order is another one', () => {
    expect(inserted(scriptOf(['a', 'b', 'c', 'd', 'e'], ['e', 'a', 'b', 'c', 'd']))).toBe(1);
    expect(inserted(scriptOf(['a', 'b', 'c'], ['c', 'b', 'a']))).toBe(2);
  });

  it('gives the other one whatever both are', () => {
    const list = fc.uniqueArray(fc.constantFrom(...letters));
    fc.assert(
      fc.property(list, list, (base, next) => {
        expect(applied(base, next, scriptOf(base, next))).toEqual(next);
      }),
    );
  });

  it('does so too where lines are equal', () => {
    const list = fc.array(fc.constantFrom(...letters.slice(0, 4)), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (base, next) => {
        expect(applied(base, next, scriptOf(base, next))).toEqual(next);
      }),
    );
  });

  it('sends no line of a list that only lost some, or only got some', () => {
    const list = fc.uniqueArray(fc.constantFrom(...letters));
    fc.assert(
      fc.property(list, fc.array(fc.constantFrom(...letters)), (base, gone) => {
        const fewer = base.filter((one) => !gone.includes(one));
        expect(inserted(scriptOf(base, fewer))).toBe(0);
        expect(inserted(scriptOf(fewer, base))).toBe(base.length - fewer.length);
      }),
    );
  });
});
