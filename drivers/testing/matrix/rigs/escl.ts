import { EsclScanner } from '../../../scanner/escl.ts';
import { ESCL_LIMITS, type EsclLimits } from '../../../scanner/escl-line.ts';
import { type EsclFault, SimulatedEscl } from '../../../simulator/escl.ts';
import { afterTest } from '../../clean-up.ts';
import { imageCodecs } from '../codecs.fixture.ts';
import { machineTime, type Rig, type Row } from '../rig.ts';

interface EsclRig extends Rig {
  readonly scanner: SimulatedEscl;
  /** As the program's limits stand to those of a test. */
  readonly limits: EsclLimits;
  source: 'flatbed' | 'feeder';
}

const short: Partial<EsclLimits> = {
  answer: 1_500,
  page: 2_000,
  quiet: 1_500,
  wholePage: 3_000,
  busy: 1_500,
  pause: 50,
  scan: 20_000,
  heartbeat: 200,
  again: 200,
};
const white = () => ({ width: 200, height: 200, dpi: 100, pixels: new Uint8Array(40_000).fill(255) });

const fault =
  (fault: EsclFault) =>
  ({ scanner }: EsclRig) =>
    scanner.setFault(fault);
const mend = ({ scanner }: EsclRig) => scanner.setFault({});
const feed = (rig: EsclRig) => {
  rig.source = 'feeder';
  rig.scanner.feeder = [white(), white()];
};
const back = (rig: EsclRig) => {
  rig.source = 'flatbed';
  rig.scanner.freeJam();
  rig.scanner.setFault({});
};

export const escl: Row<EsclRig> = {
  device: 'escl',
  behind: 'our own double, real HTTP on 127.0.0.1',
  make: async ({ short: isShort }) => {
    const scanner = new SimulatedEscl();
    await scanner.on();
    afterTest(() => scanner.off());
    const limits = { ...ESCL_LIMITS, ...(isShort && short) };
    const device = new EsclScanner({ url: scanner.url, decodeJpeg: imageCodecs.jpeg, limits });
    afterTest(() => device.close());
    device.open();
    const rig: EsclRig = {
      device,
      scanner,
      limits,
      source: 'flatbed',
      time: machineTime,
      work: async () => {
        const result = await device.scan({ source: rig.source, dpi: 100 });
        return result.ok ? null : result.error;
      },
    };
    return rig;
  },
  cells: {
    unplugged: { told: 'scanner.missing', inject: ({ scanner }) => scanner.off(), mend: ({ scanner }) => scanner.on() },
    'plugged-in-anew': {
      told: 'ridden',
      also: ['scanner.missing'],
      inject: async ({ scanner, time, device }) => {
        await scanner.off();
        await time.until(() => false, 300);
        await scanner.on();
        await time.until(() => device.status.state === 'ready', 15_000);
      },
      mend: () => {},
    },
    'unplugged-in-work': {
      told: 'scanner.missing',
      by: 'work',
      inWork: true,
      inject: async ({ scanner, time }) => {
        scanner.setFault({ at: { step: 'page', mishap: 'silent' } });
        await time.until(() => scanner.asked.at(-1)?.endsWith('NextDocument') === true, 10_000);
        await scanner.off();
      },
      mend: async ({ scanner }) => {
        scanner.setFault({});
        await scanner.on();
      },
    },
    silent: { told: 'scanner.silent', inject: fault({ at: { step: 'status', mishap: 'silent' } }), mend },
    slow: {
      told: 'ridden',
      inject: ({ scanner, limits }) => scanner.setFault({ slow: limits.answer / 6 }),
      mend,
    },
    'too-slow': {
      told: 'scanner.silent',
      inject: ({ scanner, limits }) => scanner.setFault({ slow: limits.answer * 4 }),
      mend,
    },
    garbage: { told: 'scanner.wrong-answer', inject: fault({ at: { step: 'status', mishap: 'no-http' } }), mend },
    'wrong-device': {
      told: 'scanner.wrong-answer',
      inject: fault({ at: { step: 'status', mishap: 'garbage' } }),
      mend,
    },
    busy: { told: 'scanner.busy', by: 'work', inject: fault({ busy: { step: 'job', times: 1_000 } }), mend },
    'paper-out': {
      told: 'scanner.no-documents',
      by: 'work',
      inject: (rig) => {
        rig.source = 'feeder';
      },
      mend: back,
    },
    jam: {
      told: 'scanner.jammed',
      by: 'work',
      inject: (rig) => {
        feed(rig);
        rig.scanner.setFault({ jamAfter: 1 });
      },
      mend: back,
    },
    cover: { told: 'scanner.cover-open', inject: fault({ coverOpen: 'door' }), mend },
    broken: { told: 'scanner.stopped', inject: fault({ stopped: true }), mend },
  },
};
