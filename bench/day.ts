import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulateDay } from '../main/cli/simulate/day.ts';

/**
 * A long day with killings: `node bench/day.ts [VOTERS] [KILLINGS] [SEED]`, after a build of the screens. The figures go
 * to docs/measured/day.json. The enrolment is kept in the system's temporary folder for the next run.
 */
const [voters = '120', kill = '60', seed = '1'] = process.argv.slice(2);
const began = performance.now();
const balance = await simulateDay({
  stateDir: join(tmpdir(), 'taanuu-bench-day'),
  screens: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
  precinct: '0001',
  voters: Number(voters),
  seed,
  kill: Number(kill),
  onProgress: () => {},
});
const result = {
  what: `node bench/day.ts ${voters} ${kill} ${seed}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  load: loadavg().map((value) => Math.round(value * 10) / 10),
  seconds: Math.round((performance.now() - began) / 1000),
  ...balance,
};
writeFileSync(new URL('../docs/measured/day.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));
process.exitCode = balance.wrong.length === 0 ? 0 : 1;
