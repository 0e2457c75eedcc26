import { SBI_LIMITS } from '../../../fingerprint/sbi/limits.ts';
import { SbiReader } from '../../../fingerprint/sbi/sbi.ts';
import { anchors, authority, NOW, previewFrames, touchOf } from '../../../fingerprint/sbi/world.fixture.ts';
import type { SbiFault } from '../../../simulator/sbi/faults.ts';
import { SimulatedSbi } from '../../../simulator/sbi/sbi.ts';
import { afterTest } from '../../clean-up.ts';
import { freePorts } from '../../ports.ts';
import { imageCodecs } from '../codecs.fixture.ts';
import { type Cell, machineTime, type Rig, type Row } from '../rig.ts';

interface SbiRig extends Rig {
  readonly service: SimulatedSbi;
  readonly limits: typeof SBI_LIMITS | typeof short;
}

const short = {
  discover: 1_500,
  info: 1_500,
  answer: 1_500,
  heartbeat: 200,
  firstPause: 100,
  longestPause: 300,
  busyAgain: 40,
  lift: 20,
  frame: 1_000,
} as const;

/** The fault is the service's own word, seen by whoever looks. */
const status = (told: Cell<SbiRig>['told'], fault: SbiFault): Cell<SbiRig> => ({
  told,
  inject: ({ service }) => service.inject(fault),
  mend: ({ service }) => service.mend(),
});
/** The fault shows in what was captured. */
const capture = (told: Cell<SbiRig>['told'], fault: SbiFault): Cell<SbiRig> => ({ ...status(told, fault), by: 'work' });

const wait = ({ time, service }: SbiRig) => time.until(() => service.waiting, 10_000);

export const sbi: Row<SbiRig> = {
  device: 'sbi',
  behind: 'service written from the specification, real HTTP',
  make: async ({ short: isShort }) => {
    const ports = await freePorts(3);
    const service = new SimulatedSbi({
      authority: authority(),
      serial: 'S-1',
      ports,
      frames: previewFrames(),
      now: () => NOW,
    });
    afterTest(() => service.stop());
    await service.start();
    service.touch(touchOf(1));
    const limits = isShort ? short : SBI_LIMITS;
    const device = new SbiReader({
      anchors: anchors(),
      serial: 'S-1',
      ports,
      codecs: imageCodecs,
      wallClock: () => NOW,
      limits,
    });
    afterTest(() => device.close());
    device.open();
    const work = async () => {
      const result = await device.capture({ timeoutMs: 5_000 });
      return result.ok ? null : result.error;
    };
    return { device, service, limits, time: machineTime, work };
  },
  cells: {
    unplugged: status('sbi.no-scanner', { noScanner: true }),
    'plugged-in-anew': {
      told: 'ridden',
      also: ['sbi.no-scanner'],
      inject: async ({ service, time, device }) => {
        service.inject({ noScanner: true });
        await time.until(() => false, 300);
        service.mend();
        await time.until(() => device.status.state === 'ready', 30_000);
      },
      mend: () => {},
    },
    'unplugged-in-work': capture('device.fingerprint-missing', { code: '202' }),
    silent: status('sbi.service-silent', { silent: true, verbs: ['MOSIPDINFO'] }),
    slow: {
      told: 'ridden',
      inject: ({ service, limits }) => service.inject({ slow: limits.info / 6 }),
      mend: ({ service }) => service.mend(),
    },
    'too-slow': status('sbi.service-silent', { slow: 20_000 }),
    garbage: status('sbi.wrong-answer', { garbage: 'json', verbs: ['MOSIPDINFO'] }),
    'wrong-device': status('sbi.wrong-answer', { garbage: 'http', verbs: ['MOSIPDINFO'] }),
    'no-such-name': status('sbi.wrong-scanner', { serial: 'S-9' }),
    busy: status('sbi.busy', { status: 'Busy' }),
    'not-trusted': status('sbi.certificate-untrusted', { certificate: 'stranger' }),
    'clock-wrong': capture('sbi.answer-old', { clockOff: -120_000 }),
    'signature-wrong': capture('sbi.signature-wrong', { signature: 'capture' }),
    broken: status('sbi.not-ready', { status: 'Not Ready' }),
    'service-stopped': {
      told: 'sbi.service-missing',
      inject: ({ service }) => service.stop(),
      mend: async ({ service }) => void (await service.start()),
    },
    'service-killed-in-work': {
      told: 'sbi.service-silent',
      also: ['sbi.service-missing'],
      by: 'work',
      inWork: true,
      // A capture waits for its finger only where none is there.
      prepare: ({ service }) => service.lift(),
      inject: async (rig) => {
        await wait(rig);
        await rig.service.stop();
        await rig.service.start();
      },
      mend: ({ service }) => service.touch(touchOf(2)),
    },
    'service-hung': status('sbi.service-silent', { silent: true }),
    moved: {
      told: 'sbi.port-moved',
      passes: true,
      inject: async ({ service }) => void (await service.move()),
      mend: () => {},
    },
  },
};
