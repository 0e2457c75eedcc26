import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { describe, expect, it, vi } from 'vitest';
import { SimulatedUpsd } from '../../drivers/simulator/upsd.ts';
import {
  afterwards,
  atKiosk,
  configure,
  doctor,
  expectNamed,
  kiosk,
  kiosksForAll,
  table,
  withDevice,
} from './doctor.fixture.ts';

/** `taanuu doctor` before a kiosk whose devices have a fault: each is named by its own problem, and nothing else. */
// A doctor waits up to half a minute for devices, and a machine may be busy.
vi.setConfig({ testTimeout: 150_000 });
kiosksForAll();

/** Where nobody listens; a port that was only free a moment ago may be another test's by now. No program is given this one. */
const nobody = '127.0.0.1:2';

/** A supply behind NUT beside the table. */
async function supply(change: (upsd: SimulatedUpsd) => void): Promise<void> {
  const upsd = new SimulatedUpsd('kiosk');
  await upsd.port.plug();
  afterwards(() => upsd.port.switchOff());
  change(upsd);
  withDevice('ups', 'power', upsd.port.path.replace('tcp://', 'kiosk@'));
}
const upsSays = (status: string) => supply((upsd) => upsd.variables.set('ups.status', status));

/** Another program has the port, as serialport has it: locked. */
async function hold(path: string): Promise<void> {
  const port = new SerialPort({ path, baudRate: 9_600, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  afterwards(() => new Promise<void>((resolve) => port.close(() => resolve())));
}

describe('the doctor', () => {
  it('finds nothing red in a kiosk that is well', () =>
    atKiosk(async () => {
      const { code, report } = await doctor();
      expect(report?.lines.filter((line) => line.state === 'bad')).toEqual([]);
      expect(code).toBe(0);
      expect(report?.lines.map(({ check }) => check)).toEqual(
        expect.arrayContaining([
          'device.fingerprint',
          'device.document',
          'device.printer',
          'kit',
          'package',
          'disk',
          'keys',
        ]),
      );
      expect(report?.program).toMatch(/^[0-9a-f]{64}$/);
    }));

  const unplug = (device: 'fingerprint' | 'document' | 'printer') => kiosk().bench.inject({ fault: 'unplug', device });
  it.each<[name: string, inject: () => unknown, problem: string, check: string]>([
    ['a sensor is unplugged', () => unplug('fingerprint'), 'device.fingerprint-missing', 'device.fingerprint'],
    [
      'a sensor has a password',
      () => {
        kiosk().bench.sensor.password = 7;
      },
      'device.fingerprint-locked',
      'device.fingerprint',
    ],
    ['the reader is unplugged', () => unplug('document'), 'device.document-missing', 'device.document'],
    ['the printer is unplugged', () => unplug('printer'), 'device.printer-missing', 'device.printer'],
    ['the paper is out', () => kiosk().bench.inject({ fault: 'paper', rows: 0 }), 'device.paper-out', 'device.printer'],
    [
      'the paper is near its end',
      () => kiosk().bench.inject({ fault: 'paper', rows: 24_000 }),
      'device.paper-near-end',
      'device.printer',
    ],
    [
      'the cover is open',
      () => kiosk().bench.inject({ fault: 'printer', printer: { coverOpen: true } }),
      'device.cover-open',
      'device.printer',
    ],
    [
      'the printer has a fault of its own',
      () => kiosk().bench.inject({ fault: 'printer', printer: { broken: true } }),
      'device.printer-fault',
      'device.printer',
    ],
    [
      'another program has the printer’s port',
      () => hold(join(kiosk().devices, 'printer')),
      'device.port-refused',
      'device.printer',
    ],
    [
      'a simulator stands in for a device',
      () => configure(table().map((one) => ({ ...one, simulated: one.id === 'document' }))),
      'readiness.simulated',
      'simulated.document',
    ],
    [
      'the service of the supply does not run',
      () => withDevice('ups', 'power', `kiosk@${nobody}`),
      'power.service-missing',
      'device.ups',
    ],
    [
      'the supply has another name',
      async () => {
        await supply(() => {});
        const upsd = new SimulatedUpsd('desk');
        await upsd.port.plug();
        afterwards(() => upsd.port.switchOff());
        withDevice('ups', 'power', upsd.port.path.replace('tcp://', 'kiosk@'));
      },
      'power.no-such-ups',
      'device.ups',
    ],
    [
      'the supply says nothing to its service',
      () =>
        supply((upsd) => {
          upsd.fault = 'stale';
        }),
      'power.ups-silent',
      'device.ups',
    ],
    ['the mains are gone', () => upsSays('OB DISCHRG'), 'power.on-battery', 'device.ups'],
    ['the battery is nearly empty', () => upsSays('OB DISCHRG LB'), 'power.low', 'device.ups'],
    ['the battery is worn', () => upsSays('OL RB'), 'power.battery-worn', 'device.ups'],
    [
      'the service of chip readers does not run',
      () => {
        const before = process.env.PCSCLITE_CSOCK_NAME;
        process.env.PCSCLITE_CSOCK_NAME = join(kiosk().devices, 'no-pcscd');
        afterwards(() => {
          if (before === undefined) delete process.env.PCSCLITE_CSOCK_NAME;
          else process.env.PCSCLITE_CSOCK_NAME = before;
        });
        withDevice('chip', 'chip', 'any');
      },
      'chip.service-missing',
      'device.chip',
    ],
    [
      'a page scanner is switched off',
      () => withDevice('scanner', 'escl', `http://${nobody}/eSCL`),
      'scanner.missing',
      'device.scanner',
    ],
    [
      'the print service does not run',
      () => withDevice('page', 'cups', `page@${nobody}`),
      'page-printer.service-missing',
      'device.page',
    ],
  ])('names it when %s', (_, inject, problem, check) =>
    atKiosk(async () => {
      await inject();
      await expectNamed(problem, check);
    }),
  );

  // Those below wait for whole ladders: few enough to wait side by side.
  it.concurrent.each<[name: string, inject: () => unknown, problem: string, check: string]>([
    [
      'a sensor’s bytes arrive damaged',
      () => kiosk().bench.inject({ fault: 'wire', device: 'fingerprint', wire: { loseEvery: 3 } }),
      'device.fingerprint-wrong-answer',
      'device.fingerprint',
    ],
    [
      'what hangs in the printer’s place says other things',
      () =>
        kiosk().bench.inject({
          fault: 'wire',
          device: 'printer',
          wire: { garbage: new Uint8Array(40).fill(0xa5) },
        }),
      'device.printer-wrong-answer',
      'device.printer',
    ],
  ])('names it when %s', (_, inject, problem, check) =>
    atKiosk(async () => {
      await inject();
      await expectNamed(problem, check);
    }),
  );

  it.concurrent('names both when devices do not answer, and waits for their ladders', () =>
    atKiosk(async () => {
      kiosk().bench.inject({ fault: 'sensor', sensor: { silent: true } });
      kiosk().bench.inject({ fault: 'printer', printer: { silent: true } });
      const { report } = await doctor();
      const red = report?.lines.filter((line) => line.state === 'bad');
      expect(red?.map(({ check, problem }) => [check, problem?.code])).toEqual([
        ['device.fingerprint', 'device.fingerprint-silent'],
        ['device.printer', 'device.printer-silent'],
      ]);
    }));

  it.concurrent('names what stands on the sensor’s port when the cables of sensor and printer are swapped', () =>
    atKiosk(async () => {
      const { devices } = kiosk();
      configure(table({ fingerprint: join(devices, 'printer'), printer: join(devices, 'fingerprint') }));
      await expectNamed('port.printer-answers', 'device.fingerprint', ['device.printer']);
    }));
});
