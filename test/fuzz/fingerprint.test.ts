import { describe, expect, it } from 'vitest';
import { fuzzImages } from '../../bench/fingerprint-fuzz-images.ts';
import { fuzzRecords, newCompared } from '../../bench/fingerprint-fuzz-records.ts';
import { newTally } from '../../bench/fingerprint-fuzz-tally.ts';

/** A little of what `bench/fingerprint-fuzz.ts` does at length. */
describe('mutated bytes never throw', () => {
  it('as images of every kind', () => {
    const tally = newTally();
    fuzzImages(tally, 1000);
    expect(tally.wrong).toEqual([]);
    // Both happen, and of every kind: else the mutations test nothing.
    expect(tally.accepted).toBeGreaterThan(100);
    expect(Object.keys(tally.kinds)).toHaveLength(21);
    for (const [kind, { refused }] of Object.entries(tally.kinds)) expect([kind, refused > 0]).toEqual([kind, true]);
  });

  it('as template records of all formats', () => {
    const [tally, compared] = [newTally(), newCompared()];
    fuzzRecords(tally, compared, 8000);
    expect(tally.wrong).toEqual([]);
    expect(tally.accepted).toBeGreaterThan(500);
    expect(Object.keys(tally.refused).length).toBeGreaterThan(3);
    expect(compared.count).toBeGreaterThan(10);
  });
});
