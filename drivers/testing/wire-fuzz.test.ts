import { describe, expect, it } from 'vitest';
import { fuzzChip } from './chip-fuzz.ts';
import { fuzzFrames, fuzzStatus, newWireTally, protocols } from './wire-fuzz.ts';

/** bench/device-fuzz.ts does 1,000,000 of each. */
const CASES = 3_000;
const names = Object.keys(protocols) as (keyof typeof protocols)[];

describe('split, lost, doubled, reordered and garbage bytes', () => {
  it.each(names)('of %s: no exception, bounded memory, and the next good frame is found', (name) => {
    const tally = newWireTally();
    fuzzFrames(name, tally, CASES);
    expect(tally.wrong).toEqual([]);
    expect(tally.next).toBe(CASES);
    expect(tally.damaged).toBeGreaterThan(CASES / 2);
    expect(tally.found).toBeGreaterThan(CASES / 10);
  });

  it('of a chip: no exception, nothing longer than its bytes, and nothing false believed', () => {
    const tally = newWireTally();
    fuzzChip(tally, CASES);
    expect(tally.wrong).toEqual([]);
    expect(tally.damaged).toBeGreaterThan(CASES / 2);
    expect(tally.found).toBeGreaterThan(CASES / 10);
  });

  it("of a printer's answers: the first that fits is the answer, the others are counted, nothing is awaited", async () => {
    const tally = newWireTally();
    await fuzzStatus(tally, CASES);
    expect(tally.wrong).toEqual([]);
    expect(tally.found).toBeGreaterThan(CASES / 10);
  });
});
