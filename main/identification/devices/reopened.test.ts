import { expect, it } from 'vitest';
import type { DeviceStatus } from '../../../drivers/device.ts';
import { Listeners } from '../../../drivers/listeners.ts';
import { HandClock } from '../../../drivers/testing/hand-clock.ts';
import { FOUND_WITHIN_MS, foundAfterOpening, foundIn } from './reopened.ts';

const opening: DeviceStatus = { state: 'working', doing: 'connecting' };
const missing: DeviceStatus = { state: 'missing', problem: { code: 'device.printer-missing' } };

/** A device that was opened and says of itself what it is told to say. */
function device(status: DeviceStatus = opening) {
  const listeners = new Listeners<{ readonly event: 'status'; readonly status: DeviceStatus }>();
  const made = {
    status,
    on: listeners.on.bind(listeners),
    becomes(next: DeviceStatus) {
      made.status = next;
      listeners.emit({ event: 'status', status: next });
    },
  };
  return made;
}

it('tells of a device that is unplugged that it is, and what to do is in its words', async () => {
  const one = device();
  const found = foundAfterOpening(one, new HandClock());
  one.becomes(missing);
  expect(await found).toEqual({ ok: false, error: { code: 'device.printer-missing' } });
  expect(await foundAfterOpening(device(missing), new HandClock())).toMatchObject({ ok: false });
});

it('waits while it opens and climbs, and says that it is well when it is', async () => {
  const one = device();
  const clock = new HandClock();
  const found = foundAfterOpening(one, clock);
  await clock.pass(1_000);
  one.becomes({ state: 'working', doing: 'recovering' });
  await clock.pass(1_000);
  one.becomes({ state: 'ready' });
  expect(await found).toEqual({ ok: true, value: null });
  // What it is busy with after that is no trouble of its port.
  expect(foundIn({ state: 'working', doing: 'printing' })).toEqual({ ok: true, value: null });
});

it('is not waited for without end: what it is recovering from is told, or that it has not answered yet', async () => {
  for (const [because, code] of [
    [{ because: { code: 'device.printer-silent' } as const }, 'device.printer-silent'],
    [{}, 'device.still-opening'],
  ] as const) {
    const clock = new HandClock();
    const one = device();
    const found = foundAfterOpening(one, clock);
    one.becomes({ state: 'working', doing: 'recovering', ...because });
    await clock.pass(FOUND_WITHIN_MS + 10);
    expect(await found).toEqual({ ok: false, error: { code } });
  }
});
