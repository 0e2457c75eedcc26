import { describe, expect, it } from 'vitest';
import { fuzzEsclXml, fuzzHttp } from '../testing/scanner-fuzz.ts';

/** A little of what `bench/parser-fuzz.ts` does at length. */
describe('mutated answers of a scanner', () => {
  it('as XML: nothing throws, and what is accepted can be worked with', () => {
    const tally = fuzzEsclXml(3_000, 1);
    expect(tally.wrong).toEqual([]);
    // Both happen, else the mutations test nothing.
    expect(Math.min(tally.whole, tally.refused)).toBeGreaterThan(300);
  });

  it('as HTTP over a real connection: every question ends', async () => {
    const tally = await fuzzHttp(400, 1);
    expect(tally.wrong).toEqual([]);
    expect(Math.min(tally.whole, tally.cut, tally.refused)).toBeGreaterThan(10);
    expect(tally.faults).toEqual(expect.arrayContaining(['cut', 'garbage']));
  });
});
