import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateElection } from '../main/cli/simulate/election/election.ts';

/**
 * The whole life of a station, by name: `node bench/election.ts NAME`.
 *
 *   long    300 voters on the list, 30 visited outside the room
 *   short   40 voters, 6 visited
 *
 * Figures go to docs/measured/election-NAME.json. The enrolment is kept in the system's temporary folder.
 */
const runs = {
  long: { voters: 300, outside: 30 },
  short: { voters: 40, outside: 6 },
} as const;

const name = process.argv[2] ?? '';
if (!Object.hasOwn(runs, name)) {
  console.error(`usage: node bench/election.ts ${Object.keys(runs).join('|')}`);
  process.exit(2);
}
const run = runs[name as keyof typeof runs];
const seed = '1';
const began = performance.now();
let told = '';
const life = await simulateElection({
  ...{ stateDir: join(tmpdir(), `taanuu-bench-election-${name}`), seed, ...run },
  onProgress: (step, done, of) => {
    const tenth = of > 1 ? `${step}: ${Math.floor((10 * done) / of) * 10} %` : step;
    if (tenth !== told) console.error(tenth);
    told = tenth;
  },
});
const measured = {
  what: `node bench/election.ts ${name}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  load: loadavg().map((value) => Math.round(value * 10) / 10),
  seconds: Math.round((performance.now() - began) / 1000),
  ...{ seed, ...run },
  totals: {
    sittings: life.sittings.length,
    visits: life.sittings.reduce((sum, { visits }) => sum + visits, 0),
    admitted: life.sittings.reduce((sum, { admitted }) => sum + admitted, 0),
    onPaper: life.sittings.reduce((sum, { onPaper }) => sum + onPaper, 0),
    wipes: life.wipes.length,
    exported: life.exported,
    wrong: life.wrong.length,
  },
  life,
};
writeFileSync(
  new URL(`../docs/measured/election-${name}.json`, import.meta.url),
  `${JSON.stringify(measured, null, 2)}\n`,
);
console.log(JSON.stringify(measured.totals));
for (const line of life.wrong) console.error(line);
process.exitCode = life.wrong.length === 0 ? 0 : 1;
