import type { Problem } from '../../../core/problem/catalogue.ts';
import { type Attached, attachedHid, attachedSerial } from '../../../drivers/transport/attached.ts';
import { identityOf } from '../../../drivers/transport/identity.ts';
import { usbName } from '../../../drivers/transport/usb-name.ts';
import type { Driver } from './setup.ts';

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
  hid: ['hid-scanner'],
};

/** Looks for everything that is plugged in. Loads the addons: only for the device host and for commands. */
export async function discover(): Promise<Discovery> {
  const lists = await Promise.all([attachedSerial(), attachedHid()]);
  const all = lists.flatMap((list) => (list.ok ? list.value : []));
  return {
    found: all.map((one) => ({ ...one, at: placeOf(one, all), drivers: driversOf[one.kind] })),
    problems: lists.flatMap((list) => (list.ok ? [] : [list.error])),
  };
}

/** What finds the device again wherever it is plugged in next; its path only where it has nothing else. */
const placeOf = (one: Attached, all: readonly Attached[]): string => {
  const identity = identityOf(one, all);
  return identity === null ? one.path : usbName(identity);
};
