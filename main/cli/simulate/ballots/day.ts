import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordOfTest, stylesOf, testPack } from '../../../../core/ballot/test-pack.ts';
import { precinctOf } from '../../../../core/election/election.ts';
import { defaultPolicy } from '../../../../core/election/policy-default.ts';
import { BallotPaper } from '../../../demo/ballot-paper.ts';
import { makeBallotStation } from '../../../demo/ballot-station.ts';
import { demoElection } from '../../../demo/voters.ts';
import { balanceOf, type StyleTotals } from './balance.ts';
import { type Desk, deskAt } from './desk.ts';
import { Hands } from './hands.ts';
import { ZoneKiller } from './killer.ts';
import { mishaps, mistakes, planBallots } from './plan.ts';
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
    readonly inBox: number;
    readonly mobile: number;
    readonly cancelled: number;
    readonly keptByVoters: number;
    readonly spoiledInPrint: number;
    readonly testPack: number;
  };
  /** Times that a sheet was put in. */
  readonly puttings: number;
  readonly mistakes: Readonly<Record<string, number>>;
  readonly mishaps: Readonly<Record<string, number>>;
  /** Why sheets came back, and what persons were called for. */
  readonly returned: Readonly<Record<string, number>>;
  readonly called: Readonly<Record<string, number>>;
  /** Times that persons had to say where a sheet is. */
  readonly located: number;
  readonly killed: Readonly<Record<string, number>>;
  /** Killings with a loss of the box's power at the same moment. */
  readonly powerCuts: number;
  /** By style, votes by `part/option` and invalid ballots (—). */
  readonly totals: Readonly<Record<string, StyleTotals>>;
  /** Milliseconds from one voter to the next, everything included. */
  readonly msPerVoter: { readonly p50: number; readonly p95: number };
  readonly wrong: readonly string[];
}

const SITTING = '2023-10-08-1';
/** Killings lie in this first part of the day: the rest is for those whose moment did not come. */
const EARLY = 0.85;

/** A day of the ballot zone: from the test pack to the count, with a box of paper at the other end of a pseudo-terminal. */
export async function simulateBallots(options: BallotDayOptions): Promise<BallotDayResult> {
  const { stateDir, precinct, sheets, seed, kill, onProgress } = options;
  mkdirSync(stateDir, { recursive: true });
  const election = demoElection();
  const { papers } = election;
  const constituency = precinctOf(election, precinct)?.constituency;
  if (!papers || constituency === undefined) throw new RangeError(`the demonstration has no ballots at ${precinct}`);
  // What is asked and given back is more than what is taken silently.
  const policy = { ...defaultPolicy, ballotBox: { ...defaultPolicy.ballotBox, none: 'ask', tooMany: 'ask' } as const };
  const station = await makeBallotStation({
    ...{ folder: stateDir, hatch: join(stateDir, 'hatch'), election, policy, precinct },
  });
  const styles = stylesOf(papers, constituency);
  const elsewhere = papers.styles.find((style) => !styles.includes(style))?.id ?? null;
  const visits = planBallots(styles, elsewhere !== null, sheets, seed);
  const room = new BallotRoom(stateDir, station, sheets + 10);
  const killer = new ZoneKiller(room, seed);
  const hands = new Hands(room, killer, seed);
  const table = new Table();
  const paper = new BallotPaper(election);
  const pack = testPack(papers, constituency);
  const wrong: string[] = [];
  let [puttings, armed, served] = [0, 0, 0];
  const before = () => {
    puttings += 1;
    const due = Math.ceil(((served + 1) * kill) / ((visits.length + pack.length) * EARLY));
    if (killer.waiting || armed >= kill || armed >= due) return;
    armed += 1;
    killer.arm();
  };
  const voters = new Voters({ room, hands, table, paper, elsewhere, before });
  const took: number[] = [];
  try {
    const at = deskAt(room);
    room.stage('ready', SITTING);
    await at.until(({ provisioned }) => provisioned, 'the package');
    await at.do({ do: 'assign-box', box: 'B-1' });
    await at.do({ do: 'begin-test' });
    await hands.rest();
    for (const [n, sheet] of pack.entries()) {
      const { marked, style } = sheet;
      const page = paper.ballot({ style, test: true, marked }, 'pack');
      const name = `test ${n}`;
      while (!['valid', 'invalid'].includes(room.box.whereabouts.of(name))) {
        before();
        await hands.put({ name, page, insists: true });
      }
      served += 1;
    }
    await at.do({ do: 'end-test' });
    await at.do({ do: 'prove-zero' });
    room.stage('open', SITTING);
    await hands.rest();
    for (const visit of visits) {
      if (visit.batch === 'mobile' && room.sight?.phase === 'open') {
        await close(room, at);
        await at.do({ do: 'begin-mobile', box: 'M-1' });
        await hands.rest();
      }
      const began = performance.now();
      await voters.serve(visit);
      took.push(performance.now() - began);
      served += 1;
      const lying = [...table.sheets.keys()].filter((name) => inBox(room, name)).length;
      const seen = await at.until((sight) => sight.sheets === lying, 'the number of sheets').catch(() => room.sight);
      if (seen?.sheets !== lying)
        wrong.push(`after voter ${visit.n}: ${lying} sheets in the box, ${seen?.sheets} shown`);
      onProgress(took.length, visits.length);
    }
    if (room.sight?.phase === 'open') await close(room, at);
    else await at.do({ do: 'end-mobile' });
    const records = (await at.do({ do: 'count' })) ?? [];
    const { inBox: lying, totals, wrong: more } = balanceOf(styles, table, room, records);
    wrong.push(...more);
    const spared = kill - Object.values(killer.done).reduce((sum, one) => sum + one, 0);
    if (spared > 0) wrong.push(`${spared} killings found no moment`);
    return {
      ...{ precinct, voters: visits.length, puttings },
      paper: {
        ...{ handedOut: table.handedOut.size, inBox: lying },
        mobile: records.filter(({ batch }) => batch === 'mobile').length,
        ...{ cancelled: table.cancelled.size, keptByVoters: table.kept.size },
        ...{ spoiledInPrint: table.spoiledInPrint, testPack: pack.map(recordOfTest).length },
      },
      mistakes: timesOf(
        mistakes,
        visits.map(({ mistake }) => mistake),
      ),
      mishaps: timesOf(
        mishaps,
        visits.map(({ mishap }) => mishap),
      ),
      ...{ returned: hands.returned, called: hands.called, located: hands.located },
      ...{ killed: killer.done, powerCuts: killer.powerCuts, totals },
      msPerVoter: { p50: rank(took, 0.5), p95: rank(took, 0.95) },
      wrong,
    };
  } finally {
    await room.close();
  }
}

/** The box is closed with the station. */
async function close(room: BallotRoom, at: Desk): Promise<void> {
  room.stage('closed', SITTING);
  await at.until(({ phase }) => phase === 'closed', 'the closed box');
}

const inBox = (room: BallotRoom, name: string): boolean => ['valid', 'invalid'].includes(room.box.whereabouts.of(name));

function timesOf<T extends string>(kinds: readonly T[], all: readonly (T | null)[]): Readonly<Record<string, number>> {
  return Object.fromEntries(kinds.map((kind) => [kind, all.filter((one) => one === kind).length]));
}

function rank(values: readonly number[], share: number): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
}
