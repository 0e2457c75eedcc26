import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { type Attached, attachedHid, attachedSerial } from '../../../drivers/transport/attached.ts';
import type { Driver } from './setup.ts';

/** Where udev keeps names of serial ports that stay when a cable is put into another socket. */
const STABLE_NAMES = '/dev/serial/by-id';

/** A thing on a cable that a kiosk could use, with the drivers that may speak to it. */
export interface Found extends Attached {
  /** What a setup's `at` should say: a name that outlives re-plugging where there is one. */
  readonly at: string;
  readonly drivers: readonly Driver[];
}

export interface Discovery {
  readonly found: readonly Found[];
  /** Lists that could not be had: what is on them is missing here. */
  readonly problems: readonly Problem[];
}

/** A port does not tell what hangs on it: whoever put the cable in knows. */
const driversOf: Readonly<Record<Attached['kind'], readonly Driver[]>> = {
  serial: ['r30x', 'mrz-serial', 'escpos'],
  hid: [],
};

/** Looks for everything that is plugged in. Loads the addons: only for the device host and for commands. */
export async function discover(): Promise<Discovery> {
  const lists = await Promise.all([attachedSerial(), attachedHid()]);
  const names = stableNames(STABLE_NAMES);
  return {
    found: lists
      .flatMap((list) => (list.ok ? list.value : []))
      .map((one) => ({ ...one, at: names.get(one.path) ?? one.path, drivers: driversOf[one.kind] })),
    problems: lists.flatMap((list) => (list.ok ? [] : [list.error])),
  };
}

/** The stable name of each device node that has one. */
export function stableNames(folder: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  try {
    for (const name of readdirSync(folder).sort()) {
      const link = join(folder, name);
      names.set(realpathSync(link), link);
    }
  } catch {
    // No udev, or a link that went while it was looked at: plain paths do as well.
  }
  return names;
}
