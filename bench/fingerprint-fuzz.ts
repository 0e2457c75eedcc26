import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fuzzImages } from './fingerprint-fuzz-images.ts';
import { fuzzRecords, newCompared } from './fingerprint-fuzz-records.ts';
import { newTally } from './fingerprint-fuzz-tally.ts';

/**
 * Mutated bytes through the fingerprint room's readers: nothing may throw, hang or take memory without bound. Stopped and
 * started again, it goes on where it was.
 *
 *   node bench/fingerprint-fuzz.ts images [20000]       files of every kind, through decodeImage and extract
 *   node bench/fingerprint-fuzz.ts records [1000000]    templates of all formats, through decodeRecord and decodeTemplate
 *
 * Results: docs/measured/fingerprint-fuzz.json, each run its own part.
 */
const root = new URL('..', import.meta.url).pathname;
const resultFile = join(root, 'docs/measured/fingerprint-fuzz.json');
const runs = {
  images: {
    what: 'mutated finger image files and records through decodeImage, and extract where they are accepted',
    count: 20_000,
    step: 500,
  },
  records: { what: 'mutated template records through decodeRecord and decodeTemplate', count: 1_000_000, step: 20_000 },
} as const;

const [name, told] = process.argv.slice(2);
if (name !== 'images' && name !== 'records') throw new Error('which run: images or records?');
const { what, count: usual, step } = runs[name];
const count = Number(told ?? usual);
// The last commit that touched what is measured: others may go on meanwhile.
const measured = ['core/fingerprint', 'main/images', 'bench/fingerprint-fuzz*', 'package-lock.json'];
const commit = execFileSync('git', ['log', '-1', '--format=%H', '--', ...measured], {
  cwd: root,
  encoding: 'utf8',
}).trim();

const progressFile = join(root, '.cache', `fingerprint-fuzz-${name}.json`);
mkdirSync(join(root, '.cache'), { recursive: true });
const fresh = { commit, tally: newTally(), compared: newCompared() };
const kept = existsSync(progressFile) ? (JSON.parse(readFileSync(progressFile, 'utf8')) as typeof fresh) : fresh;
const { tally, compared } = kept.commit === commit ? kept : fresh;
while (tally.next < count) {
  const before = performance.now();
  const until = Math.min(count, tally.next + step);
  if (name === 'images') fuzzImages(tally, until);
  else fuzzRecords(tally, compared, until);
  tally.seconds += (performance.now() - before) / 1000;
  // Kilobytes at the highest since the process began.
  tally.peakRssMegabytes = Math.max(tally.peakRssMegabytes, Math.round(process.resourceUsage().maxRSS / 1024));
  writeFileSync(progressFile, JSON.stringify({ commit, tally, compared }));
  process.stderr.write(`\r${name}: ${tally.next} of ${count}, ${tally.wrong.length} wrong`);
}
const { next: inputs, seconds, ...outcome } = tally;
const result = {
  what,
  commit,
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  inputs,
  ...outcome,
  ...(name === 'records' && { compared }),
  seconds: Math.round(seconds),
};
const others = existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as object) : {};
writeFileSync(resultFile, `${JSON.stringify({ ...others, [name]: result }, null, 2)}\n`);
rmSync(progressFile, { force: true });
console.log(JSON.stringify(result, null, 2));
process.exitCode = tally.wrong.length === 0 ? 0 : 1;
