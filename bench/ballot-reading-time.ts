import { readSheet } from '../core/ballot/read/read-sheet.ts';
import type { GrayPage } from '../core/ballot/reading.ts';
import { PnmReader } from '../drivers/scanner/pnm.ts';
import { simulatePage } from '../drivers/simulator/ballot-page/simulate.ts';
import { decodeCornerCode } from '../main/images/corner-code.ts';
import { blankOf, expected, forms, rules } from '../test/ballots/positions.ts';

/** Milliseconds of one page, from the scanner's bytes to what stands on it. */
export interface PageTimes {
  readonly positions: number;
  readonly pages: number;
  /** By the clock, and of the processor's time of this one thread: on a busy machine only the second says anything. */
  readonly median: number;
  readonly p95: number;
  readonly processorMedian: number;
}

const PAGES = 60;
const WARM = 15;

/** Pages of the form with a list and a grid, A4 at 200 dpi, a little askew and noisy, as raw PNM. */
export async function timePages(): Promise<PageTimes> {
  const form = 'party-grid';
  const blank = blankOf(form);
  const [clock, processor]: [number[], number[]] = [[], []];
  for (let seed = 0; seed < WARM + PAGES; seed += 1) {
    const { page } = simulatePage(blank, 'skew', forms[form].pattern, seed);
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
  const rank = (values: readonly number[], share: number) =>
    Math.round((values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0) * 10) / 10;
  return {
    positions: blank.geometry.squares.length,
    pages: PAGES,
    median: rank(clock, 0.5),
    p95: rank(clock, 0.95),
    processorMedian: rank(processor, 0.5),
  };
}

function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
