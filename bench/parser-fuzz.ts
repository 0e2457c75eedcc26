import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fuzzed, fuzzSbi } from '../drivers/fingerprint/sbi/fuzz.fixture.ts';
import { fuzzSeeds } from '../drivers/fingerprint/sbi/fuzz-seeds.fixture.ts';
import { fuzzNut } from '../drivers/power/nut-codec.fuzz.ts';
import { fuzzIpp } from '../drivers/printer/cups/ipp-codec.fuzz.ts';
import { fuzzEsclXml, fuzzHttp, fuzzPnm } from '../drivers/testing/scanner-fuzz.ts';

/**
 * Cut, doubled, moved, changed and made-up bytes through the parsers of whole answers (NUT and HTTP are streams too):
 * nothing may throw, hang or take memory without bound. Stopped and started again, it goes on where it was.
 *
 *   node bench/parser-fuzz.ts all|nut|ipp|pnm|escl-xml|escl-http|sbi [1000000]
 *
 * Results: docs/measured/parser-fuzz.json, each protocol its own part. Streams of bytes: bench/device-fuzz.ts.
 */
const STEP = 10_000;
const root = new URL('..', import.meta.url).pathname;
const resultFile = join(root, 'docs/measured/parser-fuzz.json');

type Counts = Readonly<Record<string, number | readonly string[]>>;
const seeds = fuzzSeeds();
/** One step of a protocol: so many cases from this seed. Throws, or names in `wrong`, what broke a rule. */
const steps = {
  nut: (count, seed) => ({ ...fuzzNut(count, seed) }),
  ipp: (count, seed) => ({ ...fuzzIpp(count, seed) }),
  pnm: (count, seed) => ({ ...fuzzPnm(count, seed) }),
  'escl-xml': (count, seed) => ({ ...fuzzEsclXml(count, seed) }),
  'escl-http': async (count, seed) => ({ ...(await fuzzHttp(count, seed)) }),
  sbi: (count, seed) => {
    // Each of its parsers in turn.
    const what = fuzzed[seed % fuzzed.length] ?? 'info';
    const tally = fuzzSbi(what, count, `${what} ${seed}`, seeds);
    return { ...tally, wrong: tally.forged > 0 ? [`${what} ${seed}: ${tally.forged} forged`] : [] };
  },
} as const satisfies Readonly<Record<string, (count: number, seed: number) => Counts | Promise<Counts>>>;
type Name = keyof typeof steps;
const names = Object.keys(steps) as Name[];

const [told = 'all', number = '1000000'] = process.argv.slice(2);
const wanted = told === 'all' ? names : names.filter((name) => name === told);
if (wanted.length === 0) throw new Error(`which protocol: all, ${names.join(', ')}?`);
const count = Number(number);
// The last commit that touched what is measured: others may go on meanwhile.
const measured = [
  ...['drivers/power', 'drivers/printer/cups', 'drivers/scanner', 'drivers/fingerprint/sbi', 'drivers/testing'],
  ...['bench/parser-fuzz.ts', 'package-lock.json'],
];
const commit = execFileSync('git', ['log', '-1', '--format=%H', '--', ...measured], {
  cwd: root,
  encoding: 'utf8',
}).trim();

interface Progress {
  readonly commit: string;
  cases: number;
  seconds: number;
  counts: Record<string, number>;
  wrong: string[];
}

/** Sums, and of what was held the most. */
function add(progress: Progress, counts: Counts): void {
  for (const [name, value] of Object.entries(counts)) {
    if (name === 'cases') continue;
    if (name === 'wrong') progress.wrong.push(...(value as readonly string[]).slice(0, 20));
    else if (name === 'mostHeld') progress.counts[name] = Math.max(progress.counts[name] ?? 0, Number(value));
    else progress.counts[name] = (progress.counts[name] ?? 0) + Number(value);
  }
}

async function fuzz(name: Name): Promise<boolean> {
  const progressFile = join(root, '.cache', `parser-fuzz-${name}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  const fresh: Progress = { commit, cases: 0, seconds: 0, counts: {}, wrong: [] };
  const kept = existsSync(progressFile) ? (JSON.parse(readFileSync(progressFile, 'utf8')) as Progress) : fresh;
  const progress = kept.commit === commit ? kept : fresh;
  while (progress.cases < count) {
    const before = performance.now();
    const size = Math.min(STEP, count - progress.cases);
    const seed = 1 + progress.cases / STEP;
    try {
      add(progress, await steps[name](size, seed));
    } catch (error) {
      progress.wrong.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
    progress.cases += size;
    progress.seconds += (performance.now() - before) / 1000;
    writeFileSync(progressFile, JSON.stringify(progress));
    process.stderr.write(`\r${name}: ${progress.cases} of ${count}, ${progress.wrong.length} wrong`);
  }
  const { cases, counts, wrong, seconds } = progress;
  const result = {
    commit,
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    ...{ cases, ...counts, wrong, seconds: Math.round(seconds) },
    peakRssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  const others = existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as object) : {};
  writeFileSync(resultFile, `${JSON.stringify({ ...others, [name]: result }, null, 2)}\n`);
  rmSync(progressFile, { force: true });
  process.stderr.write('\n');
  return wrong.length === 0;
}

for (const name of wanted) if (!(await fuzz(name))) process.exitCode = 1;
