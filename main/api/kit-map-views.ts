import type { DeviceView, Words } from './views.ts';

/** What leads from a device to the kiosk; `inside`: it is built in. */
export type Cable = 'usb' | 'network' | 'video' | 'inside' | 'none';

/** One device of the kit on its map. */
export interface KitMapDeviceView {
  readonly id: string;
  readonly kind: DeviceView['kind'];
  /** Its place as this kiosk says it; null for one of the standard kit that is not set up. */
  readonly at: string | null;
  /** As on its plate, or as it says itself; null where nobody knows. */
  readonly serial: string | null;
  readonly cable: Cable;
}

/** What stands where, and which cable goes where. */
export interface KitMapView {
  /** Name of the standard kit. */
  readonly kit: Words;
  readonly devices: readonly KitMapDeviceView[];
}
