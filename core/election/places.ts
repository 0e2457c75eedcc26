import type { DeviceEntry } from './station.ts';

type Placed = Pick<DeviceEntry, 'device' | 'place'>;

/** A place at which receipts of two devices would bear the same numbers. */
export interface SharedPlace {
  readonly place: number;
  /** Both, as people read them. */
  readonly devices: string;
}

/** The first place that two devices of a package have, or null. */
export function sharedPlace(devices: readonly Placed[]): SharedPlace | null {
  const at = new Map<number, string>();
  for (const [order, { device, place = order + 1 }] of devices.entries()) {
    const before = at.get(place);
    if (before !== undefined) return { place, devices: `${before}, ${device}` };
    at.set(place, device);
  }
  return null;
}

/**
 * Another device to which a package gives by name the place under which this one has printed, or null. Where places are
 * an order only, each device keeps the one that it had first, as this one does.
 */
export function placeTakenBy(devices: readonly Placed[], own: string, place: number): SharedPlace | null {
  const other = devices.find((one) => one.device !== own && one.place === place);
  return other === undefined ? null : { place, devices: `${own}, ${other.device}` };
}
