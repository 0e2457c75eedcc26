import { AsyncLocalStorage } from 'node:async_hooks';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Bench, openBench } from '../../drivers/simulator/bench.ts';
import { Ledger } from '../../drivers/simulator/ledger.ts';
import type { ReadinessReport } from '../../main/api/views.ts';
import { doctorCommand } from '../../main/cli/doctor.ts';
import { type DeviceSetup, serialTable } from '../../main/identification/devices/setup.ts';
import { zoneOf } from '../../main/identification/zone.fixture.ts';
import { makeStation, type Station } from '../../main/package/package.fixture.ts';

/** A kiosk of one test, with its devices behind pseudo-terminals. */
interface DoctorsKiosk {
  state: string;
  readonly devices: string;
  readonly bench: Bench;
  readonly undo: (() => unknown)[];
}

let station: Station;
let made = '';
/** Of the present test, where tests follow each other. */
let single: DoctorsKiosk | null = null;
/** Of each of several tests that run beside each other. */
const beside = new AsyncLocalStorage<DoctorsKiosk>();

/** Makes the kiosk of which every test of a file gets a copy: a real zone over real files. */
export function kiosksForAll(): void {
  beforeAll(async () => {
    station = await makeStation();
    const { path } = await station.write('a.taanuu', {});
    const { zone } = await zoneOf(station, path);
    await zone.stop();
    made = join(station.dir, 'device');
  }, 60_000);
  afterAll(() => station.remove());
}

/** A kiosk for every test of a file, into which it may put a fault. */
export function kioskForEach(): void {
  kiosksForAll();
  beforeEach(() => {
    single = open();
    configure(table());
  });
  afterEach(async () => {
    if (single !== null) await close(single);
    single = null;
  });
}

/** A test at a kiosk of its own, beside others: most of what a doctor does is wait for devices. */
export const atKiosk = (test: () => Promise<void>): Promise<void> =>
  beside.run(open(), async () => {
    try {
      configure(table());
      await test();
    } finally {
      await close(current());
    }
  });

function open(): DoctorsKiosk {
  const room = mkdtempSync(join(tmpdir(), 'doctor-'));
  const state = join(room, 'state');
  const devices = join(room, 'devices');
  cpSync(made, state, { recursive: true });
  chmodSync(state, 0o700);
  mkdirSync(devices);
  return {
    state,
    devices,
    bench: openBench({ folder: devices, ledger: new Ledger(join(room, 'ledger'), () => 0) }),
    undo: [],
  };
}

async function close({ undo, bench, devices }: DoctorsKiosk): Promise<void> {
  for (const next of undo.splice(0).reverse()) await next();
  bench.close();
  rmSync(join(devices, '..'), { recursive: true, force: true });
}

function current(): DoctorsKiosk {
  const kiosk = beside.getStore() ?? single;
  if (kiosk === null) throw new Error('no kiosk: a test of its own needs atKiosk');
  return kiosk;
}

/** Does it when the test is over. */
export const afterwards = (then: () => unknown): void => void current().undo.push(then);

/** The kiosk of the present test. */
export const kiosk = () => {
  const its = current();
  return {
    state: its.state,
    devices: its.devices,
    bench: its.bench,
    /** The state lies in another folder from now on. */
    moveTo: (folder: string) => {
      cpSync(its.state, folder, { recursive: true });
      chmodSync(folder, 0o700);
      its.state = folder;
    },
  };
};

export const table = (at: Partial<Record<'fingerprint' | 'document' | 'printer', string>> = {}): DeviceSetup[] => {
  const { devices } = current();
  return serialTable({
    fingerprint: join(devices, 'fingerprint'),
    document: join(devices, 'document'),
    printer: join(devices, 'printer'),
    ...at,
  });
};
export const configure = (setups: readonly DeviceSetup[]): void =>
  writeFileSync(join(current().state, 'kiosk.json'), JSON.stringify({ devices: setups, folders: [] }));
/** One device more than the table has. */
export const withDevice = (id: string, driver: 'power' | 'chip' | 'escl' | 'cups', at: string): void =>
  configure([...table(), { id, driver, at, simulated: false }]);

export async function doctor() {
  const [answers, complaints]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  const code = await doctorCommand(['--state', current().state, '--json'], io);
  const report = answers[0] === undefined ? null : (JSON.parse(answers[0]) as ReadinessReport);
  return { code, report, complaint: complaints.join('\n') };
}

/** The doctor names it, at the right place, and nothing else has turned red by it. */
export async function expectNamed(problem: string, check: string, besides: readonly string[] = []): Promise<void> {
  const { report } = await doctor();
  const told = report?.lines.filter(({ state: how }) => how !== 'good') ?? [];
  expect(told.map((line) => [line.check, line.problem?.code])).toContainEqual([check, problem]);
  const red = told.filter((line) => line.state === 'bad').map((line) => line.check);
  expect(red.filter((one) => one !== check && !besides.includes(one))).toEqual([]);
}

/** The first file below the state whose name ends like this. */
export function fileOf(ending: string): string {
  const { state } = current();
  const found = readdirSync(state, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(ending));
  if (found === undefined) throw new Error(`no ${ending} in the state`);
  return join(state, found);
}

/** Overwrites the middle of a file, as a dying disk does. */
export function spoil(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x55, bytes.length >> 2, bytes.length >> 1));
}
