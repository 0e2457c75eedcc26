import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Balance } from '../../main/cli/simulate/balance.ts';
import { type DayOptions, simulateDay } from '../../main/cli/simulate/day.ts';
import { type KillPoint, namedPoints } from '../../main/cli/simulate/killer.ts';
import { cheapCodes } from '../../main/demo/people.ts';

/** Voters on the list of a short day. */
const VOTERS = 16;
/**
 * Killings cost the most: the power is cut where something is being made durable, a process is killed at the other
 * named moments, and either at some that nobody chose. The long days do both at all of them.
 */
export const powerPoints: readonly KillPoint[] = [
  'import',
  'before-reservation',
  'after-reservation',
  'before-bytes',
  'within-bytes',
  'before-confirmation',
  'after-confirmation',
];
export const processPoints = namedPoints.filter((point) => !powerPoints.includes(point));
/** At random, besides the named ones. */
const AT_RANDOM = 3;
/** So many that each of these moments comes once (main/cli/simulate/killer.ts: three of ten are at random). */
export const kills = (points: readonly KillPoint[]): number => points.length + AT_RANDOM;

/** One short day more in the folder of the file's tests, which is emptied for it but for the enrolment. */
export type ShortDay = (seed: string, more?: Partial<DayOptions>) => Promise<Balance>;

/**
 * Short days of a station through the real zone, drivers and pseudo-terminals, held against the world's ledger. The
 * long ones are `npm run taanuu -- simulate day`; this is the same code with fewer voters. Days
 * with killings stand in files of their own.
 */
export function shortDays(): { readonly day: ShortDay } {
  let stateDir = '';
  beforeAll(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'taanuu-day-'));
  });
  afterAll(() => rmSync(stateDir, { recursive: true, force: true }));
  return {
    day: (seed, more = {}) =>
      simulateDay({
        ...{ stateDir, precinct: '0001', voters: VOTERS, seed, hardFingers: 0, codeCost: cheapCodes },
        ...{ kill: 0, power: false, disk: null, onProgress: () => {} },
        ...more,
      }),
  };
}
