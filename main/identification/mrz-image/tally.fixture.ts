import { type ConditionName, conditions } from '../../../core/document/mrz-image/conditions.fixture.ts';
import { drawPage } from '../../../core/document/mrz-image/page.fixture.ts';
import { readPage } from './read-page.ts';
import type { ShapeReader } from './tesseract.ts';

export const conditionNames = Object.keys(conditions) as ConditionName[];

/** What came of the pages of one condition. */
export interface Tally {
  pages: number;
  accepted: number;
  /** Accepted with another text than was drawn. */
  wrong: number;
  refused: Record<string, number>;
  /** Of the refused ones, how often each reader alone had another text than was drawn, or none. */
  firstAlone: number;
  secondAlone: number;
  /** Of each page at 300 dpi: processor time of either reader, and what a clock showed for both, in milliseconds. */
  readonly first: number[];
  readonly second: number[];
  readonly clock: number[];
}

export const noTally = (): Tally => ({
  pages: 0,
  accepted: 0,
  wrong: 0,
  refused: {},
  firstAlone: 0,
  secondAlone: 0,
  first: [],
  second: [],
  clock: [],
});

/** Draws page `seed` of a condition, reads it with both readers and counts what came of it. */
export function readDrawn(condition: ConditionName, seed: number, shapes: ShapeReader, into: Tally): void {
  const { page, text } = drawPage(condition, seed);
  const began = performance.now();
  const { result, times } = readPage(page, shapes, processorTime);
  const took = performance.now() - began;
  into.pages += 1;
  if (page.dpi === 300) {
    into.first.push(Math.round(times.first));
    into.second.push(Math.round(times.second));
    into.clock.push(Math.round(took));
  }
  if ('accepted' in result) {
    into.accepted += 1;
    if (result.accepted !== text) into.wrong += 1;
    return;
  }
  into.refused[result.refused] = (into.refused[result.refused] ?? 0) + 1;
  if (result.a !== text) into.firstAlone += 1;
  if (result.b !== text) into.secondAlone += 1;
}

/** Milliseconds of processor time of the whole process: unlike a clock it does not count what neighbours take. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
