import { describe, expect, it } from 'vitest';
import { Patience } from './patience.ts';

/** Tries until that moment, each of which comes to nothing: the milliseconds between one and the next. */
function triedUntil(patience: Patience, from: number, to: number): number[] {
  const tried: number[] = [];
  for (let now = from; now < to; now += 1_000) {
    if (!patience.isDue(now)) continue;
    tried.push(now);
    patience.failed(now);
  }
  return tried.map((at, n) => at - (tried[n - 1] ?? from));
}

describe('what is owed to the hub', () => {
  it('is tried later each time, at once where something came of it, and from the beginning by a new link', () => {
    const patience = new Patience();
    expect(triedUntil(patience, 0, 250_000)).toEqual([
      0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
    patience.settled();
    patience.anew();
    expect(triedUntil(patience, 250_000, 254_000)).toEqual([0, 1_000, 2_000]);
  });

  it('is tried within half a minute of a hub that has turned silent, also where the wait was at its longest', () => {
    const patience = new Patience();
    const [last] = triedUntil(patience, 0, 184_000).slice(-1);
    expect(last).toBe(60_000);
    patience.silent(true, 184_000);
    const gaps = triedUntil(patience, 184_000, 400_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(25_000);
    expect(gaps.length).toBeGreaterThan(7);
    // It answers again: whatever fails then is waited for as before.
    patience.silent(false, 400_000);
    expect(triedUntil(patience, 400_000, 600_000).at(-1)).toBe(60_000);
  });
});
