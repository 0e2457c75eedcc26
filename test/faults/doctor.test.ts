import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../drivers/simulator/bench.ts';
import { Ledger } from '../../drivers/simulator/ledger.ts';
import type { ReadinessReport } from '../../main/api/views.ts';
import { doctorCommand } from '../../main/cli/doctor.ts';
import { type DeviceSetup, serialTable } from '../../main/identification/devices/setup.ts';
import { zoneOf } from '../../main/identification/zone.fixture.ts';
import { makeStation, type Station } from '../../main/package/package.fixture.ts';
import { lockFolder } from '../../main/storage/lock.ts';

/**
 * `taanuu doctor` before a kiosk into which somebody has put a fault: a real zone over real files, its devices behind
 * pseudo-terminals. Each fault is named by its own problem; a well kiosk has nothing red.
 */
let station: Station;
let made = '';
let state = '';
let devices = '';
let bench: Bench;

beforeAll(async () => {
  station = await makeStation();
  const { path } = await station.write('a.taanuu', {});
  const { zone } = await zoneOf(station, path);
  await zone.stop();
  made = join(station.dir, 'device');
}, 60_000);
afterAll(() => station.remove());

beforeEach(() => {
  const room = mkdtempSync(join(tmpdir(), 'doctor-'));
  state = join(room, 'state');
  devices = join(room, 'devices');
  cpSync(made, state, { recursive: true });
  chmodSync(state, 0o700);
  mkdirSync(devices);
  bench = openBench({ folder: devices, ledger: new Ledger(join(room, 'ledger'), () => 0) });
  configure(table());
});
afterEach(() => {
  bench.close();
  rmSync(join(state, '..'), { recursive: true, force: true });
});

const table = (at: Partial<Record<'fingerprint' | 'document' | 'printer', string>> = {}): DeviceSetup[] =>
  serialTable({
    fingerprint: join(devices, 'fingerprint'),
    document: join(devices, 'document'),
    printer: join(devices, 'printer'),
    ...at,
  });
const configure = (setups: readonly DeviceSetup[]): void =>
  writeFileSync(join(state, 'kiosk.json'), JSON.stringify({ devices: setups, folders: [] }));

async function doctor() {
  const [answers, complaints]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  const code = await doctorCommand(['--state', state, '--json'], io);
  const report = answers[0] === undefined ? null : (JSON.parse(answers[0]) as ReadinessReport);
  return { code, report, complaint: complaints.join('\n') };
}

/** The first file below the state whose name ends like this. */
function fileOf(ending: string): string {
  const found = readdirSync(state, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(ending));
  if (found === undefined) throw new Error(`no ${ending} in the state`);
  return join(state, found);
}

/** Overwrites the middle of a file, as a dying disk does. */
function spoil(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x55, bytes.length >> 2, bytes.length >> 1));
}

describe('the doctor', () => {
  it('finds nothing red in a kiosk that is well', async () => {
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
  });

  it.each<[name: string, inject: () => void, code: string, check: string]>([
    [
      'a sensor is unplugged',
      () => bench.inject({ fault: 'unplug', device: 'fingerprint' }),
      'device.fingerprint-missing',
      'device.fingerprint',
    ],
    [
      'a sensor has a password',
      () => {
        bench.sensor.password = 7;
      },
      'device.fingerprint-locked',
      'device.fingerprint',
    ],
    [
      'the reader is unplugged',
      () => bench.inject({ fault: 'unplug', device: 'document' }),
      'device.document-missing',
      'device.document',
    ],
    [
      'the printer is unplugged',
      () => bench.inject({ fault: 'unplug', device: 'printer' }),
      'device.printer-missing',
      'device.printer',
    ],
    ['the paper is out', () => bench.inject({ fault: 'paper', rows: 0 }), 'device.paper-out', 'device.printer'],
    [
      'the paper is near its end',
      () => bench.inject({ fault: 'paper', rows: 24_000 }),
      'device.paper-near-end',
      'device.printer',
    ],
    [
      'the cover is open',
      () => bench.inject({ fault: 'printer', printer: { coverOpen: true } }),
      'device.cover-open',
      'device.printer',
    ],
    [
      'the printer has a fault of its own',
      () => bench.inject({ fault: 'printer', printer: { broken: true } }),
      'device.printer-fault',
      'device.printer',
    ],
    [
      'a port is no port',
      () => configure(table({ printer: join(state, 'kiosk.json') })),
      'device.port-refused',
      'device.printer',
    ],
    [
      'a simulator stands in for a device',
      () => configure(table().map((one) => ({ ...one, simulated: one.id === 'document' }))),
      'readiness.simulated',
      'simulated.document',
    ],
    ['others may look into the state', () => chmodSync(state, 0o755), 'readiness.folder-open', 'folder'],
  ])('names it when %s', async (_, inject, problem, check) => {
    inject();
    const { report } = await doctor();
    expect(report?.lines.find((line) => line.problem?.code === problem)?.check).toBe(check);
    // Nothing else turns red by it.
    const red = report?.lines.filter((line) => line.state === 'bad').map((line) => line.check) ?? [];
    expect(red.filter((one) => one !== check)).toEqual([]);
  });

  it('waits for the ladders of devices that do not answer, and names both', async () => {
    bench.inject({ fault: 'sensor', sensor: { silent: true } });
    bench.inject({ fault: 'printer', printer: { silent: true } });
    const { report } = await doctor();
    const red = report?.lines.filter((line) => line.state === 'bad');
    expect(red?.map(({ check, problem }) => [check, problem?.code])).toEqual([
      ['device.fingerprint', 'device.fingerprint-silent'],
      ['device.printer', 'device.printer-silent'],
    ]);
  });

  it.each<[name: string, inject: () => unknown, told: RegExp]>([
    ['the configuration is gone', () => rmSync(join(state, 'kiosk.json')), /kiosk\.json: no such file/],
    [
      'the configuration is no configuration',
      () => writeFileSync(join(state, 'kiosk.json'), '{"devices":[]}'),
      /kiosk\.json is no configuration/,
    ],
    ['the keys are damaged', () => writeFileSync(join(state, 'keys/device.json'), '{'), /package\.keys-damaged/],
    ['the device’s journal is damaged', () => spoil(fileOf('none-laboratory-none.db')), /storage\.damaged|journal\./],
    ['the register is gone', () => rmSync(join(state, 'register'), { recursive: true }), /register|storage/],
    ['the kiosk is running', () => lockFolder(state, 0), /storage\.in-use/],
  ])('says what it is when %s', async (_, inject, told) => {
    inject();
    const { code, report, complaint } = await doctor();
    const red = report?.lines.flatMap(({ state: how, problem }) => (how === 'bad' && problem ? [problem.code] : []));
    expect(`${complaint} ${red?.join(' ') ?? ''}`).toMatch(told);
    expect(code).toBe(1);
  });
});
