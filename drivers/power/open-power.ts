import { type Clock, systemClock } from '../clock.ts';
import { NutSource, nutAddress } from './nut.ts';
import type { PowerSource } from './power-source.ts';
import { SysfsSource } from './sysfs.ts';

/**
 * The power source at an address: `ups@host[:port]` is a supply watched by NUT, an absolute path the folder of Linux's
 * own files (/sys/class/power_supply).
 * @returns null for an address of no known form
 */
export function openPowerSource(address: string, clock: Clock = systemClock): PowerSource | null {
  if (nutAddress(address) !== null) return new NutSource({ address, clock });
  return address.startsWith('/') ? new SysfsSource({ folder: address, clock }) : null;
}
