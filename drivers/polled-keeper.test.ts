import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from './device.ts';
import { PolledKeeper } from './polled-keeper.ts';
import { HandClock } from './testing/hand-clock.ts';

function polled(look: (signal: AbortSignal) => Promise<DeviceStatus>) {
  const clock = new HandClock();
  const keeper = new PolledKeeper({
    name: 'polled',
    kind: 'power',
    path: '/somewhere',
    clock,
    everyMs: 1_000,
    limitMs: 500,
    look,
    late: { code: 'power.not-said' },
  });
  return { clock, keeper };
}

describe('a device that is looked at', () => {
  it('is looked at once a period, and tells changes only', async () => {
    let looks = 0;
    const { clock, keeper } = polled(async () => {
      looks += 1;
      return looks < 4 ? { state: 'ready' } : { state: 'missing', problem: { code: 'power.no-supply' } };
    });
    const told: string[] = [];
    keeper.events.on((event) => event.event === 'status' && told.push(event.status.state));
    keeper.open();
    await clock.pass(5_500);
    expect(looks).toBe(6);
    expect(told).toEqual(['ready', 'missing']);
    await keeper.close();
    expect(clock.waiting).toBe(0);
  });

  it('is not looked at twice at once when a look hangs, and is well again when it ends', async () => {
    let looks = 0;
    let finish: (status: DeviceStatus) => void = () => {};
    const { clock, keeper } = polled(() => {
      looks += 1;
      if (looks > 1) return Promise.resolve({ state: 'ready' });
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    keeper.open();
    await clock.pass(10_000);
    expect(looks).toBe(1);
    expect(keeper.status).toEqual({ state: 'attention', problem: { code: 'power.not-said' } });
    expect(keeper.health().counters.retries).toBeGreaterThan(3);
    // What the old look brings is not believed: it may be long out of date.
    finish({ state: 'missing', problem: { code: 'power.no-supply' } });
    await clock.pass(1_100);
    expect(looks).toBe(2);
    expect(keeper.status).toEqual({ state: 'ready' });
  });

  it('lets go at once when it is closed in the middle of a look', async () => {
    const { clock, keeper } = polled((signal) => {
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve({ state: 'ready' })));
    });
    keeper.open();
    await clock.pass(10);
    const closed = keeper.close();
    await clock.pass(10);
    await closed;
    expect(clock.waiting).toBe(0);
    expect(keeper.status).toEqual({ state: 'working', doing: 'connecting' });
  });
});
