import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';

/** A thing that the operating system has found on a cable, whether the kiosk uses it or not. */
export interface Attached {
  readonly kind: 'serial' | 'hid' | 'lp' | 'camera';
  /** What `path` in a kiosk's configuration names. */
  readonly path: string;
  /** Maker and model in the device's own words; empty where it says none. */
  readonly name: string;
  /** USB vendor and product as `vvvv:pppp`, hexadecimal; null for a port on the board. */
  readonly usb: string | null;
  readonly serial: string | null;
  /** USB port as the kernel names it, `1-3.2`: where it is plugged in; null where it hangs on no USB or nobody knows. */
  readonly port: string | null;
  /** HID usage page of its first collection: what the device says that it is. */
  readonly usagePage?: number | null;
}

/** The USB port in the path of a device in the kernel's tree (…/usb1/1-3/1-3:1.0/ttyUSB0), or null. */
export function usbPortOf(sysfsPath: string): string | null {
  const ports = sysfsPath.match(/\/\d+-\d+(\.\d+)*(?=\/)/g);
  return ports?.at(-1)?.slice(1) ?? null;
}

async function usbPort(kind: 'tty' | 'hidraw', path: string): Promise<string | null> {
  try {
    return usbPortOf(await readlink(`/sys/class/${kind}/${basename(path)}`));
  } catch {
    return null;
  }
}

const words = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ').trim();

/**
 * Serial ports, as serialport lists them.
 * @returns `device.list-unavailable` where udev, which it asks, is not installed
 */
export async function attachedSerial(): Promise<Result<readonly Attached[], Problem>> {
  const { SerialPort } = await import('serialport');
  try {
    const ports = await SerialPort.list();
    // What no device stands behind is in no udev property either: the sixteen consoles of a PC, for instance.
    const real = ports.filter((port) => port.vendorId !== undefined || port.pnpId !== undefined);
    return ok(
      await Promise.all(
        real.map(async (port) => ({
          kind: 'serial' as const,
          path: port.path,
          name: words(port.manufacturer),
          usb: port.vendorId && port.productId ? `${port.vendorId}:${port.productId}`.toLowerCase() : null,
          serial: port.serialNumber ?? null,
          port: await usbPort('tty', port.path),
        })),
      ),
    );
  } catch {
    return err({ code: 'device.list-unavailable', params: { part: 'udev' } });
  }
}

/**
 * HID devices, as node-hid lists them: scanners that are no keyboard, buttons, lamps.
 * @returns `device.list-unavailable` where libusb, which its program is linked to, is not installed
 */
export async function attachedHid(): Promise<Result<readonly Attached[], Problem>> {
  try {
    const { devicesAsync } = await import('node-hid');
    const hex = (number: number): string => number.toString(16).padStart(4, '0');
    const devices = (await devicesAsync()).filter(({ path }) => path !== undefined);
    return ok(
      await Promise.all(
        devices.map(async ({ path = '', ...device }) => ({
          kind: 'hid' as const,
          path,
          name: words(device.manufacturer, device.product),
          usb: `${hex(device.vendorId)}:${hex(device.productId)}`,
          serial: device.serialNumber || null,
          port: await usbPort('hidraw', path),
          usagePage: device.usagePage ?? null,
        })),
      ),
    );
  } catch {
    return err({ code: 'device.list-unavailable', params: { part: 'libusb-1.0-0' } });
  }
}
