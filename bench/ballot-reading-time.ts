import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { readSheet } from '../core/ballot/read/read-sheet.ts';
import type { GrayPage } from '../core/ballot/reading.ts';
import { PnmReader } from '../drivers/scanner/pnm.ts';
import { simulatePage } from '../drivers/simulator/ballot-page/simulate.ts';
import { decodeCornerCode } from '../main/images/corner-code.ts';
import { blankOf, expected, forms, rules } from '../test/ballots/positions.ts';

/**
 * How long one page takes, from the scanner's bytes to what stands on it: `node bench/ballot-reading-time.ts [PAGES]`
 * (200). Pages of the form with a list and a grid, A4 at 200 dpi, a little askew and noisy, as raw PNM. Figures go to
 * docs/measured/ballot-reading-time.json, in milliseconds.
 */
const PAGES = Number(process.argv[2] ?? 200);
const WARM = 20;
const FORM = 'party-grid';
/** Half of all pages are read in this time at most: of the processor, for on a busy machine the clock says little. */
const MOST = 60;

const blank = blankOf(FORM);
const [clock, processor]: [number[], number[]] = [[], []];
for (let seed = 0; seed < WARM + PAGES; seed += 1) {
  const { page } = simulatePage(blank, 'skew', forms[FORM].pattern, seed);
  const bytes = Buffer.concat([Buffer.from(`P5\n${page.width} ${page.height}\n255\n`), page.pixels]);
  const [began, used] = [performance.now(), usedMs()];
  const [image] = new PnmReader().push(bytes);
  const read = await readSheet({ ...image, dpi: 200 } as GrayPage, expected, rules, decodeCornerCode);
  const took = [performance.now() - began, usedMs() - used] as const;
  if (read.kind !== 'read') throw new Error(`page ${seed}: ${JSON.stringify(read)}`);
  if (seed < WARM) continue;
  clock.push(took[0]);
  processor.push(took[1]);
}

const rank = (values: readonly number[], share: number): number =>
  Math.round((values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0) * 10) / 10;
const ranks = (values: readonly number[]) => ({ median: rank(values, 0.5), p95: rank(values, 0.95) });
const measured = {
  what: `node bench/ballot-reading-time.ts ${PAGES}: milliseconds of a page, A4 at 200 dpi, from raw PNM to its marks`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  machine: cpus()[0]?.model ?? '',
  load: loadavg().map((value) => Math.round(value * 10) / 10),
  positions: blank.geometry.squares.length,
  pages: PAGES,
  clock: ranks(clock),
  processor: ranks(processor),
};
writeFileSync(
  new URL('../docs/measured/ballot-reading-time.json', import.meta.url),
  `${JSON.stringify(measured, null, 2)}\n`,
);
console.log(JSON.stringify(measured));
process.exitCode = measured.processor.median <= MOST ? 0 : 1;

/** Of this one thread, on which everything but the collection of garbage is done. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
