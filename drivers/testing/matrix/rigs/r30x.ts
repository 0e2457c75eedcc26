import { R30xReader } from '../../../fingerprint/r30x.ts';
import { SimulatedEscpos } from '../../../simulator/escpos.ts';
import { SimulatedR30x } from '../../../simulator/r30x.ts';
import type { MemoryCable } from '../../memory-cable.ts';
import type { Row } from '../rig.ts';
import { type CableRig, cableCells, cableRig, ends, whole } from './cable.ts';

interface SensorRig extends CableRig {
  readonly sensor: SimulatedR30x;
  swap(to: number): void;
}

const PASSWORD = 7;
const image = { width: 256, height: 288, pixels: new Uint8Array(256 * 288).fill(0x55) };

/** Every nth byte to the host is lost; counted on from one piece to the next. */
function losing(nth: number): MemoryCable['damage'] {
  let sent = 0;
  return (bytes) => {
    const from = sent;
    sent += bytes.length;
    return [bytes.filter((_, i) => (from + i + 1) % nth !== 0)];
  };
}

export const r30x: Row<SensorRig> = {
  device: 'r30x',
  behind: 'byte simulator, cable in memory, own clock',
  make: async () => {
    const rig = cableRig(
      (cable, clock) => new R30xReader({ path: '/dev/ttyUSB0', link: cable, clock, password: PASSWORD }),
      '/dev/ttyUSB0',
    );
    const { far, swap } = ends(rig.cable, 2);
    const sensor = new SimulatedR30x(far[0] ?? rig.cable);
    sensor.password = PASSWORD;
    sensor.touch(() => image);
    new SimulatedEscpos(far[1] ?? rig.cable, () => {});
    const work = async () => {
      const result = await rig.device.capture({ timeoutMs: 10_000 });
      return result.ok ? null : result.error;
    };
    return { ...rig, sensor, swap, work };
  },
  cells: {
    ...cableCells('device.fingerprint-missing'),
    'unplugged-in-work': {
      told: 'device.fingerprint-missing',
      by: 'work',
      inWork: true,
      inject: async ({ cable, time }) => {
        await time.until(() => false, 20);
        cable.unplug();
      },
      mend: ({ cable }) => cable.plug(),
    },
    silent: {
      told: 'device.fingerprint-silent',
      inject: ({ sensor }) => {
        sensor.fault = { silent: true };
      },
      mend: ({ sensor }) => {
        sensor.fault = {};
      },
    },
    slow: {
      told: 'ridden',
      inject: ({ cable }) => {
        cable.delayMs = 500;
      },
      mend: ({ cable }) => {
        cable.delayMs = 0;
      },
    },
    'too-slow': {
      told: 'device.fingerprint-silent',
      inject: ({ cable }) => {
        cable.delayMs = 20_000;
      },
      mend: ({ cable }) => {
        cable.delayMs = 0;
      },
    },
    garbage: {
      told: 'device.fingerprint-wrong-answer',
      inject: ({ cable }) => {
        cable.damage = (bytes) => [bytes.map((byte, i) => byte ^ (0x5a + i))];
      },
      mend: ({ cable }) => {
        cable.damage = whole;
      },
    },
    'lost-bytes': {
      told: 'ridden',
      inject: ({ cable }) => {
        cable.damage = losing(70_001);
      },
      mend: ({ cable }) => {
        cable.damage = whole;
      },
    },
    'wrong-device': {
      told: 'port.printer-answers',
      // Put back while the driver climbs, it may have been silent for a moment.
      also: ['device.fingerprint-missing', 'device.fingerprint-silent'],
      inject: ({ swap }) => swap(1),
      mend: ({ swap }) => swap(0),
    },
    stuck: {
      told: 'device.fingerprint-silent',
      inject: ({ cable }) => {
        cable.stuck = true;
      },
      mend: ({ cable }) => {
        cable.stuck = false;
      },
    },
    'power-lost': { told: 'ridden', inject: ({ sensor }) => sensor.powerCycle(), mend: () => {} },
    'other-rate': {
      told: 'device.fingerprint-silent',
      passes: true,
      inject: ({ sensor }) => {
        sensor.baudRate = 57_600;
      },
      mend: () => {},
    },
    locked: {
      told: 'device.fingerprint-locked',
      inject: ({ sensor }) => {
        sensor.password = 8;
        sensor.powerCycle();
      },
      mend: ({ sensor }) => {
        sensor.password = PASSWORD;
      },
    },
  },
};
