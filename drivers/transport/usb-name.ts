import type { WantedDevice } from './identity.ts';

/**
 * The wanted device in one word, as a configuration says it: `usb:0403:6001`, with `#` its serial number or with `@` the
 * USB port that it hangs on. Such a name finds the device again wherever the system puts it; a path does not.
 */
export function usbName({ usb, serial, port }: WantedDevice): string {
  const which = serial === undefined ? (port === undefined ? '' : `@${port}`) : `#${serial}`;
  return `usb:${usb.toLowerCase()}${which}`;
}

/** The device that such a name means; null for what is no such name, a path for instance. */
export function readUsbName(name: string): WantedDevice | null {
  const [, usb, mark, rest] = /^usb:([0-9a-f]{4}:[0-9a-f]{4})(?:([#@])(.{1,200}))?$/i.exec(name) ?? [];
  if (usb === undefined) return null;
  if (mark === '#') return { usb: usb.toLowerCase(), serial: rest ?? '' };
  if (mark === '@') return { usb: usb.toLowerCase(), port: rest ?? '' };
  return { usb: usb.toLowerCase() };
}
