import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Balance } from '../main/cli/simulate/balance.ts';
import { simulateDay } from '../main/cli/simulate/day.ts';

/**
 * Whole days of a station, by name: `node bench/day.ts NAME`.
 *
 *   long    1,500 voters, nothing killed
 *   kills   6 days of 100 voters and 34 killings each: every named moment twelve times, the rest at random
 *   cuts    the same with the power of the whole kiosk (root: it has a disk of its own)
 *   hard    300 voters, nothing killed; the fingers of 5 % of them are hard for good
 *
 * Figures go to docs/measured/day-NAME.json, a round after each day: a run that was broken off goes on with the next
 * round, as long as the commit is the same. The enrolment is kept in the system's temporary folder.
 */
const runs = {
  long: { rounds: 1, voters: 1_500, hardFingers: 0, kill: 0, power: false },
  kills: { rounds: 6, voters: 100, hardFingers: 0, kill: 34, power: false },
  cuts: { rounds: 6, voters: 100, hardFingers: 0, kill: 34, power: true },
  hard: { rounds: 1, voters: 300, hardFingers: 5, kill: 0, power: false },
} as const;
/** MiB of the disk whose power is cut. */
const DISK_MIB = 512;

interface Round extends Balance {
  readonly seed: string;
  readonly load: readonly number[];
  readonly seconds: number;
}
interface Measured {
  readonly what: string;
  readonly commit: string;
  readonly date: string;
  /** Over all rounds. */
  readonly totals: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  readonly rounds: readonly Round[];
}

const name = process.argv[2] ?? '';
if (!Object.hasOwn(runs, name)) {
  console.error(`usage: node bench/day.ts ${Object.keys(runs).join('|')}`);
  process.exit(2);
}
const run = runs[name as keyof typeof runs];
const file = new URL(`../docs/measured/day-${name}.json`, import.meta.url);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : null;
const rounds: Round[] = before?.commit === commit ? [...before.rounds] : [];
while (rounds.length < run.rounds) {
  const seed = String(rounds.length + 1);
  const began = performance.now();
  let told = '';
  const balance = await simulateDay({
    stateDir: join(tmpdir(), `taanuu-bench-day-${name}`),
    precinct: '0001',
    voters: run.voters,
    seed,
    hardFingers: run.hardFingers,
    kill: run.kill,
    power: run.power,
    disk: run.power ? DISK_MIB : null,
    onProgress: (step, done, of) => {
      const tenth = `day ${seed}, ${step}: ${Math.floor((10 * done) / of) * 10} %`;
      if (tenth !== told) console.error(tenth);
      told = tenth;
    },
  });
  const load = loadavg().map((value) => Math.round(value * 10) / 10);
  rounds.push({ seed, load, seconds: Math.round((performance.now() - began) / 1000), ...balance });
  const measured: Measured = {
    what: `node bench/day.ts ${name}`,
    commit,
    date: new Date().toISOString().slice(0, 10),
    totals: totalsOf(rounds),
    rounds,
  };
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}
const totals = totalsOf(rounds);
console.log(JSON.stringify(totals));
process.exitCode = totals.wrong === 0 ? 0 : 1;

function totalsOf(days: readonly Round[]): Measured['totals'] {
  const sum = (pick: (day: Round) => number) => days.reduce((total, day) => total + pick(day), 0);
  const sums = (pick: (day: Round) => Readonly<Record<string, number>>) => {
    const all: Record<string, number> = {};
    for (const day of days) for (const [key, n] of Object.entries(pick(day))) all[key] = (all[key] ?? 0) + n;
    return all;
  };
  return {
    days: days.length,
    visits: sum((day) => day.visits),
    admitted: sum((day) => day.admitted),
    slips: sum((day) => day.slips),
    impostorsTried: sum((day) => day.impostors.tried),
    impostorsAdmitted: sum((day) => day.impostors.admitted),
    falseNonMatches: sum((day) => day.falseNonMatches),
    usualFingers: sums((day) => day.identified.usual),
    hardFingers: sums((day) => day.identified.hard),
    kills: sum((day) => Object.values(day.killed).reduce((a, b) => a + b, 0)),
    killed: sums((day) => day.killed),
    victims: sums((day) => day.victims),
    chainLooks: sum((day) => day.chainLooks),
    wrong: sum((day) => day.wrong.length),
  };
}
