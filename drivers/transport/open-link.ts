import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { type Clock, systemClock } from '../clock.ts';
import type { FindPath } from './identity.ts';
import type { ByteLink } from './link.ts';
import { LpLink } from './lp.ts';
import { SerialLink } from './serial.ts';
import { TcpLink, tcpAddress } from './tcp.ts';

/** How a device with this address is reached. */
export type LinkKind = 'serial' | 'tcp' | 'lp';

/** Printer nodes are named lp0, usblp0; a link that a udev rule makes to one begins with lp as well. */
const PRINTER_NODE = /^(usb)?lp/;

/**
 * The kind of link an address asks for: `tcp://host[:port]`; a path whose own name, or whose target's name if it is
 * there now, begins with `lp` or `usblp`; every other path is a serial port. Null for an address of no known form.
 */
export function linkKind(address: string): LinkKind | null {
  if (tcpAddress(address) !== null) return 'tcp';
  if (address === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return null;
  return PRINTER_NODE.test(basename(address)) || PRINTER_NODE.test(basename(target(address))) ? 'lp' : 'serial';
}

/**
 * The one place that chooses a link.
 * @param options.baudRate of a serial port; no other link has one
 * @throws RangeError on an address of no known form: configuration is checked with `linkKind` before it comes here
 */
export function openLink(
  address: string,
  {
    baudRate,
    clock = systemClock,
    find,
  }: {
    readonly baudRate: number;
    readonly clock?: Clock;
    /** Looks a serial port up before every opening. */
    readonly find?: FindPath;
  },
): ByteLink {
  switch (linkKind(address)) {
    case 'tcp':
      return new TcpLink({ path: address, clock });
    case 'lp':
      return new LpLink({ path: address, clock });
    case 'serial':
      return new SerialLink({ path: address, baudRate, clock, ...(find && { find }) });
    case null:
      throw new RangeError(`not the address of a device: ${address}`);
  }
}

function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
