import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, within } from '../../../drivers/clock.ts';
import type { Device, DeviceStatus } from '../../../drivers/device.ts';

/** Whoever opened a device anew waits so long for what became of it, in milliseconds. */
export const FOUND_WITHIN_MS = 5_000;

/** What was found, for whoever opened it anew: it is there and works, or what is wrong with it. */
export function foundIn(status: DeviceStatus): Result<null, Problem> {
  switch (status.state) {
    case 'ready':
      return ok(null);
    case 'attention':
    case 'missing':
      return err(status.problem);
    case 'working':
      return isOpening(status) ? err(status.because ?? { code: 'device.still-opening' }) : ok(null);
  }
}

/**
 * The same of a device that has just been opened, as soon as it has come to rest.
 * @returns what it is by then where that takes longer than `FOUND_WITHIN_MS`
 */
export async function foundAfterOpening(
  device: Pick<Device, 'status' | 'on'>,
  clock: Clock,
): Promise<Result<null, Problem>> {
  let unlisten = () => {};
  const rests = new Promise<void>((resolve) => {
    const look = () => {
      if (!isOpening(device.status)) resolve();
    };
    unlisten = device.on(look);
    look();
  });
  await within(clock, FOUND_WITHIN_MS, rests, undefined);
  unlisten();
  return foundIn(device.status);
}

const isOpening = (status: DeviceStatus): status is Extract<DeviceStatus, { readonly state: 'working' }> =>
  status.state === 'working' && (status.doing === 'connecting' || status.doing === 'recovering');
