import type { ProblemCode } from '../../../../core/problem/catalogue.ts';
import type { Device } from '../../../device.ts';
import type { FarEnd } from '../../../simulator/wire.ts';
import { choosePath } from '../../../transport/identity.ts';
import { VirtualClock } from '../../../virtual-clock.ts';
import { afterTest } from '../../clean-up.ts';
import { MemoryCable } from '../../memory-cable.ts';
import type { FaultName } from '../faults.ts';
import { type Cell, type Rig, virtualTime } from '../rig.ts';

/** A rig on a clock of its own: minutes of a ladder pass in no time, and the limits are those of the product. */
export interface CableRig extends Rig {
  readonly cable: MemoryCable;
}

/** Begins a rig; what is still running when its device was closed is an error. */
export function cableRig<D extends Device>(
  make: (cable: MemoryCable, clock: VirtualClock) => D,
  path: string,
): { readonly cable: MemoryCable; readonly clock: VirtualClock; readonly device: D; readonly time: Rig['time'] } {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock, { path });
  const device = make(cable, clock);
  afterTest(async () => {
    let closed = false;
    const closing = device.close().then(() => {
      closed = true;
    });
    await clock.pass(60_000, () => closed);
    await closing;
    if (cable.listening > 0) throw new Error(`${device.name} still listens to its cable after it was closed`);
  });
  device.open();
  return { cable, clock, device, time: virtualTime(clock) };
}

/** A wire that does nothing to what it carries. */
export const whole: MemoryCable['damage'] = (bytes) => [bytes];

/**
 * The far end of a cable into which one of several devices is plugged: the wanted one first.
 * @returns one end for each, and what changes them, with the cable out meanwhile as a person must have it
 */
export function ends(cable: MemoryCable, count: number): { readonly far: readonly FarEnd[]; swap(to: number): void } {
  let inserted = 0;
  const far = Array.from({ length: count }, (_, own): FarEnd => {
    const mine = () => inserted === own;
    return {
      onBytes: (listener) =>
        cable.onBytes((bytes) => {
          if (mine()) listener(bytes);
        }),
      onPlug: (listener) => cable.onPlug((plugged) => listener(plugged && mine())),
      send: (bytes) => {
        if (mine()) cable.send(bytes);
      },
      hostRate: () => cable.hostRate(),
    };
  });
  const swap = (to: number) => {
    cable.unplug();
    inserted = to;
    cable.plug();
  };
  return { far, swap };
}

const unplug = ({ cable }: CableRig) => cable.unplug();
const plug = ({ cable }: CableRig) => cable.plug();

/** Two bear the name under which the configuration looks for it. */
const twins = choosePath(
  ['/dev/ttyUSB0', '/dev/ttyUSB1'].map((path) => {
    return { path, kind: 'serial' as const, name: 'FT232R', usb: '0403:6001', serial: null, port: null };
  }),
  { usb: '0403:6001' },
);

/** What can happen to any device that hangs on a serial or HID cable. */
export function cableCells(missing: ProblemCode) {
  return {
    unplugged: { told: missing, inject: unplug, mend: plug },
    'unplugged-unnoticed': { told: missing, inject: ({ cable }) => cable.unplug(false), mend: plug },
    'plugged-in-anew': {
      told: missing,
      passes: true,
      inject: async (rig) => {
        unplug(rig);
        await rig.time.until(() => false, 300);
        plug(rig);
      },
      mend: () => {},
    },
    twins: {
      told: 'port.ambiguous',
      also: [missing],
      inject: ({ cable }) => {
        cable.unclear = twins.ok ? null : twins.error;
        cable.unplug();
      },
      mend: ({ cable }) => {
        cable.unclear = null;
        cable.plug();
      },
    },
    busy: {
      told: 'device.port-refused',
      inject: async ({ cable, device }) => {
        cable.refused = true;
        await device.reopen();
      },
      mend: ({ cable }) => {
        cable.refused = false;
      },
    },
  } satisfies Partial<Record<FaultName, Cell<CableRig>>>;
}
