import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { usbPortOf } from './attached.ts';

/** What the kernel's tree says of the USB device behind a node; nulls for what hangs on no USB. */
export interface UsbNode {
  /** Maker and model in the device's own words; empty where it says none. */
  readonly name: string;
  /** Vendor and product as `vvvv:pppp`, hexadecimal. */
  readonly usb: string | null;
  readonly serial: string | null;
  /** USB port as the kernel names it, `1-3.2`. */
  readonly port: string | null;
}

/** A word of a device is cut here: it is shown, and nothing else. */
const WORD_CHARACTERS = 100;

/**
 * Reads who a device is by the files beside its node, for classes that no addon lists (printers, cameras).
 * @param node folder of the node in a class, for example /sys/class/usbmisc/lp0: its `device` is the USB interface, and
 *   the folder above that is the device itself
 */
export async function usbNode(node: string): Promise<UsbNode> {
  const nothing: UsbNode = { name: '', usb: null, serial: null, port: null };
  const device = await realpath(join(node, 'device')).catch(() => null);
  if (device === null) return nothing;
  const word = async (file: string): Promise<string | null> => {
    const text = await readFile(join(device, '..', file), 'utf8').catch(() => '');
    const said = text.replace(/[^\x20-\x7e\p{L}]/gu, '').trim();
    return said === '' ? null : said.slice(0, WORD_CHARACTERS);
  };
  const [vendor, product, maker, model, serial] = await Promise.all(
    ['idVendor', 'idProduct', 'manufacturer', 'product', 'serial'].map(word),
  );
  if (!vendor || !product) return nothing;
  return {
    name: [maker, model].filter(Boolean).join(' '),
    usb: `${vendor}:${product}`.toLowerCase(),
    serial: serial ?? null,
    port: usbPortOf(`${device}/`),
  };
}
