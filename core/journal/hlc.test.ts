import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime } from './chain.ts';
import { compareHlc, formatHlc, HLC_ZERO, parseHlc, tick } from './hlc.ts';

const wall = fc.integer({ min: 0, max: 4_000_000_000_000 });
const clock = fc.record({ ms: wall, counter: fc.integer({ min: 0, max: 9999 }) });

describe('the hybrid clock', () => {
  it('only goes forward, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(wall, { minLength: 1 }), (times) => {
        let last = HLC_ZERO;
        for (const now of times) {
          const next = tick(last, now);
          expect(compareHlc(next, last)).toBeGreaterThan(0);
          expect(next.ms).toBeGreaterThanOrEqual(now);
          last = next;
        }
      }),
    );
  });

  it('goes on after ten thousand events in one millisecond', () => {
    expect(tick({ ms: 5, counter: 9999 }, 5)).toEqual({ ms: 6, counter: 0 });
  });

  it('sorts as text exactly as in time and comes back from text', () => {
    fc.assert(
      fc.property(clock, clock, (a, b) => {
        expect(parseHlc(formatHlc(a))).toEqual(a);
        const texts = formatHlc(a) < formatHlc(b) ? -1 : formatHlc(a) > formatHlc(b) ? 1 : 0;
        expect(texts).toBe(Math.sign(compareHlc(a, b)));
      }),
    );
    expect(parseHlc('12-0')).toBeUndefined();
    expect(() => formatHlc({ ms: -1, counter: 0 })).toThrow(RangeError);
  });
});

describe('local time', () => {
  it('keeps the moment and tells the offset of the zone on that day', () => {
    expect(localTime(1_696_730_400_000, 'Asia/Bishkek')).toBe('2023-10-08T08:00:00.000+06:00');
    // Consulates abroad: half an hour, west of Greenwich, and none at all.
    expect(localTime(1_696_730_400_000, 'Asia/Kolkata')).toBe('2023-10-08T07:30:00.000+05:30');
    expect(localTime(1_696_730_400_000, 'America/New_York')).toBe('2023-10-07T22:00:00.000-04:00');
    expect(localTime(1_696_730_400_000, 'UTC')).toBe('2023-10-08T02:00:00.000+00:00');
    fc.assert(
      fc.property(wall, fc.constantFrom('Asia/Bishkek', 'Asia/Kolkata', 'America/New_York'), (ms, zone) => {
        expect(Date.parse(localTime(ms, zone))).toBe(ms);
      }),
    );
  });
});
