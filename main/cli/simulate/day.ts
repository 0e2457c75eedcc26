import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nodeCrypto } from '../../crypto/node.ts';
import { prepareDemo } from '../../demo/prepare.ts';
import type { DemoVoter } from '../../demo/voters.ts';
import { demoElection, demoVoters } from '../../demo/voters.ts';
import { openWorld, SENSOR_DPI } from '../../demo/world.ts';
import { WorldLedger } from '../../demo/world-ledger.ts';
import { worldPeople } from '../../demo/world-people.ts';
import { type Supervisor, supervise } from '../../host/supervisor.ts';
import type { KioskConfig } from '../../identification/zone.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import { openPackage } from '../../package/reader.ts';
import { trustOf } from '../../package/trust.ts';
import { type Balance, balanceDay, isWholeSlip } from './balance.ts';
import { type DeskClient, openDesk } from './desk-client.ts';
import { Killer, planKillings } from './killer.ts';
import { must, Officer, type Served } from './officer.ts';
import { planDay, type Visit } from './plan.ts';

export interface DayOptions {
  /** Emptied first, but for the enrolment of an earlier run. */
  readonly stateDir: string;
  /** Built screens; the zone serves them even if nobody looks. */
  readonly screens: string;
  readonly precinct: string;
  /** Voters on the list; each comes once, others come between them. */
  readonly voters: number;
  readonly seed: string;
  /** How many times a process is killed. */
  readonly kill: number;
  readonly onProgress: (step: string, done: number, of: number) => void;
}

/** A visit with its end; the truth about paper is in the ledger, never in here. */
export interface VisitEnd extends Served {
  readonly visit: Visit;
  /** Entries of the ledger that lie between the beginning and the end of this visit. */
  readonly ledger: readonly [from: number, to: number];
}

/** A day of one station through the real zone, statechart, drivers and byte-level simulators, as fast as it goes. */
export async function simulateDay(options: DayOptions): Promise<Balance> {
  const { stateDir, precinct, seed } = options;
  // Every day begins with a new kiosk; only the enrolment, which takes minutes, is used again.
  for (const name of existsSync(stateDir) ? readdirSync(stateDir) : []) {
    if (name !== 'cache') rmSync(join(stateDir, name), { recursive: true });
  }
  const prepared = await prepareDemo({
    stateDir,
    precinct,
    voters: options.voters,
    onProgress: (step, done, of) => options.onProgress(step, done, of),
  });
  if (!prepared.ok) throw new Error(prepared.error.code);
  const station = prepared.value;
  const logs = join(stateDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const devices = join(stateDir, 'devices');
  const config: KioskConfig = {
    devices: {
      fingerprint: join(devices, 'fingerprint'),
      document: join(devices, 'document'),
      printer: join(devices, 'printer'),
    },
    folders: [logs],
    sensorDpi: SENSOR_DPI,
    simulated: ['fingerprint', 'document', 'printer'],
    firstPackage: station.package,
  };
  writeFileSync(join(stateDir, 'kiosk.json'), JSON.stringify(config));
  const ledger = new WorldLedger(join(stateDir, 'world'), () => Date.now());
  const everybody = demoVoters();
  const world = openWorld({
    folder: devices,
    people: worldPeople(everybody, demoElection(), precinct),
    station: precinct,
    ledger,
  });
  const house = await startHouse(options);
  try {
    let desk = await openDeskOf(house);
    const code = (role: string) => {
      const found = station.people.find((one) => one.role === role);
      if (!found) throw new Error(`nobody is ${role}`);
      return { person: found.id, code: found.code };
    };
    const approvers = [code('chair'), code('member')];
    await openStation(desk, code('chair'), approvers);
    must(await desk.client.access.signIn(code('officer')));
    let wholeSlips = 0;
    ledger.slips.on((slip) => {
      if (isWholeSlip(slip)) wholeSlips += 1;
    });
    const comeBack = async () => {
      desk = await deskAgain(house);
      must(await desk.client.access.signIn(code('officer')));
      return desk;
    };
    const tray = () => wholeSlips;
    const officer = new Officer(desk, comeBack, world, [code('member')], tray, () => performance.now());
    const killer = new Killer(house, world.bench);
    const visits = planDay(station.voters, othersOf(everybody, precinct), seed);
    const killings = planKillings(visits.length, options.kill, seed);
    const ends: VisitEnd[] = [];
    for (const visit of visits) {
      const from = ledger.entries().length;
      const killing = killings.get(visit.n);
      if (killing) killer.arm(killing);
      const served = await officer.serve(visit);
      killer.disarm();
      ends.push({ ...served, visit, ledger: [from, ledger.entries().length] });
      options.onProgress('visits', ends.length, visits.length);
    }
    const log = await closeStation(desk, code('chair'), approvers, logs);
    const counters = desk.view()?.counters;
    desk.close();
    await house.stop();
    const opened = await openPackage(station.package, station.keys.commission()?.root ?? new Uint8Array());
    if (!opened.ok) throw new Error(opened.error.code);
    const trust = trustOf(opened.value.manifest);
    await opened.value.close();
    const report = await verifyFile(log, trust, nodeCrypto);
    if (!report.ok) throw new Error(report.error.code);
    return balanceDay({
      ends,
      ledger: ledger.entries(),
      counters,
      report: report.value,
      stateDir,
      station,
      bench: world.bench,
      killed: killer.done,
    });
  } finally {
    await house.stop();
    world.close();
  }
}

/** People of other precincts, who are sent away, and whose hands impostors have. */
function othersOf(everybody: readonly DemoVoter[], precinct: string): readonly DemoVoter[] {
  return everybody.filter((one) => one.record.precinct !== precinct && one.fingers.length > 0);
}

function startHouse({ stateDir, screens }: DayOptions): Promise<Supervisor> {
  const entry = fileURLToPath(new URL('../../identification/main.ts', import.meta.url));
  const { promise, resolve } = Promise.withResolvers<Supervisor>();
  const house: Supervisor = supervise({
    plans: [{ name: 'identification', entry, args: [stateDir, screens, '0'], env: {} }],
    node: process.execPath,
    log: { info: () => {}, warn: () => {} },
    onWindows: () => resolve(house),
  });
  return promise;
}

async function openDeskOf(house: Supervisor): Promise<DeskClient> {
  const address = house.windows().officer;
  const ticket = await house.ticketFor('officer');
  if (address === undefined || ticket === null) throw new Error('the zone offers no desk');
  return openDesk(address, ticket);
}

/** How long a dead zone may take to serve again, in milliseconds, and how often is looked. */
const BACK_MS = 20_000;
const LOOK_MS = 50;

/** The desk of the zone that the supervisor has started again. */
async function deskAgain(house: Supervisor): Promise<DeskClient> {
  const before = performance.now();
  for (;;) {
    const ready = house.status().every((one) => one.ready);
    const desk = ready ? await openDeskOf(house).catch(() => null) : null;
    if (desk) {
      await desk.until(() => true, 'the first view');
      return desk;
    }
    if (performance.now() - before > BACK_MS) throw new Error('the zone did not come back');
    await sleep(LOOK_MS);
  }
}

type Code = { readonly person: string; readonly code: string };

async function openStation(desk: DeskClient, chair: Code, approvers: readonly Code[]): Promise<void> {
  const ready = (kind: string) => (view: { station: { devices: readonly { kind: string; state: string }[] } }) =>
    view.station.devices.some((device) => device.kind === kind && device.state === 'ready');
  for (const kind of ['printer', 'fingerprint', 'document']) await desk.until(ready(kind), `the ${kind}`);
  must(await desk.client.access.signIn(chair));
  must(await desk.client.station.open({ approvers: [...approvers] }));
  await desk.until((view) => view.station.stage === 'open', 'the open station');
}

/** @returns the downloaded log */
async function closeStation(desk: DeskClient, chair: Code, approvers: readonly Code[], logs: string): Promise<string> {
  must(await desk.client.access.signIn(chair));
  must(await desk.client.station.finish({}));
  must(await desk.client.station.close({ approvers: [...approvers] }));
  await desk.until((view) => view.station.stage === 'closed', 'the closed station');
  const downloaded = await desk.client.station.downloadLog({ target: logs });
  if (!downloaded.ok) throw new Error(downloaded.error.code);
  return join(logs, downloaded.value.file);
}
