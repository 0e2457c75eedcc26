import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { STRIKES_A_ROUND, stepsUnderFire, type Tally, type UnderFire } from '../main/cli/simulate/steps/under-fire.ts';

/**
 * A station's steps, each struck at a moment drawn by lot: `node bench/station-steps.ts [STRIKES]` (100). The rounds take
 * turns: single processes are killed, or the power of the whole kiosk is cut (root: it has a disk of its own).
 * Figures go to docs/measured/station-steps.json after each round; what was broken off goes on at the same commit.
 */
const wanted = Number(process.argv[2] ?? 100);
const DISK_MIB = 512;
const file = new URL('../docs/measured/station-steps.json', import.meta.url);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

interface Round extends UnderFire {
  readonly seed: string;
  readonly seconds: number;
  readonly load: readonly number[];
}
interface Measured {
  readonly what: string;
  readonly commit: string;
  readonly date: string;
  readonly totals: {
    readonly strikes: number;
    /** SIGKILL of one process. */
    readonly kills: number;
    /** Power cuts: all processes, and every write that no finished sync covers. */
    readonly cuts: number;
    readonly wrong: number;
    readonly steps: Readonly<Record<string, Tally>>;
    readonly victims: Readonly<Record<string, number>>;
  };
  readonly rounds: readonly Round[];
}

const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : null;
const rounds: Round[] = before?.commit === commit ? [...before.rounds] : [];
while (totalsOf(rounds).strikes < wanted) {
  const power = rounds.length % 2 === 1;
  const seed = String(rounds.length + 1);
  const began = performance.now();
  const round = await stepsUnderFire({
    ...{ stateDir: join(tmpdir(), 'taanuu-bench-steps'), precinct: '0001', voters: 8, seed, onProgress: () => {} },
    disk: power ? DISK_MIB : null,
    victims: power ? ['power'] : ['zone', 'device-host', 'supervisor'],
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  rounds.push({ seed, seconds, load: loadavg().map((value) => Math.round(value * 10) / 10), ...round });
  console.error(`round ${seed}, ${seconds} s: ${JSON.stringify(round.strikes)}`);
  for (const one of round.wrong) console.error(`  ${one}`);
  const measured: Measured = {
    what: `node bench/station-steps.ts ${wanted}: up to ${STRIKES_A_ROUND} strikes a round, kills and power cuts in turn`,
    commit,
    date: new Date().toISOString().slice(0, 10),
    totals: totalsOf(rounds),
    rounds,
  };
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}
console.log(JSON.stringify(totalsOf(rounds)));
process.exitCode = totalsOf(rounds).wrong === 0 ? 0 : 1;

function totalsOf(all: readonly Round[]): Measured['totals'] {
  const victims: Record<string, number> = {};
  for (const [name, n] of all.flatMap((one) => Object.entries(one.victims))) victims[name] = (victims[name] ?? 0) + n;
  const steps: Record<string, Tally> = {};
  for (const [name, { before: not, after: through }] of all.flatMap((one) => Object.entries(one.strikes))) {
    const { before: sum, after } = steps[name] ?? { before: 0, after: 0 };
    steps[name] = { before: sum + not, after: after + through };
  }
  const strikes = Object.values(victims).reduce((sum, n) => sum + n, 0);
  const cuts = victims.power ?? 0;
  const wrong = all.reduce((sum, one) => sum + one.wrong.length, 0);
  return { strikes, kills: strikes - cuts, cuts, wrong, steps, victims };
}
