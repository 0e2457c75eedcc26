import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { conditionNames, noTally, readDrawn, type Tally } from '../main/identification/mrz-image/tally.fixture.ts';
import { loadShapeReader } from '../main/identification/mrz-image/tesseract.ts';

/**
 * 2,000 drawn pages read by both readers: `node bench/mrz-image.ts [PAGES]`. Figures go to docs/measured/mrz-image.json
 * after every round of one page of each condition; a run that was broken off goes on, as long as nothing that decides
 * a figure has been committed since.
 */
const PAGES = Number(process.argv[2] ?? 2_000);
const file = new URL('../docs/measured/mrz-image.json', import.meta.url);
const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
const commit = git(
  ...['log', '-1', '--format=%h', '--', 'core/document/mrz-image', 'main/identification/mrz-image'],
  ...['assets/fonts/ocr-b', ':(exclude)*.test.ts', ':(exclude)*.md'],
);

interface Measured {
  readonly what: string;
  readonly commit: string;
  readonly date: string;
  readonly load: readonly number[];
  readonly totals: unknown;
  readonly conditions: Readonly<Record<string, Tally>>;
}

const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : null;
const tallies: Record<string, Tally> =
  before?.commit === commit
    ? { ...before.conditions }
    : Object.fromEntries(conditionNames.map((name) => [name, noTally()]));
const done = () => Object.values(tallies).reduce((sum, { pages }) => sum + pages, 0);

const shapes = await loadShapeReader();
// The first pages are slow: the engine has compiled nothing yet.
for (let warm = 0; warm < 3; warm += 1) readDrawn('clean', -1 - warm, shapes, noTally());
while (done() < PAGES) {
  for (const name of conditionNames) {
    const tally = tallies[name]!;
    if (done() < PAGES) readDrawn(name, tally.pages, shapes, tally);
    // Drawn pictures are given back only between two turns of the loop: 2,000 of them are more than there is memory.
    await setImmediate();
  }
  write();
  if (done() % 110 < conditionNames.length) console.error(`${done()} of ${PAGES}`);
}
const { wrong, usual } = totals();
console.log(JSON.stringify(totals()));
process.exitCode = wrong === 0 && usual.share >= 0.85 ? 0 : 1;

function write(): void {
  const measured: Measured = {
    what: 'node bench/mrz-image.ts',
    commit,
    date: new Date().toISOString().slice(0, 10),
    load: loadavg().map((value) => Math.round(value * 10) / 10),
    totals: totals(),
    conditions: tallies,
  };
  const short = JSON.stringify(measured, null, 1).replaceAll(/\[[\d\s,.]*\]/g, (list) => list.replaceAll(/\s+/g, ''));
  // A run that is ended while it writes leaves the figures of before.
  const half = new URL(`${file}.half`);
  writeFileSync(half, `${short}\n`);
  renameSync(half, file);
}

function totals() {
  const all = Object.values(tallies);
  const sum = (of: readonly Tally[], pick: (tally: Tally) => number) => of.reduce((total, one) => total + pick(one), 0);
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? null;
  // Clean, noisy and up to 5° askew: what an ordinary scan is.
  const usual = ['clean', 'noisy', 'tilted'].map((name) => tallies[name]!);
  const first = all.flatMap((tally) => tally.first);
  const second = all.flatMap((tally) => tally.second);
  return {
    pages: done(),
    accepted: sum(all, (tally) => tally.accepted),
    wrong: sum(all, (tally) => tally.wrong),
    usual: {
      pages: sum(usual, (tally) => tally.pages),
      accepted: sum(usual, (tally) => tally.accepted),
      share:
        sum(usual, (tally) => tally.accepted) /
        Math.max(
          1,
          sum(usual, (tally) => tally.pages),
        ),
    },
    medianMs: {
      first: median(first),
      second: median(second),
      both: median(first.map((ms, at) => ms + second[at]!)),
      clock: median(all.flatMap((tally) => tally.clock)),
    },
  };
}
