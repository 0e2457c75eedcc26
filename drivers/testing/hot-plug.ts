import { type Clock, sleep, systemClock } from '../clock.ts';
import type { DeviceStatus } from '../device.ts';
import { R30xReader } from '../fingerprint/r30x.ts';
import { SimulatedPort } from '../simulator/pty.ts';
import { SimulatedR30x } from '../simulator/r30x.ts';

/** Time that goes `factor` times as fast as the machine's. */
export function pacedClock(factor: number): Clock {
  return {
    now: () => systemClock.now() * factor,
    after: (ms, then) => systemClock.after(ms / factor, then),
  };
}

export interface HotPlugOutcome {
  readonly unplugs: number;
  /** Times the port was opened. */
  readonly opened: number;
  /** Milliseconds of the driver's time from the last plug to a finger's image. */
  readonly backMs: number;
  readonly captured: boolean;
  /** The states that were told, counted. */
  readonly told: Readonly<Record<DeviceStatus['state'], number>>;
}

/**
 * Pulls a sensor's cable out and puts it in again twice a second, over a real pseudo-terminal and serialport, while a
 * finger is asked for all the time; then leaves it in and asks for a finger until one comes.
 */
export async function hotPlug(path: string, unplugs: number, factor: number): Promise<HotPlugOutcome> {
  const clock = pacedClock(factor);
  const port = new SimulatedPort(path);
  const sensor = new SimulatedR30x(port);
  sensor.touch(() => ({ width: 256, height: 288, pixels: new Uint8Array(256 * 288).fill(0x55) }));
  // The far end answers in the machine's time: limits may not shrink with the driver's.
  const limits = { answer: 1_000 * factor, probe: 400 * factor, nextPacket: 600 * factor, write: 1_000 * factor };
  const reader = new R30xReader({ path, clock, limits });
  const told = { ready: 0, working: 0, attention: 0, missing: 0 };
  reader.on((event) => {
    if (event.event === 'status') told[event.status.state] += 1;
  });
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      await reader.capture({ signal: over.signal, timeoutMs: 1_000 });
      await sleep(clock, 50, over.signal);
    }
  })();
  port.plug();
  reader.open();
  for (let n = 0; n < unplugs; n++) {
    await sleep(clock, 250);
    port.unplug();
    await sleep(clock, 250);
    port.plug();
  }
  over.abort();
  await asking;
  const since = clock.now();
  let captured = false;
  while (!captured && clock.now() - since < 60_000) {
    captured = (await reader.capture({ timeoutMs: 5_000 })).ok;
    if (!captured) await sleep(clock, 100);
  }
  const outcome = {
    unplugs,
    opened: reader.health().counters.opened,
    backMs: Math.round(clock.now() - since),
    captured,
    told,
  };
  await reader.close();
  port.unplug();
  return outcome;
}
