import type { PowerReading } from '../../core/power/rule.ts';
import type { Device, DeviceStatus } from '../device.ts';
import type { Unlisten } from '../listeners.ts';

/** Tells what feeds the kiosk: a power supply watched by NUT, or the battery of the computer itself. */
export interface PowerSource extends Device {
  readonly kind: 'power';
  /** The latest word; `unknown` while the supply cannot be asked. What follows from it is core/power/rule.ts. */
  readonly reading: PowerReading;
  /** Readings that differ from the one before. */
  onReading(listener: (reading: PowerReading) => void): Unlisten;
}

/** What a supply says besides its reading. */
export interface PowerCondition {
  readonly reading: PowerReading;
  readonly batteryWorn?: boolean;
  readonly overload?: boolean;
}

/** The status as people are told; what must be done at once comes first. */
export function powerStatus({ reading, batteryWorn, overload }: PowerCondition): DeviceStatus {
  if (reading.source === 'unknown') return { state: 'attention', problem: { code: 'power.not-said' } };
  if (reading.source === 'battery') {
    if (reading.low) return { state: 'attention', problem: { code: 'power.low' } };
    return { state: 'ready', notice: { code: 'power.on-battery' } };
  }
  if (overload) return { state: 'ready', notice: { code: 'power.overload' } };
  if (batteryWorn) return { state: 'ready', notice: { code: 'power.battery-worn' } };
  return { state: 'ready' };
}

/** True if both say the same. */
export function sameReading(a: PowerReading, b: PowerReading): boolean {
  return a.source === b.source && a.charge === b.charge && a.runtimeS === b.runtimeS && a.low === b.low;
}
