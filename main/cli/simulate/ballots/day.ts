import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordOfTest, stylesOf, testPack } from '../../../../core/ballot/test-pack.ts';
import { precinctOf } from '../../../../core/election/election.ts';
import { defaultPolicy } from '../../../../core/election/policy-default.ts';
import { isSmall } from '../../../../core/results/count.ts';
import { SimulatedEscl } from '../../../../drivers/simulator/escl.ts';
import { BallotPaper } from '../../../demo/ballot-paper.ts';
import { makeBallotStation } from '../../../demo/ballot-station.ts';
import { chance } from '../../../demo/random.ts';
import { demoElection } from '../../../demo/voters.ts';
import { adjudicate } from './adjudicating.ts';
import { type Adjudicated, balanceOf, lyingSheets, type StyleTotals, type Whereabouts } from './balance.ts';
import { type Desk, deskAt } from './desk.ts';
import { BoxExchange } from './exchange.ts';
import { Feeding } from './feeding.ts';
import { Hands } from './hands.ts';
import { ZoneKiller } from './killer.ts';
import { mishaps, mistakes, planBallots, unsureKinds, type Visit } from './plan.ts';
import { BallotRoom } from './room.ts';
import { Table } from './table.ts';
import { Voters } from './voter.ts';

export interface BallotDayOptions {
  readonly stateDir: string;
  /** Number of a station of the demonstration. */
  readonly precinct: string;
  /** Voters; each has one ballot that counts, or goes home with it. */
  readonly sheets: number;
  readonly seed: string;
  /** How many times the zone is killed. */
  readonly kill: number;
  readonly onProgress: (done: number, of: number) => void;
}

/** What a day came to. */
export interface BallotDayResult {
  readonly precinct: string;
  readonly voters: number;
  readonly paper: {
    readonly handedOut: number;
    /** Of them so many from mobile boxes, `fed` through the scanner. */
    readonly inBox: number;
    readonly mobile: number;
    readonly fed: number;
    readonly cancelled: number;
    readonly keptByVoters: number;
    readonly spoiledInPrint: number;
    readonly testPack: number;
  };
  /** Times that a sheet was put in. */
  readonly puttings: number;
  readonly mistakes: Readonly<Record<string, number>>;
  readonly mishaps: Readonly<Record<string, number>>;
  /** Ballots with a mark about which persons have to decide, and what they made of those that count. */
  readonly unsure: Readonly<Record<string, number>>;
  readonly adjudicated: Adjudicated;
  /** Boxes that failed and were exchanged, and what lay in each of the day at the end. */
  readonly exchanges: Readonly<Record<string, number>>;
  readonly boxes: readonly { readonly box: string; readonly sheets: number }[];
  /** What happened to sheets in the feeder, and why it stood still. */
  readonly feedings: Readonly<Record<string, number>>;
  readonly stood: Readonly<Record<string, number>>;
  /** Why voters were asked, why sheets came back, and what persons were called for. */
  readonly asked: Readonly<Record<string, number>>;
  readonly returned: Readonly<Record<string, number>>;
  readonly called: Readonly<Record<string, number>>;
  /** Times that persons had to say where a sheet is. */
  readonly located: number;
  readonly killed: Readonly<Record<string, number>>;
  /** Killings with a loss of the box's power at the same moment. */
  readonly powerCuts: number;
  /** By style, votes by `part/option`, invalid ballots (—), and those about which the centre decides (?). */
  readonly totals: Readonly<Record<string, StyleTotals>>;
  /** Milliseconds from one voter to the next, everything included. */
  readonly msPerVoter: { readonly p50: number; readonly p95: number };
  readonly wrong: readonly string[];
}

const SITTING = '2023-10-08-1';
/** Killings at the box lie in this first part of the day: the rest is for those whose moment did not come. */
const EARLY = 0.75;

/** A day of the ballot zone: from the test pack to the count, with a box of paper at the other end of a pseudo-terminal. */
export async function simulateBallots(options: BallotDayOptions): Promise<BallotDayResult> {
  const { stateDir, precinct, sheets, seed, kill, onProgress } = options;
  mkdirSync(stateDir, { recursive: true });
  const election = demoElection();
  const { papers } = election;
  const constituency = precinctOf(election, precinct)?.constituency;
  if (!papers || constituency === undefined) throw new RangeError(`the demonstration has no ballots at ${precinct}`);
  // What is asked and given back is more than what is taken silently; of unsure marks both happen.
  const asks = chance(`${seed}/policy`).happens(0.5);
  const rules = { none: 'ask', tooMany: 'ask', unsure: asks ? 'ask' : 'accept' } as const;
  const policy = { ...defaultPolicy, ballotBox: { ...defaultPolicy.ballotBox, ...rules } };
  const station = await makeBallotStation({
    ...{ folder: stateDir, hatch: join(stateDir, 'hatch'), election, policy, precinct },
  });
  const styles = stylesOf(papers, constituency);
  const elsewhere = papers.styles.find((style) => !styles.includes(style))?.id ?? null;
  const visits = planBallots({ styles, elsewhere: elsewhere !== null, asks, kills: kill > 0 }, sheets, seed);
  const scanner = new SimulatedEscl();
  await scanner.on();
  const room = new BallotRoom(stateDir, station, sheets + 10, scanner);
  const at = deskAt(room);
  const killer = new ZoneKiller(room, seed);
  const exchange = new BoxExchange(room, killer, seed);
  const hands = new Hands(room, killer, exchange, seed);
  const feeding = new Feeding(room, scanner, killer, at);
  const table = new Table();
  const where = { table, room, fed: feeding.lying };
  const paper = new BallotPaper(election);
  const pack = testPack(papers, constituency);
  const wrong: string[] = [];
  const took: number[] = [];
  let [puttings, armed, served] = [0, 0, 0];
  const before = () => {
    puttings += 1;
    const due = Math.ceil(((served + 1) * kill) / ((visits.length + pack.length) * EARLY));
    if (killer.waiting || armed >= kill || armed >= due) return;
    armed += 1;
    killer.arm();
  };
  const voters = new Voters({ room, hands, table, paper, elsewhere, before });
  /** The number of sheets that is shown is that of the sheets that lie there. */
  const balance = async (when: string) => {
    const { length } = lyingSheets(where);
    const seen = await at.until((sight) => sight.sheets === length, 'the number of sheets').catch(() => room.sight);
    if (seen?.sheets !== length) wrong.push(`after ${when}: ${length} sheets in the box, ${seen?.sheets} shown`);
  };
  const serve = async (some: readonly Visit[]) => {
    for (const visit of some) {
      const began = performance.now();
      await voters.serve(visit);
      took.push(performance.now() - began);
      served += 1;
      await balance(`voter ${visit.n}`);
      onProgress(served - pack.length, visits.length);
    }
  };
  try {
    room.stage('ready', SITTING);
    await at.until(({ provisioned }) => provisioned, 'the package');
    await at.do({ do: 'assign-box', box: 'B-1' });
    await at.do({ do: 'begin-test' });
    await hands.rest();
    for (const [n, sheet] of pack.entries()) {
      const { marked, style } = sheet;
      const page = paper.ballot({ style, test: true, marked }, 'pack');
      const name = `test ${n}`;
      while (!room.holds(name)) {
        before();
        await hands.put({ name, page, insists: true });
      }
      served += 1;
    }
    await at.do({ do: 'end-test' });
    await at.do({ do: 'prove-zero' });
    room.stage('open', SITTING);
    await hands.rest();
    const mobile = Map.groupBy(visits, (visit) => visit.mobile?.box ?? null);
    await serve(mobile.get(null) ?? []);
    await close(room, at);
    for (const [box, some] of mobile) {
      if (box === null) continue;
      await at.do({ do: 'begin-mobile', box });
      if (some.some((visit) => visit.mobile?.by === 'feeder')) {
        await feeding.box(some.map((visit) => voters.toFeed(visit)));
        served += some.length;
        await balance(box);
      } else {
        await hands.rest();
        await serve(some);
      }
      await at.do({ do: 'end-mobile' });
    }
    const ofStyle = Map.groupBy(lyingSheets(where), ({ style }) => style);
    const few = styles.filter(({ id }) => isSmall(ofStyle.get(id)?.length ?? 0, policy.results.smallCount));
    const sealed = new Set(few.filter((style) => style.constituency !== constituency).map(({ id }) => id));
    const { seen, refused } = await adjudicate(room, at, kill > 0 ? killer : null);
    const { records = [] } = await at.do({ do: 'count' });
    const { inBox, totals, mobile: ofMobile, adjudicated, wrong: more } = balanceOf(styles, where, records, sealed);
    wrong.push(...more, ...feeding.wrong);
    if (!refused) wrong.push('ballots were counted before persons had decided about them');
    for (const id of sealed) if (seen[id]) wrong.push(`${id} is sealed, and was shown`);
    const day = await at.until(() => true, 'the zone').then((sight) => sight.day);
    const boxes = boxesOf(where);
    wrong.push(...differs('boxes that were exchanged', boxes.slice(0, -1), day.before));
    const { sealed: _, ...decided } = adjudicated;
    const sheetsDecided = Object.values(decided).reduce((sum, one) => sum + one, 0);
    wrong.push(...differs('sheets that were decided about', sheetsDecided, day.adjudicated ?? 0));
    const inMobile = [...mobile].flatMap(([box, some]) => (box === null ? [] : [{ box, sheets: some.length }]));
    wrong.push(...differs('sheets of mobile boxes', inMobile, day.mobile));
    wrong.push(...differs('sheets at the close', inBox - ofMobile, day.closedSheets));
    if (killer.ofSheets < kill) wrong.push(`${kill - killer.ofSheets} killings found no moment`);
    return {
      ...{ precinct, voters: visits.length, puttings },
      paper: {
        ...{ handedOut: table.handedOut.size, inBox, mobile: ofMobile, fed: feeding.lying.size },
        ...{ cancelled: table.cancelled.size, keptByVoters: table.kept.size },
        ...{ spoiledInPrint: table.spoiledInPrint, testPack: pack.map(recordOfTest).length },
      },
      ...{ mistakes: timesOf(mistakes, visits, 'mistake'), mishaps: timesOf(mishaps, visits, 'mishap') },
      ...{ unsure: timesOf(unsureKinds, visits, 'unsure'), adjudicated, exchanges: exchange.done, boxes },
      ...{ feedings: feeding.done, stood: feeding.stood },
      ...{ asked: hands.asked, returned: hands.returned, called: hands.called, located: hands.located },
      ...{ killed: killer.done, powerCuts: killer.powerCuts, totals },
      msPerVoter: { p50: rank(took, 0.5), p95: rank(took, 0.95) },
      wrong,
    };
  } finally {
    await room.close();
    await scanner.off();
  }
}

/** The box is closed with the station. */
async function close(room: BallotRoom, at: Desk): Promise<void> {
  room.stage('closed', SITTING);
  await at.until(({ day }) => day.phase === 'closed', 'the closed box');
}

/** What lies in each box of the day, in the order in which they stood there: ballots that were given out. */
function boxesOf({ room, table }: Whereabouts): BallotDayResult['boxes'] {
  return room.boxes.map(({ whereabouts }, at) => ({
    box: `B-${at + 1}`,
    sheets: [...whereabouts.in('valid'), ...whereabouts.in('invalid')].filter((name) => table.sheets.has(name)).length,
  }));
}

const differs = (what: string, truth: unknown, told: unknown): readonly string[] =>
  JSON.stringify(truth) === JSON.stringify(told)
    ? []
    : [`${what}: ${JSON.stringify(truth)}, and the journal has ${JSON.stringify(told)}`];

/** How many times each kind comes, of one that a visit may have. */
function timesOf<K extends 'mistake' | 'unsure' | 'mishap'>(
  kinds: readonly NonNullable<Visit[K]>[],
  visits: readonly Visit[],
  of: K,
): Readonly<Record<string, number>> {
  return Object.fromEntries(kinds.map((kind) => [kind, visits.filter((visit) => visit[of] === kind).length]));
}

function rank(values: readonly number[], share: number): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
}
