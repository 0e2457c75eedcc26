import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import type { DeviceStatus } from '../device.ts';
import { ScannerKeeper } from './scanner-keeper.ts';

/** A clock that stands until it is moved. */
function standingClock() {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly then: () => void }>();
  const clock: Clock = {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  return {
    clock,
    pending: () => timers.size,
    /** Moves to the next timer that is due within `ms`, and lets what it wakes run. */
    async move(ms: number): Promise<void> {
      const until = now + ms;
      for (;;) {
        // Promises that wait for promises: all of them have run when the next turn of the event loop comes.
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = [...timers].sort((a, b) => a.at - b.at);
        if (!next || next.at > until) break;
        timers.delete(next);
        now = next.at;
        next.then();
      }
      now = until;
    },
  };
}

/** How a scanner may answer; `never` answers only when it is no longer asked. */
type Answer = 'ready' | 'jam' | 'absent' | 'silent' | 'busy' | 'never';
const answers: readonly Answer[] = ['ready', 'jam', 'absent', 'silent', 'busy', 'never'];
const params = { scanner: 'x' };
const given: Readonly<Record<Exclude<Answer, 'never'>, Result<DeviceStatus, Problem>>> = {
  ready: ok({ state: 'ready' }),
  jam: ok({ state: 'attention', problem: { code: 'scanner.jammed' } }),
  absent: err({ code: 'scanner.missing', params }),
  silent: err({ code: 'scanner.silent', params }),
  busy: err({ code: 'scanner.io-error' }),
};

type Step =
  | { readonly step: 'becomes'; readonly answer: Answer }
  | { readonly step: 'wait'; readonly ms: number }
  | { readonly step: 'scan'; readonly ends: Problem['code'] | null; readonly ms: number }
  | { readonly step: 'give-up' }
  | { readonly step: 'reopen' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ step: fc.constant('becomes' as const), answer: fc.constantFrom(...answers) }),
  fc.record({ step: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
  fc.record({
    step: fc.constant('scan' as const),
    ends: fc.constantFrom(null, 'scanner.jammed', 'scanner.io-error', 'scanner.no-documents', 'device.cancelled'),
    ms: fc.integer({ min: 0, max: 20_000 }),
  }),
  fc.constant({ step: 'give-up' } as const),
  fc.constant({ step: 'reopen' } as const),
);

function keeperBench() {
  const time = standingClock();
  const device = { answer: 'ready' as Answer };
  const keeper = new ScannerKeeper({
    name: 'x',
    path: 'x',
    ladder: [
      { step: 'retry', times: 2, limitMs: 3_000 },
      { step: 're-enumerate', times: 1, limitMs: 5_000 },
    ],
    heartbeatMs: 10_000,
    againMs: 4_000,
    clock: time.clock,
    probe: (signal) => {
      const { answer } = device;
      if (answer !== 'never') return Promise.resolve(given[answer]);
      return new Promise((resolve) => {
        // As both drivers do it, a question has its own limit.
        const cancel = time.clock.after(2_500, () => resolve(given.silent));
        signal.addEventListener('abort', () => {
          cancel();
          resolve(given.silent);
        });
      });
    },
    forget: () => {},
  });
  return { time, device, keeper };
}

describe('the keeper of a scanner', () => {
  it('whatever happens: it is ready again once the scanner is well, every scan ends, and closed it leaves no timer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const { time, device, keeper } = keeperBench();
        let giveUp = new AbortController();
        const scans: { ended: boolean }[] = [];
        keeper.open();
        for (const one of steps) {
          if (one.step === 'becomes') device.answer = one.answer;
          if (one.step === 'wait') await time.move(one.ms);
          if (one.step === 'give-up') giveUp.abort();
          if (one.step === 'reopen') void keeper.reopen();
          if (one.step !== 'scan') continue;
          if (giveUp.signal.aborted) giveUp = new AbortController();
          const scan = { ended: false };
          scans.push(scan);
          const work = async (signal: AbortSignal) => {
            keeper.set({ state: 'working', doing: 'capturing' });
            await new Promise<void>((resolve) => {
              const cancel = time.clock.after(one.ms, resolve);
              signal.addEventListener('abort', () => {
                cancel();
                resolve();
              });
            });
            const code = signal.aborted ? 'device.cancelled' : one.ends;
            keeper.settle(code === null ? null : { code });
          };
          void keeper.exclusively(work, { signal: giveUp.signal, unstarted: undefined }).then(() => {
            scan.ended = true;
          });
        }
        device.answer = 'ready';
        await time.move(20 * 20_000 + 60_000);
        expect([keeper.status, scans.every(({ ended }) => ended)]).toEqual([{ state: 'ready' }, true]);
        // Somebody always looks again: no state is final.
        expect(time.pending()).toBe(1);
        const closed = keeper.close();
        await time.move(0);
        await closed;
        await time.move(60_000);
        expect(time.pending()).toBe(0);
      }),
      { numRuns: Number(process.env.SCANNER_SEQUENCES ?? 300) },
    );
  });

  it('closed in the middle of whatever it does, it ends at once and leaves no timer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...answers), fc.nat(30_000), async (answer, ms) => {
        const { time, device, keeper } = keeperBench();
        device.answer = answer;
        keeper.open();
        await time.move(ms);
        const before = keeper.status;
        const closed = keeper.close();
        await time.move(0);
        await closed;
        await time.move(60_000);
        expect([time.pending(), keeper.status]).toEqual([0, before]);
      }),
      { numRuns: 200 },
    );
  });

  it('tells what is missing from what needs somebody, and finds it again without a flicker', async () => {
    const { time, device, keeper } = keeperBench();
    const seen: string[] = [];
    keeper.events.on((event) => {
      if (event.event === 'status') seen.push(event.status.state);
    });
    device.answer = 'absent';
    keeper.open();
    await time.move(60_000);
    device.answer = 'jam';
    await time.move(10_000);
    device.answer = 'ready';
    await time.move(10_000);
    device.answer = 'busy';
    await time.move(20_000);
    expect(seen).toEqual(['working', 'missing', 'attention', 'ready', 'working', 'attention']);
    expect(keeper.status).toEqual({ state: 'attention', problem: { code: 'scanner.io-error' } });
  });
});
