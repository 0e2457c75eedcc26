import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BallotDayResult, simulateBallots } from '../main/cli/simulate/ballots/day.ts';

/**
 * Days of the ballot zone: `node bench/ballots-day.ts [ROUNDS]`, 20 of 75 voters and 10 killings each, at three stations in
 * turn: two of one constituency, and the one for all. Together 1,500 ballots and 200 killings on a sheet's way, beside those
 * amid an exchange of the box, a feed and a decision.
 *
 * Figures go to docs/measured/ballots-day.json, a round after each day: a run that was broken off goes on with the next
 * round. For another run the file is removed first.
 */
const ROUNDS = Number(process.argv[2] ?? 20);
const DAY = { sheets: 75, kill: 10 } as const;
const precincts = ['0001', '0050', '0003'] as const;

interface Round extends BallotDayResult {
  readonly seed: string;
  /** On which the day ran: one that was found wanting is mended before the run goes on. */
  readonly commit: string;
  readonly load: readonly number[];
  readonly seconds: number;
}
interface Measured {
  readonly what: string;
  readonly date: string;
  /** Over all rounds. */
  readonly totals: ReturnType<typeof totalsOf>;
  readonly rounds: readonly Round[];
}

// What one zone has compiled, those of all days have.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'taanuu-bench-ballots-compiled');
const file = new URL('../docs/measured/ballots-day.json', import.meta.url);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : null;
const rounds: Round[] = [...(before?.rounds ?? [])];
while (rounds.length < ROUNDS) {
  const seed = String(rounds.length + 1);
  const began = performance.now();
  const stateDir = mkdtempSync(join(tmpdir(), 'taanuu-bench-ballots-'));
  const precinct = precincts[rounds.length % precincts.length] ?? precincts[0];
  const onProgress = (done: number, of: number) => {
    if (done % 25 === 0) console.error(`day ${seed}: ${done} of ${of}`);
  };
  const day = await simulateBallots({ stateDir, precinct, seed, ...DAY, onProgress });
  rmSync(stateDir, { recursive: true, force: true });
  const load = loadavg().map((value) => Math.round(value * 10) / 10);
  rounds.push({ seed, commit, load, seconds: Math.round((performance.now() - began) / 1000), ...day });
  console.error(`day ${seed} of ${ROUNDS}: ${day.wrong.length === 0 ? 'balances' : day.wrong.join('; ')}`);
  const measured: Measured = {
    what: `node bench/ballots-day.ts ${ROUNDS}: days of ${DAY.sheets} voters with ${DAY.kill} killings of the zone each`,
    date: new Date().toISOString().slice(0, 10),
    totals: totalsOf(rounds),
    rounds,
  };
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}
const totals = totalsOf(rounds);
console.log(JSON.stringify(totals));
process.exitCode = totals.wrong === 0 ? 0 : 1;

function totalsOf(days: readonly Round[]) {
  const sum = (pick: (day: Round) => number) => days.reduce((total, day) => total + pick(day), 0);
  const sums = (pick: (day: Round) => Readonly<Record<string, number>>) => {
    const all: Record<string, number> = {};
    for (const day of days) for (const [key, n] of Object.entries(pick(day))) all[key] = (all[key] ?? 0) + n;
    return all;
  };
  const killed = sums((day) => day.killed);
  return {
    days: days.length,
    voters: sum((day) => day.voters),
    puttings: sum((day) => day.puttings),
    paper: sums((day) => day.paper),
    ...{ mistakes: sums((day) => day.mistakes), mishaps: sums((day) => day.mishaps) },
    ...{ unsure: sums((day) => day.unsure), adjudicated: sums((day) => day.adjudicated) },
    ...{ exchanges: sums((day) => day.exchanges), feedings: sums((day) => day.feedings) },
    ...{ stood: sums((day) => day.stood), asked: sums((day) => day.asked) },
    ...{ returned: sums((day) => day.returned), called: sums((day) => day.called) },
    located: sum((day) => day.located),
    kills: Object.values(killed).reduce((total, n) => total + n, 0),
    ...{ killed, powerCuts: sum((day) => day.powerCuts) },
    wrong: sum((day) => day.wrong.length),
  };
}
