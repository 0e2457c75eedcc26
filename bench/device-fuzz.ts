import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fuzzChip } from '../drivers/testing/chip-fuzz.ts';
import { fuzzFrames, fuzzStatus, newWireTally, protocols, type WireTally } from '../drivers/testing/wire-fuzz.ts';

/**
 * Split, lost, doubled, reordered and garbage bytes through every parser of a stream: nothing may throw or hold more than
 * its bounds, and the next good frame is found. Stopped and started again, it goes on where it was.
 *
 * `chip`: not a stream, but the bytes of its files and answers, in the same hands; what is signed or secured must not be
 * believed when it was changed.
 *
 *   node bench/device-fuzz.ts all|r30x|mrz|hid-pos|hid-counted|hid-padded|escpos|chip [1000000]
 *
 * Results: docs/measured/device-fuzz.json, each protocol its own part.
 */
const STEP = 20_000;
const root = new URL('..', import.meta.url).pathname;
const resultFile = join(root, 'docs/measured/device-fuzz.json');
const framed = Object.keys(protocols) as (keyof typeof protocols)[];
const names = [...framed, 'escpos', 'chip'] as const;
type Name = (typeof names)[number];

const [told = 'all', number = '1000000'] = process.argv.slice(2);
const wanted = told === 'all' ? names : names.filter((name) => name === told);
if (wanted.length === 0) throw new Error(`which protocol: all, ${names.join(', ')}?`);
const count = Number(number);
// The last commit that touched what is measured: others may go on meanwhile.
const measured = [
  ...['drivers/document', 'drivers/fingerprint', 'drivers/printer', 'drivers/testing/wire-fuzz.ts'],
  ...['bench/device-fuzz.ts', 'package-lock.json', 'core/document/chip', 'drivers/testing/chip-fuzz.ts'],
];
const commit = execFileSync('git', ['log', '-1', '--format=%H', '--', ...measured], {
  cwd: root,
  encoding: 'utf8',
}).trim();

async function fuzz(name: Name): Promise<boolean> {
  const progressFile = join(root, '.cache', `device-fuzz-${name}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  const fresh = { commit, tally: newWireTally() };
  const kept = existsSync(progressFile) ? (JSON.parse(readFileSync(progressFile, 'utf8')) as typeof fresh) : fresh;
  const tally: WireTally = kept.commit === commit ? kept.tally : fresh.tally;
  while (tally.next < count) {
    const before = performance.now();
    const until = Math.min(count, tally.next + STEP);
    if (name === 'escpos') await fuzzStatus(tally, until);
    else if (name === 'chip') fuzzChip(tally, until);
    else fuzzFrames(name, tally, until);
    tally.seconds += (performance.now() - before) / 1000;
    writeFileSync(progressFile, JSON.stringify({ commit, tally }));
    process.stderr.write(`\r${name}: ${tally.next} of ${count}, ${tally.wrong.length} wrong`);
  }
  const { next: cases, seconds, ...outcome } = tally;
  const result = {
    commit,
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cases,
    ...outcome,
    seconds: Math.round(seconds),
    // Kilobytes at the highest since the process began.
    peakRssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  const others = existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as object) : {};
  writeFileSync(resultFile, `${JSON.stringify({ ...others, [name]: result }, null, 2)}\n`);
  rmSync(progressFile, { force: true });
  console.log(JSON.stringify({ [name]: result }, null, 2));
  return tally.wrong.length === 0;
}

for (const name of wanted) if (!(await fuzz(name))) process.exitCode = 1;
