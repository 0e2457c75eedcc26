import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { ProblemCode } from '../../../../core/problem/catalogue.ts';
import { NUT_LIMITS, NutSource } from '../../../power/nut.ts';
import type { PowerSource } from '../../../power/power-source.ts';
import { SysfsSource } from '../../../power/sysfs.ts';
import { SimulatedUpsd, type UpsdFault } from '../../../simulator/upsd.ts';
import { afterTest, temporaryFolder } from '../../clean-up.ts';
import { type RealUpsd, realUpsd } from '../../nut.ts';
import { type Cell, machineTime, type Rig, type Row } from '../rig.ts';

/** What is wanted of a supply is that it says where the power comes from. */
const work = (source: PowerSource) => async () => {
  const { status } = source;
  if (source.reading.source !== 'unknown') return null;
  return status.state === 'ready' || status.state === 'working'
    ? ({ code: 'power.not-said' } as const)
    : status.problem;
};

interface SysfsRig extends Rig {
  readonly folder: string;
}

/** A value that changes is put in place at once, as the kernel does it. */
function set(folder: string, supply: string, values: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, supply), { recursive: true });
  for (const [name, value] of Object.entries(values)) {
    writeFileSync(join(folder, supply, `.${name}`), `${value}\n`);
    renameSync(join(folder, supply, `.${name}`), join(folder, supply, name));
  }
}
function onMains(folder: string): void {
  set(folder, 'AC', { type: 'Mains', online: '1' });
  set(folder, 'BAT0', { type: 'Battery', present: '1', status: 'Charging', capacity: '88', capacity_level: 'Normal' });
}
const mains = ({ folder }: SysfsRig) => onMains(folder);
const away = ({ folder }: SysfsRig) => {
  for (const supply of ['AC', 'BAT0']) rmSync(join(folder, supply), { recursive: true, force: true });
};

export const powerSysfs: Row<SysfsRig> = {
  device: 'power-sysfs',
  behind: 'files as the kernel has them',
  make: async ({ short }) => {
    const folder = temporaryFolder();
    onMains(folder);
    const device = new SysfsSource({ folder, ...(short && { pollMs: 100 }) });
    afterTest(() => device.close());
    device.open();
    return { device, folder, time: machineTime, work: work(device) };
  },
  cells: {
    unplugged: { told: 'power.no-supply', inject: away, mend: mains },
    'plugged-in-anew': {
      told: 'ridden',
      also: ['power.no-supply'],
      inject: async (rig) => {
        away(rig);
        await rig.time.until(() => false, 300);
        mains(rig);
        await rig.time.until(() => rig.device.status.state === 'ready', 15_000);
      },
      mend: () => {},
    },
    silent: {
      told: 'power.not-said',
      inject: ({ folder }) => {
        set(folder, 'AC', { online: '' });
        set(folder, 'BAT0', { status: 'Unknown' });
      },
      mend: mains,
    },
    garbage: {
      told: 'power.not-said',
      inject: ({ folder }) => {
        set(folder, 'AC', { online: '\u0000\u0001junk' });
        set(folder, 'BAT0', { status: '%%%', capacity: '999999999999999', capacity_level: '?' });
      },
      mend: mains,
    },
    'no-such-name': {
      told: 'power.no-supply',
      inject: ({ folder }) => renameSync(folder, `${folder}.away`),
      mend: ({ folder }) => renameSync(`${folder}.away`, folder),
    },
    'on-battery': {
      told: 'power.on-battery',
      inject: ({ folder }) => {
        set(folder, 'AC', { online: '0' });
        set(folder, 'BAT0', { status: 'Discharging' });
      },
      mend: mains,
    },
    'battery-low': {
      told: 'power.low',
      also: ['power.on-battery'],
      inject: ({ folder }) => {
        set(folder, 'AC', { online: '0' });
        set(folder, 'BAT0', { status: 'Discharging', capacity: '4', capacity_level: 'Critical' });
      },
      mend: mains,
    },
  },
};

interface NutRig extends Rig {
  readonly real: RealUpsd;
  readonly limits: { readonly answer: number };
  inPlace: SimulatedUpsd | null;
  other: Server | null;
}

const short = { answer: 700, poll: 150 };
const says = (status: string) => (rig: NutRig) => rig.real.set('ups.status', status);

/**
 * Instead of the real upsd a simulated one at the same address, for what the real one does not do on request.
 * @param answers how late, in times of what the driver waits for
 */
const inPlace = (told: ProblemCode | 'ridden', fault: UpsdFault, answers = 1): Cell<NutRig> => ({
  told,
  also: ['power.service-missing', 'power.ups-silent', 'power.not-said'],
  inject: async (rig) => {
    await rig.real.upsd().stop('SIGKILL');
    const upsd = new SimulatedUpsd('kiosk', Number(rig.real.address.split(':').at(-1)));
    rig.inPlace = upsd;
    afterTest(() => upsd.port.switchOff());
    await upsd.port.plug();
    await rig.time.until(() => rig.device.status.state === 'ready', 30_000);
    upsd.slowMs = answers * rig.limits.answer;
    upsd.fault = fault;
  },
  mend: async (rig) => {
    await rig.inPlace?.port.switchOff();
    rig.real.startUpsd();
    // Until it has heard from its driver.
    await rig.time.until(() => rig.device.status.state === 'ready', 30_000);
  },
});

export const powerNut: Row<NutRig> = {
  device: 'power-nut',
  behind: 'real upsd with dummy-ups; ours in its place for four faults',
  make: async ({ short: isShort }) => {
    const real = await realUpsd();
    const limits = isShort ? short : NUT_LIMITS;
    const device = new NutSource({ address: real.address, limits });
    afterTest(() => device.close());
    device.open();
    return { device, real, limits, time: machineTime, work: work(device), inPlace: null, other: null };
  },
  cells: {
    unplugged: {
      told: 'power.ups-silent',
      // While the driver that has come back has not heard everything yet.
      also: ['power.not-said'],
      inject: ({ real }) => real.driver().stop('SIGKILL'),
      mend: ({ real }) => real.startDriver(),
    },
    'plugged-in-anew': {
      told: 'ridden',
      also: ['power.ups-silent', 'power.not-said'],
      inject: async ({ real, time, device }) => {
        await real.driver().stop('SIGKILL');
        await time.until(() => false, 300);
        real.startDriver();
        await time.until(() => device.status.state !== 'ready', 500);
        await time.until(() => device.status.state === 'ready', 30_000);
      },
      mend: () => {},
    },
    silent: {
      told: 'power.ups-silent',
      inject: ({ real }) => void real.driver().child.kill('SIGSTOP'),
      mend: ({ real }) => void real.driver().child.kill('SIGCONT'),
    },
    slow: inPlace('ridden', 'slow', 0.2),
    'too-slow': inPlace('power.service-missing', 'slow', 4),
    garbage: inPlace('power.service-wrong-answer', 'garbage'),
    'wrong-device': {
      told: 'power.service-wrong-answer',
      also: ['power.service-missing', 'power.ups-silent', 'power.not-said'],
      inject: async (rig) => {
        await rig.real.upsd().stop('SIGKILL');
        const other = createServer((socket) => {
          socket.on('error', () => {});
          socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
        });
        rig.other = other;
        afterTest(() => void other.close());
        const port = Number(rig.real.address.split(':').at(-1));
        await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
      },
      mend: async (rig) => {
        const closed = new Promise<void>((resolve) => rig.other?.close(() => resolve()));
        await rig.device.reopen();
        await closed;
        rig.real.startUpsd();
      },
    },
    'no-such-name': {
      told: 'power.no-such-ups',
      also: ['power.service-missing', 'power.ups-silent', 'power.not-said'],
      inject: async ({ real }) => {
        await real.upsd().stop();
        real.rename('kiosk', 'desk');
        real.startUpsd();
      },
      mend: async ({ real }) => {
        await real.upsd().stop();
        real.rename('desk', 'kiosk');
        real.startUpsd();
      },
    },
    broken: { told: 'power.battery-worn', inject: says('OL CHRG RB'), mend: says('OL') },
    'on-battery': { told: 'power.on-battery', inject: says('OB DISCHRG'), mend: says('OL') },
    'battery-low': { told: 'power.low', also: ['power.on-battery'], inject: says('OB DISCHRG LB'), mend: says('OL') },
    'service-stopped': {
      told: 'power.service-missing',
      also: ['power.ups-silent', 'power.not-said'],
      inject: ({ real }) => real.upsd().stop(),
      mend: ({ real }) => real.startUpsd(),
    },
    'service-hung': {
      told: 'power.service-missing',
      also: ['power.ups-silent', 'power.not-said'],
      inject: ({ real }) => void real.upsd().child.kill('SIGSTOP'),
      mend: ({ real }) => void real.upsd().child.kill('SIGCONT'),
    },
  },
};
