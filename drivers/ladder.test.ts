import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { climb, type Ladder, type LadderStep } from './ladder.ts';

/** A clock whose time passes only when something waits: a climb of minutes takes no time. */
function jumpingClock(): Clock & { readonly pending: () => number } {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly then: () => void }>();
  const turn = () =>
    setImmediate(() => {
      const [next] = [...timers].sort((a, b) => a.at - b.at);
      if (next === undefined) return;
      timers.delete(next);
      now = next.at;
      next.then();
      turn();
    });
  return {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then };
      timers.add(timer);
      if (timers.size === 1) turn();
      return () => timers.delete(timer);
    },
    pending: () => timers.size,
  };
}

const steps: readonly LadderStep[] = ['retry', 'soft-reset', 'reopen', 're-enumerate'];
const ladder: fc.Arbitrary<Ladder> = fc.array(
  fc.record({
    step: fc.constantFrom(...steps),
    times: fc.integer({ min: 1, max: 3 }),
    limitMs: fc.integer({ min: 1, max: 10_000 }),
  }),
  { maxLength: 5 },
);

describe('climb', () => {
  it('takes every rung as often as it says, in order, and stops at the one that helps', async () => {
    await fc.assert(
      fc.asyncProperty(ladder, fc.nat({ max: 16 }), async (rungs, helpsAt) => {
        const all = rungs.flatMap(({ step, times }) => Array<LadderStep>(times).fill(step));
        const taken: LadderStep[] = [];
        const clock = jumpingClock();
        const attempt = async (step: LadderStep) => taken.push(step) === helpsAt + 1;
        const end = await climb(rungs, attempt, { clock, signal: new AbortController().signal });
        expect(taken).toEqual(all.slice(0, helpsAt + 1));
        expect(end).toBe(all[helpsAt] ?? 'exhausted');
        expect(clock.pending()).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('outlives tries that never end, and tells them that they are over', async () => {
    const clock = jumpingClock();
    const signals: AbortSignal[] = [];
    const attempt = (_: LadderStep, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<boolean>(() => {});
    };
    const rungs = steps.map((step) => ({ step, times: 2, limitMs: 5_000 }));
    expect(await climb(rungs, attempt, { clock, signal: new AbortController().signal })).toBe('exhausted');
    expect(signals.map(({ aborted }) => aborted)).toEqual(Array(8).fill(true));
    expect(clock.now()).toBe(8 * 5_101);
  });

  it('ends at once when it is called off', async () => {
    const stop = new AbortController();
    const attempt = async () => {
      stop.abort();
      return false;
    };
    const rungs: Ladder = [{ step: 'retry', times: 9, limitMs: 1_000 }];
    expect(await climb(rungs, attempt, { clock: jumpingClock(), signal: stop.signal })).toBe('aborted');
  });
});
