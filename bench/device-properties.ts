import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { checkSequences, subjects } from '../drivers/testing/device-sequences.ts';

/**
 * Arbitrary events on every driver of a byte link, in arbitrary states, on the test's own clock: is there always a way
 * back, does all work end, is nothing left after close? Stopped and started again, it goes on where it was.
 *
 *   node bench/device-properties.ts [100000]       result: docs/measured/device-properties.json
 */
const BATCH = 500;
const root = new URL('..', import.meta.url).pathname;
const resultFile = join(root, 'docs/measured/device-properties.json');
const progressFile = join(root, '.cache', 'device-properties.json');
const count = Number(process.argv[2] ?? 100_000);
// The last commit that touched what is measured: others may go on meanwhile.
const measured = ['drivers', 'bench/device-properties.ts', 'package-lock.json'];
const commit = execFileSync('git', ['log', '-1', '--format=%H', '--', ...measured], {
  cwd: root,
  encoding: 'utf8',
}).trim();

mkdirSync(join(root, '.cache'), { recursive: true });
const fresh = { commit, sequences: 0, seconds: 0, wrong: [] as string[] };
const kept = existsSync(progressFile) ? (JSON.parse(readFileSync(progressFile, 'utf8')) as typeof fresh) : fresh;
const tally = kept.commit === commit ? kept : fresh;
let unhandled = 0;
process.on('unhandledRejection', (reason) => {
  unhandled += 1;
  tally.wrong.push(`unhandled: ${String(reason)}`);
});
while (tally.sequences < count) {
  const before = performance.now();
  const size = Math.min(BATCH, count - tally.sequences);
  const wrong = await checkSequences(size, tally.sequences);
  if (wrong !== null) tally.wrong.push(wrong);
  tally.sequences += size;
  tally.seconds += (performance.now() - before) / 1000;
  writeFileSync(progressFile, JSON.stringify(tally));
  process.stderr.write(`\r${tally.sequences} of ${count}, ${tally.wrong.length} wrong`);
}
const result = {
  what: 'arbitrary events (plug, unplug, refusal, silence, stuck lines, damage, work, aborts, reopen, close) on drivers',
  commit,
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  drivers: subjects,
  sequences: tally.sequences,
  wrong: tally.wrong,
  seconds: Math.round(tally.seconds),
};
writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);
rmSync(progressFile, { force: true });
console.log(JSON.stringify(result, null, 2));
process.exitCode = tally.wrong.length === 0 && unhandled === 0 ? 0 : 1;
