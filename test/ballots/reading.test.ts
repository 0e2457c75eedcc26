import { describe, expect, it } from 'vitest';
import { type ConditionName, conditionNames, conditions } from '../../drivers/simulator/ballot-page/conditions.ts';
import { type FormName, noTally, readOne, refusedOf, type Tally, wrongOf } from './positions.ts';

/** How many sheets of a form are read under each condition: at least 20,000 positions in all. */
const sheets: Readonly<Record<FormName, (condition: ConditionName) => number>> = {
  list: (condition) => (condition === 'clean' ? 6 : 0),
  'list-long': (condition) => (conditions[condition].level === 'hard' ? 0 : 3),
  'party-grid': (condition) => (conditions[condition].level === 'hard' ? 1 : 4),
  dense: () => 1,
};

describe('ballots that were filled in, spoiled, scanned and read', { timeout: 240_000 }, () => {
  const tallies = new Map<ConditionName, Tally>(conditionNames.map((name) => [name, noTally()]));

  it.each(conditionNames)('%s: nothing is read wrong', async (name) => {
    const tally = tallies.get(name)!;
    for (const form of Object.keys(sheets) as FormName[]) {
      for (let seed = 0; seed < sheets[form](name); seed += 1) await readOne(form, name, seed, tally);
    }
    expect(tally.wrongSeeds).toEqual([]);
    expect(wrongOf(tally)).toBe(0);
    // Paper as it mostly is must not come back to the voter.
    if (conditions[name].level !== 'hard') expect(refusedOf(tally) + tally.adjudicatedSheets).toBe(0);
  });

  it('a mark between two squares that were filled over their lines is one', async () => {
    const tally = noTally();
    for (const seed of [16, 137, 230]) await readOne('dense', 'clean', seed, tally);
    expect(tally).toMatchObject({ sheets: 3, adjudicated: 0, falseMarks: 0, missedMarks: 0 });
  });

  it('a bar that the scanner drew for a moment, upright to the pixel, is nobody’s mark', async () => {
    const tally = noTally();
    await readOne('dense', 'streak-part', 137, tally);
    expect(tally).toMatchObject({ sheets: 1, falseMarks: 0, missedMarks: 0 });
  });

  it('were at least 20,000 positions, of which some were marked', () => {
    const sum = (pick: (tally: Tally) => number) => [...tallies.values()].reduce((total, one) => total + pick(one), 0);
    expect(sum(({ positions }) => positions)).toBeGreaterThanOrEqual(20_000);
    expect(sum(({ marked }) => marked)).toBeGreaterThan(1_000);
  });
});
