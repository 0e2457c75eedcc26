import { describe, expect, it } from 'vitest';
import { codeOf } from './testing/bench.ts';
import { checkSequences, runSequence, type Step, subject } from './testing/device-sequences.ts';
import { MemoryCable } from './testing/memory-cable.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('every driver, whatever happens to its device', () => {
  it('finds its way back when the device answers again, ends all work, and leaves nothing behind', async () => {
    // bench/device-properties.ts does 100,000.
    expect(await checkSequences(400, 1)).toBeNull();
  });

  it('closed while its line is stuck and its device silent, it leaves nothing behind either', async () => {
    const steps: readonly Step[] = [
      { do: 'silent', on: true },
      { do: 'wait', ms: 9_845 },
      { do: 'stuck', on: true },
      { do: 'wait', ms: 179 },
      { do: 'close' },
    ];
    for (const name of ['keeper', 'r30x', 'escpos'] as const) await runSequence(name, steps);
  });

  it('after a wire that tore everything, a scanner is believed again by its next whole code', async () => {
    await runSequence('hid', [
      { do: 'wire', damage: 'split' },
      { do: 'wait', ms: 2 },
      { do: 'work', abortMs: null },
      { do: 'wait', ms: 0 },
    ]);
  });
});

describe('a ladder that was climbed in vain', () => {
  it('is not climbed twice when work asks for it before its pause is over', async () => {
    await runSequence('r30x', [
      { do: 'wire', damage: 'doubled' },
      { do: 'wait', ms: 122 },
      { do: 'work', abortMs: null },
      { do: 'wait', ms: 3_172 },
      { do: 'close' },
    ]);
  });
});

describe('a line that takes nothing', () => {
  it.each(['r30x', 'escpos'] as const)('of a %s is told, and is well again when it does', async (name) => {
    const clock = new VirtualClock();
    const cable = new MemoryCable(clock);
    const { device } = subject(name, cable, clock);
    device.open();
    await clock.pass(60_000, () => device.status.state === 'ready');
    cable.stuck = true;
    await clock.pass(120_000, () => device.status.state === 'attention');
    expect(codeOf(device.status)).toBe(name === 'r30x' ? 'device.fingerprint-silent' : 'device.printer-silent');
    // It stays told while the driver goes on trying.
    const told = new Set<string>();
    device.on((event) => event.event === 'status' && told.add(event.status.state));
    await clock.pass(120_000);
    expect([...told]).toEqual([]);
    cable.stuck = false;
    await clock.pass(15_000, () => device.status.state === 'ready');
    expect(device.status).toEqual({ state: 'ready' });
    const closing = device.close();
    await clock.pass(10_000);
    await closing;
    expect(clock.pending).toBe(0);
  });
});

describe('what looks at the drivers', () => {
  it.each([
    ['a listener that is left', /left after close: .*"listeners":1/, 'listener'],
    ['a timer that is left', /left after close: .*"timers":1/, 'timer'],
    ['work without an end', /1 pieces of work without an end/, 'work'],
    ['a state without a way back', /no way back/, 'dead'],
    ['a device called ready that is not there', /called ready and is not there/, 'blind'],
  ])('sees %s', async (_, message, defect) => {
    const run = runSequence(
      'keeper',
      [
        { do: 'work', abortMs: null },
        { do: 'unplug', noticed: true },
      ],
      (name, cable, clock) => {
        const whole = subject(name, cable, clock);
        const { device } = whole;
        if (defect === 'listener') cable.on(() => {});
        if (defect === 'timer') clock.after(1e9, () => {});
        if (defect === 'work') return { ...whole, work: () => new Promise(() => {}) };
        if (defect !== 'dead' && defect !== 'blind') return whole;
        const status =
          defect === 'dead' ? ({ state: 'working', doing: 'recovering' } as const) : ({ state: 'ready' } as const);
        return { ...whole, device: { ...device, status, on: device.on, close: device.close } };
      },
    );
    await expect(run).rejects.toThrow(message);
  });
});
