import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeCrypto } from '../../../crypto/node.ts';
import { type Chance, chance } from '../../../demo/random.ts';
import { demoElection } from '../../../demo/voters.ts';
import { verifyFile } from '../../../journal/verify-file.ts';
import { copiesOut, stationSlips } from '../chair.ts';
import { devicesReady } from '../chores.ts';
import { type DeskClient, must } from '../desk-client.ts';
import type { Victim } from '../killer.ts';
import { foldersOf, Station, type StationOptions } from '../station.ts';
import { handingSteps, wiping } from './afterwards-steps.ts';
import { beforeTheWipe, emptiedWrong, goesOnEmpty } from './emptied-device.ts';
import { sittingSteps } from './sitting-steps.ts';
import type { Step } from './step.ts';
import { drawn, struckAt, struckOnTheWayBack } from './strike.ts';
import { toldOf } from './told.ts';

/** Names of the steps, in their order; some are taken several times. */
export const STEPS = [...new Set([...sittingSteps, ...handingSteps, wiping('')].map(({ name }) => name))];
/** How many times a round is struck where everything is: the wipe once more while the device comes back from the first. */
export const STRIKES_A_ROUND = sittingSteps.length + handingSteps.length + 2;

export interface UnderFireOptions extends StationOptions {
  readonly seed: string;
  readonly victims: readonly Victim[];
  /** Names of the steps that are struck; the others are only taken. All of them where left out. */
  readonly struck?: readonly string[];
}

/** Strikes at a step, and what the station was found to be afterwards: before it, or behind it. */
export interface Tally {
  readonly before: number;
  readonly after: number;
}

export interface UnderFire {
  readonly strikes: Readonly<Record<string, Tally>>;
  readonly victims: Readonly<Record<string, number>>;
  /** Copies of the sittings' slips. */
  readonly copies: number;
  /** Empty when every step was resumable and none was lost, doubled or left half done. */
  readonly wrong: readonly string[];
}

const REPEAT = { kind: 'repeat', date: '2023-10-22', open: '08:00', close: '20:00' } as const;

/**
 * One round of a station's steps through the real processes: two sittings, the handing over and the wipe. In each step,
 * at a moment drawn by lot, a process is killed or the power cut; the station must then stand before the step or behind
 * it, and the same people go on.
 */
export async function stepsUnderFire(options: UnderFireOptions): Promise<UnderFire> {
  const sittings = [{ kind: 'day' as const, ...demoElection().day }, REPEAT];
  const station = await Station.prepare({ ...options, election: { sittings }, sticks: 2 });
  try {
    const round = new Round(station, options);
    return await round.run();
  } finally {
    await station.close();
  }
}

class Round {
  readonly #station: Station;
  readonly #options: UnderFireOptions;
  readonly #lot: Chance;
  readonly #strikes: Record<string, Tally> = {};
  readonly #victims: Record<string, number> = {};
  readonly #wrong: string[] = [];
  readonly #lasted = new Map<string, number>();
  #turn = 0;

  constructor(station: Station, options: UnderFireOptions) {
    this.#station = station;
    this.#options = options;
    this.#lot = chance(`${options.seed}/steps`);
  }

  async run(): Promise<UnderFire> {
    const station = this.#station;
    const { precinct, stateDir } = this.#options;
    station.house.start();
    for (const step of sittingSteps) await this.#goes(step);
    const paper = stationSlips(station);
    for (const step of handingSteps) await this.#goes(step);
    const log = await downloaded(station);
    await station.house.stop();
    const told = toldOf(log, [...sittingSteps, ...handingSteps]);
    if (paper !== told.copies) {
      this.#wrong.push(`${paper} slips of the station came out whole, and the log tells of ${told.copies}`);
    }
    const before = beforeTheWipe(station, precinct, foldersOf(stateDir).room);
    station.house.start();
    await this.#goes(wiping(before.order));
    await station.house.stop();
    this.#wrong.push(...told.wrong, ...(await emptiedWrong(station, before)));
    station.house.start();
    this.#wrong.push(...(await goesOnEmpty(station, precinct)));
    for (const journal of [log, ...keptJournals(station)]) await this.#verifies(journal);
    return { strikes: this.#strikes, victims: this.#victims, copies: told.copies, wrong: this.#wrong };
  }

  /** A step is struck, and then taken unless it already was. */
  async #goes(step: Step): Promise<void> {
    const station = this.#station;
    const paper = stationSlips(station);
    const times = await this.#strikesAt(step);
    const desk = await deskFor(station, step);
    const found = await step.look(desk, station);
    if (times > 0) this.#count(step, times, found === 'after');
    if (typeof found === 'object') this.#wrong.push(`${step.name} was struck, and ${found.wrong}`);
    if (found === 'before') {
      const began = performance.now();
      must(await step.take(desk, station));
      this.#lasted.set(step.name, performance.now() - began);
      await isThere(step, desk, station);
    }
    if (step.copies) {
      await devicesReady(desk);
      await copiesOut(station, desk, paper);
    }
    // An emptied device has no election's journal to look at; its own is looked at in the end.
    const chain = step.event === 'wipe.begun' ? null : station.chain.look();
    if (chain) this.#wrong.push(`after ${step.name}: ${chain}`);
    desk.close();
  }

  /** @returns how many times it was struck */
  async #strikesAt(step: Step): Promise<number> {
    const { struck = STEPS } = this.#options;
    if (!struck.includes(step.name)) return 0;
    const station = this.#station;
    const desk = await deskFor(station, step);
    const victim = this.#victim();
    await struckAt(station, desk, step, drawn(this.#lot, step, this.#lasted.get(step.name)), victim);
    desk.close();
    this.#hit(victim);
    if (!step.again) return 1;
    const second = this.#victim();
    if (!(await struckOnTheWayBack(station, this.#lot, second))) return 1;
    this.#hit(second);
    return 2;
  }

  #victim(): Victim {
    const { victims } = this.#options;
    this.#turn += 1;
    return victims[(this.#turn + this.#lot.below(victims.length)) % victims.length] ?? 'zone';
  }

  #hit(victim: Victim): void {
    this.#victims[victim] = (this.#victims[victim] ?? 0) + 1;
  }

  #count({ name }: Step, times: number, through: boolean): void {
    const { before, after } = this.#strikes[name] ?? { before: 0, after: 0 };
    this.#strikes[name] = through ? { before, after: after + times } : { before: before + times, after };
  }

  async #verifies(journal: string): Promise<void> {
    const report = await verifyFile(journal, this.#station.trust, nodeCrypto);
    if (!report.ok) this.#wrong.push(`${journal}: ${report.error.code}`);
    else if (report.value.finding) this.#wrong.push(`${journal}: ${report.value.finding.cause}`);
  }
}

/** The desk with whoever takes the step; with nobody on a device that knows nobody any more. */
async function deskFor(station: Station, { by }: Step): Promise<DeskClient> {
  const desk = await station.desk();
  const { station: seen } = await desk.until(() => true, 'the station');
  if (seen.stage === 'unprovisioned') return desk;
  desk.close();
  return station.deskOf(by);
}

const PATIENCE_MS = 10_000;
const LOOK_MS = 20;

/** What was taken is there as soon as the screens have heard of it. */
async function isThere(step: Step, desk: DeskClient, station: Station): Promise<void> {
  const began = performance.now();
  while ((await step.look(desk, station)) !== 'after') {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`${step.name} was taken and is not there`);
    await sleep(LOOK_MS);
  }
}

/** The station's log, as the chair takes it to the commission. */
async function downloaded(station: Station): Promise<string> {
  const desk = await station.deskOf('chair');
  const written = await desk.client.station.downloadLog({ target: station.stick });
  desk.close();
  if (!written.ok) throw new Error(written.error.code);
  return join(station.stick, written.value.file);
}

/** The journals in the retention copies, on both sticks. */
function keptJournals({ sticks }: Station): readonly string[] {
  return sticks.flatMap((stick) =>
    readdirSync(stick)
      .filter((name) => name.startsWith('taanuu-retention') && !name.endsWith('.part'))
      .map((name) => join(stick, name, 'journal.ndjson')),
  );
}
