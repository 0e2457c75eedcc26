import { expect, it } from 'vitest';
import { type Silence, takePulse } from './pulse.ts';

const delays = { tick: 250, first: 1_000, longestFirst: 3_000, silence: 500 };

function patient() {
  const silences: Silence[] = [];
  const pulse = takePulse(delays, (silence) => silences.push(silence));
  return {
    pulse,
    silences,
    /** Ticks until the page was given up; null when it was not within a minute. */
    givenUpAfter: (): number | null => {
      const before = silences.length;
      for (let ticks = 1; ticks <= 240; ticks += 1) {
        pulse.tick();
        if (silences.length > before) return ticks * delays.tick;
      }
      return null;
    },
  };
}

it('a page that never says anything is given up, each time later, and never later than the longest', () => {
  const { pulse, silences, givenUpAfter } = patient();
  const after = [1, 2, 3, 4].map(() => {
    pulse.loading();
    return givenUpAfter();
  });
  expect(after).toEqual([1_000, 2_000, 3_000, 3_000]);
  expect(silences).toEqual(['never-alive', 'never-alive', 'never-alive', 'never-alive']);
});

it('a page that was alive hangs when it falls silent; its next load has the first patience again', () => {
  const { pulse, silences, givenUpAfter } = patient();
  pulse.loading();
  expect(givenUpAfter()).toBe(1_000);
  pulse.loading();
  pulse.beat();
  expect(givenUpAfter()).toBe(500);
  pulse.loading();
  expect(givenUpAfter()).toBe(1_000);
  expect(silences).toEqual(['never-alive', 'hung', 'never-alive']);
});

it('a page that beats is never given up, nor is one that is known to be away', () => {
  const { pulse, silences, givenUpAfter } = patient();
  pulse.loading();
  for (let beats = 0; beats < 1_000; beats += 1) {
    pulse.beat();
    pulse.tick();
  }
  pulse.away();
  expect(givenUpAfter()).toBeNull();
  expect(silences).toEqual([]);
});
