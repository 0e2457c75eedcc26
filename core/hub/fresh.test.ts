import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRESH, staleFrom } from './fresh.ts';

const now = Date.UTC(2025, 10, 30, 8);
const { past, ahead } = FRESH;

describe('an ask', () => {
  it('counts within its minute, and not from a time that is to come', () => {
    for (const asked of [now - past, now, now + ahead]) expect(staleFrom(asked, now)).toBeNull();
    for (const asked of [0, now - past - 1, now + ahead + 1]) expect(staleFrom(asked, now)).toBe(now);
  });

  it('is one of before until it is later than what ended what it wants', () => {
    expect(staleFrom(now - 2_000, now, now - 1_000)).toBe(now);
    expect(staleFrom(now - 1_000, now, now - 1_000)).toBe(now);
    expect(staleFrom(now - 999, now, now - 1_000)).toBeNull();
    // Another collector’s clock may be so far ahead.
    expect(staleFrom(now, now, now + ahead - 1)).toBe(now + ahead);
  });

  it('counts when it is made anew as it was told, whatever a wrong clock has written down', () => {
    const when = fc.integer({ min: 0, max: 2 * now });
    fc.assert(
      fc.property(
        when,
        fc.option(fc.oneof(when, fc.integer({ min: now - 2 * past, max: now + 2 * past }))),
        (asked, since) => {
          const from = staleFrom(asked, now, since);
          expect(from === null ? null : staleFrom(from, now, since)).toBeNull();
        },
      ),
    );
  });
});
