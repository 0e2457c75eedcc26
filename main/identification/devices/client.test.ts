import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceHealth } from '../../../drivers/device.ts';
import { DeviceClient } from './client.ts';

let client: DeviceClient | undefined;
afterEach(async () => client?.close());

function start(
  listenMs = 1_000,
  entry = 'silent-device-host.ts',
): {
  readonly told: DeviceHealth[][];
  readonly client: DeviceClient;
  deaths: () => number;
} {
  const told: DeviceHealth[][] = [];
  let deaths = 0;
  const made = new DeviceClient({
    entry: new URL(`../../../test/fixtures/processes/${entry}`, import.meta.url),
    setups: [],
    now: () => performance.now(),
    listenMs,
    listener: {
      health: (health) => told.push([...health]),
      document: () => {},
      unreadable: () => {},
      progress: () => {},
      reading: () => {},
      power: () => {},
      hostDied: () => {
        deaths += 1;
      },
    },
  });
  made.start();
  client = made;
  return { told, client: made, deaths: () => deaths };
}

describe("the zone's side of a device host that hangs", () => {
  it('kills it, and it starts anew', async () => {
    // The host of this test speaks once and never again.
    const { told, deaths } = start(300);
    await expect.poll(() => told.length, { timeout: 40_000 }).toBeGreaterThanOrEqual(3);
    expect(told.slice(0, 3).map((health) => health[0]?.status.state)).toEqual(['ready', 'working', 'ready']);
    expect(deaths()).toBeGreaterThanOrEqual(1);
  });
});

describe("the zone's side of a device host that is slow to start", () => {
  it('lets it come up: it is not killed for what a hanging one is killed for', async () => {
    const { told, deaths } = start(100, 'slow-device-host.ts');
    await expect.poll(() => told.length, { timeout: 40_000 }).toBeGreaterThanOrEqual(1);
    expect(deaths()).toBe(0);
  });
});

describe("the zone's side of a device host whose device asks for a restart", () => {
  it('starts it anew once: a device that is dead for good does not take the others along again and again', async () => {
    const { told, deaths } = start(1_000, 'crying-device-host.ts');
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(8);
    expect(deaths()).toBe(1);
  });
});

describe("the zone's side of work that is stopped before it begins", () => {
  it('asks the host for none of it', async () => {
    // Nobody would answer.
    const { told, client: made } = start();
    await expect.poll(() => told.length).toBe(1);
    const signal = AbortSignal.abort();
    const cancelled = { ok: false, error: { code: 'device.cancelled' } };
    const chip = { access: { can: '123456' }, authorities: [], today: null, waitMs: 0, limitMs: 1_000 };
    expect(await made.capture({ afterLift: false, signal })).toEqual(cancelled);
    expect(await made.readChip(chip, signal)).toEqual(cancelled);
    expect(await made.scanPage({ dpi: 300 }, signal)).toEqual(cancelled);
    expect(await made.trial('printer', { kind: 'document' }, { signal })).toEqual(cancelled);
  });
});

describe("the zone's side of a device host that is killed", () => {
  it('says at once that no device is ready, and again what they are when it is back', async () => {
    const { told, client: made, deaths } = start();
    await expect.poll(() => told.length).toBe(1);
    made.restart();
    await expect.poll(() => told.length).toBe(3);
    expect(told.map((health) => health[0]?.status.state)).toEqual(['ready', 'working', 'ready']);
    expect(deaths()).toBe(1);
  });

  it('answers a print that was under way with "may have come out", and one that came too late with "nothing left"', async () => {
    const { told, client: made } = start();
    await expect.poll(() => told.length).toBe(1);
    const under = made.print('<svg/>');
    made.restart();
    expect(await under).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
    expect(await made.print('<svg/>')).toMatchObject({ ok: false, error: { sent: 'nothing-sent' } });
  });
});
