import { join } from 'node:path';
import { nodeCrypto } from '../../crypto/node.ts';
import type { DemoVoter } from '../../demo/voters.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import { AtBallots } from './at-ballots.ts';
import { type Balance, balanceDay } from './balance.ts';
import { answerQuestions, copiesOut, writeOpeningDown } from './chair.ts';
import { checkpointsUnderFire, devicesReady, importsUnderFire } from './chores.ts';
import type { DeskClient } from './desk-client.ts';
import { Killer, type Killing, type KillPoint, planKillings } from './killer.ts';
import { must, Officer } from './officer.ts';
import { planDay } from './plan.ts';
import { sheetDifferences } from './sheet-balance.ts';
import { Station, type StationOptions } from './station.ts';
import type { VisitEnd } from './visit-end.ts';

export type { VisitEnd } from './visit-end.ts';

export interface DayOptions extends StationOptions {
  readonly seed: string;
  /** Percent of the list's voters whose fingers are hard for good. */
  readonly hardFingers: number;
  /** How many times something is killed. */
  readonly kill: number;
  /** What is killed: single processes, or the power of the whole kiosk (needs a disk of its own). */
  readonly power: boolean;
  /** The moments at which that happens, in turn; all that have a name where left out. */
  readonly points?: readonly KillPoint[];
}

/** A day of one station through the real processes, statechart, drivers and byte-level simulators, as fast as it goes. */
export async function simulateDay(options: DayOptions): Promise<Balance> {
  const station = await Station.prepare(options);
  try {
    station.house.start();
    const killer = new Killer(station.trap, station.world.bench, station.ledger.read, (victim) =>
      station.strike(victim),
    );
    const killings = planKillings(options.kill, options.seed, options.power, options.points);
    const at = (point: string) => killings.filter((one) => one.point === point);
    const wrong = [...(await importsUnderFire(station, killer, at('import')))];
    await openStation(station);
    if (options.printed) await loadPaper(station);
    wrong.push(...(await checkpointsUnderFire(station, killer, at('checkpoint'))));
    const inVisits = killings.filter(({ point }) => point !== 'import' && point !== 'checkpoint');
    const ends = await serveAll(station, killer, inVisits, options, wrong);
    const { log, desk } = await closeStation(station);
    const counters = desk.view()?.counters;
    desk.close();
    await station.house.stop();
    const report = await verifyFile(log, station.trust, nodeCrypto);
    if (!report.ok) throw new Error(report.error.code);
    return balanceDay({
      ends,
      ledger: station.ledger.entries(),
      counters,
      report: report.value,
      kiosk: station.kiosk,
      station: station.demo,
      bench: station.world.bench,
      killed: killer.done,
      victims: killer.victims,
      chainLooks: station.chain.looks,
      wrong: [...wrong, ...(options.printed ? sheetDifferences(station, ends, report.value) : [])],
      sheets: options.printed ? station.ballots.there() : null,
    });
  } finally {
    await station.close();
  }
}

/** The officer counts a pack into the printer of the ballots, and mistypes its number. */
async function loadPaper(station: Station): Promise<void> {
  const desk = await station.deskOf('officer');
  await new AtBallots(() => desk, station.ballots, station.atHand).loadMistyped();
  desk.close();
}

/** The killings lie in this first part of the day: the rest of it is for those whose moment did not come. */
const EARLY = 0.8;

async function serveAll(
  station: Station,
  killer: Killer,
  killings: readonly Killing[],
  { precinct, seed, hardFingers, onProgress }: DayOptions,
  wrong: string[],
): Promise<readonly VisitEnd[]> {
  const { ledger, world } = station;
  let desk = await station.deskOf('officer');
  const comeBack = async () => {
    desk.close();
    desk = await station.deskOf('officer');
    const chain = station.chain.look();
    if (chain) wrong.push(`after a killing: ${chain}`);
    return desk;
  };
  const now = () => performance.now();
  const officer = new Officer(desk, comeBack, world, station.atHand, () => station.wholeSlips, now, station.ballots);
  const visits = planDay(station.demo.voters, othersOf(station.everybody, precinct), seed, hardFingers);
  const ends: VisitEnd[] = [];
  const left = [...killings];
  /** A killing whose moment did not come in one visit waits for the next. */
  let armed: Killing | undefined;
  for (const visit of visits) {
    const from = ledger.entries().length;
    const due = killings.length - left.length <= (visit.n * killings.length) / (visits.length * EARLY);
    armed ??= due ? left.shift() : undefined;
    if (armed) killer.arm(armed);
    const served = await officer.serve(visit);
    if (!killer.waiting) armed = undefined;
    killer.disarm();
    ends.push({ ...served, visit, ledger: [from, ledger.entries().length] });
    onProgress('visits', ends.length, visits.length);
  }
  const spared = left.length + (armed ? 1 : 0);
  if (spared > 0) wrong.push(`${spared} killings found no moment`);
  desk.close();
  return ends;
}

/** People of other precincts, who are sent away, and whose hands impostors have. */
export function othersOf(everybody: readonly DemoVoter[], precinct: string): readonly DemoVoter[] {
  return everybody.filter((one) => one.record.precinct !== precinct && one.fingers.length > 0);
}

/** The chair opens the station with a second person. */
export async function openStation(station: Station): Promise<void> {
  const desk = await station.deskOf('chair');
  await devicesReady(desk);
  await writeOpeningDown(desk);
  must(await desk.client.station.open({ approvers: station.two, copies: 2 }));
  await desk.until((view) => view.station.stage === 'open', 'the open station');
  await copiesOut(station, desk);
  desk.close();
}

/** Closes the station. @returns the downloaded log, and the desk with the last numbers */
export async function closeStation(station: Station): Promise<{ readonly log: string; readonly desk: DeskClient }> {
  const desk = await station.deskOf('chair');
  must(await desk.client.station.finish({ inside: 0 }));
  await answerQuestions(desk);
  must(await desk.client.station.close({ approvers: station.two, copies: 2 }));
  await desk.until((view) => view.station.stage === 'closed', 'the closed station');
  await copiesOut(station, desk);
  const downloaded = await desk.client.station.downloadLog({ target: station.stick });
  if (!downloaded.ok) throw new Error(downloaded.error.code);
  return { log: join(station.stick, downloaded.value.file), desk };
}
