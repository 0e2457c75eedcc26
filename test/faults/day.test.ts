import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateDay } from '../../main/cli/simulate/day.ts';

/**
 * Short days of a station through the real zone, drivers and pseudo-terminals, held against the world's ledger. The
 * long ones are `npm run taanuu -- simulate day`; this is the same code with fewer voters.
 */
const screens = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
let stateDir = '';

beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'taanuu-day-'));
});
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

const day = (seed: string, kill: number) =>
  simulateDay({ stateDir, screens, precinct: '0001', voters: 16, seed, kill, onProgress: () => {} });

describe('a day of one station', { timeout: 300_000 }, () => {
  it('balances: paper, people, journal and state tell the same', async () => {
    const balance = await day('1', 0);
    expect(balance.wrong).toEqual([]);
    expect(balance.admitted).toBeGreaterThanOrEqual(12);
    expect(balance.slips).toBe(balance.admitted);
  });

  it('balances as well when the zone and its device host are killed at every named moment', async () => {
    const balance = await day('2', 12);
    expect(balance.wrong).toEqual([]);
    expect(balance.slips).toBe(balance.admitted);
    expect(Object.keys(balance.killed).length).toBeGreaterThanOrEqual(4);
  });
});
