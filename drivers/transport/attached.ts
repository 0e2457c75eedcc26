import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';

/** A thing that the operating system has found on a cable, whether the kiosk uses it or not. */
export interface Attached {
  readonly kind: 'serial' | 'hid';
  /** What `path` in a kiosk's configuration names. */
  readonly path: string;
  /** Maker and model in the device's own words; empty where it says none. */
  readonly name: string;
  /** USB vendor and product as `vvvv:pppp`, hexadecimal; null for a port on the board. */
  readonly usb: string | null;
  readonly serial: string | null;
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
    return ok(
      ports
        // What no device stands behind is in no udev property either: the sixteen consoles of a PC, for instance.
        .filter((port) => port.vendorId !== undefined || port.pnpId !== undefined)
        .map((port) => ({
          kind: 'serial',
          path: port.path,
          name: words(port.manufacturer),
          usb: port.vendorId && port.productId ? `${port.vendorId}:${port.productId}`.toLowerCase() : null,
          serial: port.serialNumber ?? null,
        })),
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
    return ok(
      (await devicesAsync()).flatMap((device) =>
        device.path === undefined
          ? []
          : {
              kind: 'hid' as const,
              path: device.path,
              name: words(device.manufacturer, device.product),
              usb: `${hex(device.vendorId)}:${hex(device.productId)}`,
              serial: device.serialNumber || null,
            },
      ),
    );
  } catch {
    return err({ code: 'device.list-unavailable', params: { part: 'libusb-1.0-0' } });
  }
}
