import { POWER_SUPPLY_FOLDER } from '../../../drivers/power/sysfs.ts';
import { cupsAddress } from '../../../drivers/printer/cups/cups-queue.ts';
import { readUsbName } from '../../../drivers/transport/usb-name.ts';
import type { Found } from './lists.ts';
import { type DeviceSetup, type Driver, isPlace } from './setup.ts';

/** An SBI scanner of whatever serial number, a chip reader of whatever name. */
export const ANY = 'any';

/** Whether this is the thing that a setup speaks of, however each calls its place. */
export function isAt(
  setup: Pick<DeviceSetup, 'driver' | 'at'>,
  found: Pick<Found, 'at' | 'path' | 'drivers'>,
): boolean {
  const { driver, at } = setup;
  if (!found.drivers.includes(driver)) return at === found.at || at === found.path;
  switch (driver) {
    case 'chip':
      return at === ANY || found.at.includes(at);
    case 'sbi':
      return at === ANY || at === found.at;
    case 'power':
      return sameHost(at) === sameHost(found.at);
    case 'cups':
      return cupsAddress(at)?.queue === cupsAddress(found.at)?.queue && sameHost(at) === sameHost(found.at);
    default:
      return at === found.at || at === found.path;
  }
}

/** This computer by any of its names, and the port that goes without saying, are left out. */
const sameHost = (at: string): string =>
  at.replace(/@(localhost|127\.0\.0\.1|\[::1\])(?=:|$)/, '@').replace(/:3493$/, '');

/** Forms by which an address tells whom it is for; the others are places that are found and not typed. */
const typed: readonly (readonly [Driver, RegExp])[] = [
  ['escpos', /^tcp:\/\/|^\/dev\/|^usb:/],
  ['r30x', /^\/dev\/|^usb:/],
  ['mrz-serial', /^\/dev\/|^usb:/],
  ['hid-scanner', /^\/dev\/hidraw|^\/dev\/taanuu\/|^usb:/],
  ['camera', /^\/dev\/video|^usb:/],
  ['escl', /^https?:\/\//],
  ['power', new RegExp(`@|^${POWER_SUPPLY_FOLDER}$`)],
  ['cups', /^[^:/]+(@|$)/],
  ['sane', /^[a-z0-9_-]+:(?!\/\/)/],
];

/** The drivers that an address which somebody has typed may be for; none where it is no address. */
export function driversAt(at: string): readonly Driver[] {
  // As drivers/transport/open-link.ts tells them, which would load the addons.
  const printerNode = /\/(usb)?lp\d*$/.test(at);
  const usb = readUsbName(at) !== null;
  return typed.flatMap(([driver, form]) => {
    if (!form.test(at) || !isPlace({ driver, at })) return [];
    if (driver === 'sane' && usb) return [];
    // A printer's node speaks to no sensor, and a node of HID is no serial line.
    const serial = driver === 'r30x' || driver === 'mrz-serial' || driver === 'escpos';
    if (serial && /^\/dev\/(hidraw|video)/.test(at)) return [];
    return printerNode && driver !== 'escpos' ? [] : [driver];
  });
}
