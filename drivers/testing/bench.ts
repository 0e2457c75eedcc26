import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Device, DeviceStatus, FingerImage } from '../device.ts';
import { type Bench, openBench } from '../simulator/bench.ts';
import { Ledger } from '../simulator/ledger.ts';
import { afterTest, cleanUp, temporaryFolder } from './clean-up.ts';

export { afterTest, temporaryFolder } from './clean-up.ts';

afterEach(cleanUp);

/** The three simulated devices behind real pseudo-terminals, with their ledger. */
export function testBench(): { bench: Bench; ledger: Ledger; folder: string } {
  const folder = temporaryFolder();
  const ledger = new Ledger(join(folder, 'ledger'), () => 0);
  const bench = openBench({ folder, ledger });
  afterTest(() => bench.close());
  return { bench, ledger, folder };
}

/** Opens a driver for the length of the test. */
export function opened<D extends Device>(device: D): D {
  afterTest(() => device.close());
  device.open();
  return device;
}

/** Resolves with the first status that fits; the test's time limit ends the wait. */
export function statusWhere(device: Device, fits: (status: DeviceStatus) => boolean): Promise<DeviceStatus> {
  if (fits(device.status)) return Promise.resolve(device.status);
  return new Promise((resolve) => {
    const unlisten = device.on((event) => {
      if (event.event !== 'status' || !fits(event.status)) return;
      unlisten();
      resolve(event.status);
    });
  });
}

export const ready = (status: DeviceStatus) => status.state === 'ready';

/** The code of a problem that a status shows, or null. */
export function codeOf(status: DeviceStatus): string | null {
  return status.state === 'attention' || status.state === 'missing' ? status.problem.code : null;
}

/** An image in which every pixel depends on its place, in the sensor's 16 grays. */
export function patternImage(seed: number): FingerImage {
  const pixels = new Uint8Array(256 * 288);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (((i * 7 + (i >> 8) * 13 + seed) >> 2) % 16) * 17;
  return { width: 256, height: 288, pixels };
}
