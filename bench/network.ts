import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { namespacesTrouble } from '../main/cli/simulate/network/namespaces.ts';
import { type NetworkReport, simulateNetwork } from '../main/cli/simulate/network/network.ts';
import { faults } from '../main/cli/simulate/network/plan.ts';

/**
 * Voters who stand before several of four kiosks at one moment, while cables are cut, slow and lossy and processes die:
 * `node bench/network.ts [RACES]` (10,000). The rounds take the three policies in turn. Needs root (network namespaces).
 * Figures go to docs/measured/network.json after each round, with the commit of that round; what was broken off goes on with
 * the next one. To begin anew remove the file.
 */
const wanted = Number(process.argv[2] ?? 10_000);
const EVENTS_A_ROUND = 3_000;
const policies = ['share', 'all', 'wait'] as const;
const file = new URL('../docs/measured/network.json', import.meta.url);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

interface Round extends NetworkReport {
  readonly commit: string;
  readonly date: string;
  readonly seconds: number;
  readonly load: readonly number[];
}
interface Measured {
  readonly what: string;
  readonly totals: ReturnType<typeof totalsOf>;
  readonly rounds: readonly Round[];
}

const trouble = namespacesTrouble();
if (trouble !== null) throw new Error(trouble);
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : null;
const rounds: Round[] = [...(before?.rounds ?? [])];
while (totalsOf(rounds).races < wanted) {
  const seed = String(rounds.length + 1);
  const apart = policies[rounds.length % policies.length] ?? 'share';
  const began = performance.now();
  const report = await simulateNetwork({
    ...{ stateDir: join(tmpdir(), 'taanuu-bench-network'), kiosks: 4, events: EVENTS_A_ROUND, races: 1 },
    ...{ seed, apart, faults, cables: 'namespaces', hub: true, onProgress: () => {} },
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  rounds.push({
    commit,
    date: new Date().toISOString().slice(0, 10),
    seconds,
    load: loadavg().map((value) => Math.round(value * 10) / 10),
    ...report,
  });
  console.error(`round ${seed} (${apart}), ${seconds} s: ${report.races} races, ${JSON.stringify(report.faults)}`);
  for (const one of report.wrong) console.error(`  ${one}`);
  const measured: Measured = {
    what: `node bench/network.ts ${wanted}: four kiosks as their processes in network namespaces, and a hub of three servers and two collectors above them; every fault in each round`,
    totals: totalsOf(rounds),
    rounds,
  };
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}
console.log(JSON.stringify(totalsOf(rounds)));
process.exitCode = totalsOf(rounds).wrong === 0 ? 0 : 1;

function totalsOf(all: readonly Round[]) {
  const sum = (of: (round: Round) => number): number => all.reduce((total, round) => total + of(round), 0);
  const done: Record<string, number> = {};
  for (const [name, n] of all.flatMap((one) => Object.entries(one.faults))) done[name] = (done[name] ?? 0) + n;
  return {
    rounds: all.length,
    visits: sum(({ visits }) => visits),
    races: sum(({ races }) => races),
    admissions: sum(({ admissions }) => admissions),
    /** Admitted twice where policy lets all serve while apart; each was found at every kiosk that is concerned. */
    doubled: sum(({ doubled }) => doubled),
    wrong: sum(({ wrong }) => wrong.length),
    faults: done,
  };
}
