import { describe, expect, it } from 'vitest';
import { chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import { type Clock, systemClock } from '../../clock.ts';
import type { SbiFault } from '../../simulator/sbi/faults.ts';
import { codeOf, ready, statusWhere } from '../../testing/bench.ts';
import { readerOn, simulated } from './bench.fixture.ts';
import { touchOf } from './world.fixture.ts';

/** The system's clock, with the timers that have neither fired nor been cancelled. */
function countingClock(): Clock & { readonly pending: Set<unknown> } {
  const pending = new Set<unknown>();
  return {
    pending,
    now: () => systemClock.now(),
    after: (ms, then) => {
      const mark = {};
      pending.add(mark);
      const cancel = systemClock.after(ms, () => {
        pending.delete(mark);
        then();
      });
      return () => {
        pending.delete(mark);
        cancel();
      };
    },
  };
}

describe('when it is closed', () => {
  it.each<[string, SbiFault, number]>([
    ['while it is looked for', { silent: true }, 30],
    ['while it waits for its heartbeat', {}, 120],
    ['while it does not answer', { silent: true, verbs: ['MOSIPDINFO'] }, 450],
    ['between two tries', { garbage: 'json' }, 300],
    ['in a capture', { silent: true, verbs: ['RCAPTURE'] }, 250],
  ])('%s, nothing is left: no timer, no promise', async (_, fault, ms) => {
    const { service, ports } = await simulated();
    service.inject(fault);
    const clock = countingClock();
    const reader = readerOn(ports, { clock });
    await new Promise((resolve) => setTimeout(resolve, ms));
    const started = [reader.capture(), reader.preview(() => {}), reader.reopen(), reader.capture()];
    await reader.close();
    await Promise.all(started);
    expect(clock.pending.size).toBe(0);
    const said = reader.status;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([reader.status, clock.pending.size]).toEqual([said, 0]);
  });
});

describe('whatever happens in whatever order', () => {
  it.each([1, 2, 3])('every capture ends, and the scanner is ready again once all is well (%i)', async (seed) => {
    const { service, ports } = await simulated();
    const clock = countingClock();
    const reader = readerOn(ports, { clock });
    const chance = chanceOf('sbi life', seed);
    const answers: unknown[] = [];
    let moved: Promise<unknown> = Promise.resolve();
    const faults: readonly SbiFault[] = [
      {},
      { silent: true },
      { slow: 150, verbs: ['MOSIPDINFO'] },
      { cut: true },
      { garbage: 'http' },
      { garbage: 'json' },
      { status: 'Busy' },
      { status: 'Not Ready' },
      { code: '501' },
      { certificate: 'stranger' },
      { signature: 'capture' },
      { hash: true },
      { serial: 'S-9' },
      { noScanner: true },
    ];
    const events: readonly (() => unknown)[] = [
      () => service.inject(faults[Math.floor(chance.next() * faults.length)]!),
      () => service.touch(touchOf(1 + Math.floor(chance.next() * 2))),
      () => service.lift(),
      // One after the other: a service that is moving cannot move.
      () => {
        moved = moved.then(() => service.move());
        return moved;
      },
      () => reader.reopen(),
      () => reader.preview(() => {}, { timeoutMs: 60 }),
      () => reader.capture({ timeoutMs: 80, afterLift: chance.next() < 0.5 }),
      () => reader.capture({ timeoutMs: 80, signal: AbortSignal.timeout(40) }),
    ];
    for (let step = 0; step < 24; step += 1) {
      const done = events[Math.floor(chance.next() * events.length)]!();
      answers.push(chance.next() < 0.5 ? await done : done);
    }
    await Promise.all(answers);
    service.mend();
    service.touch(touchOf(3));
    await statusWhere(reader, ready);
    const last = await reader.capture();
    expect(last.ok ? 'captured' : last.error).toBe('captured');
    await reader.close();
    expect(clock.pending.size).toBe(0);
  });

  it('a scanner that comes and goes twice a second is never given up', async () => {
    const { service, ports } = await simulated();
    const reader = readerOn(ports);
    for (let n = 0; n < 6; n += 1) {
      await service.stop();
      await new Promise((resolve) => setTimeout(resolve, 250));
      await service.start();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(codeOf(await statusWhere(reader, ready))).toBeNull();
  });
});
