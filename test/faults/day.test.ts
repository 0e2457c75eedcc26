import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateDay } from '../../main/cli/simulate/day.ts';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { demoVoters } from '../../main/demo/voters.ts';
import { filesBelow, found, personal, secretKeys, template } from './canaries.ts';

/**
 * Short days of a station through the real zone, drivers and pseudo-terminals, held against the world's ledger. The
 * long ones are `npm run taanuu -- simulate day`; this is the same code with fewer voters.
 */
let stateDir = '';

beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'taanuu-day-'));
});
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** Voters on the list of these short days. */
const VOTERS = 24;
/** Every named moment once, and the rest at random. */
const KILLS = 18;

const day = (seed: string, kill: number, power = false) =>
  simulateDay({
    stateDir,
    precinct: '0001',
    voters: VOTERS,
    seed,
    kill,
    power,
    disk: power ? 256 : null,
    onProgress: () => {},
  });

describe('a day of one station', { timeout: 300_000 }, () => {
  it('balances: paper, people, journal and state tell the same', async () => {
    const balance = await day('1', 0);
    expect(balance.wrong).toEqual([]);
    expect(balance.admitted).toBeGreaterThanOrEqual(18);
    expect(balance.slips).toBe(balance.admitted);
  });

  it('leaves no name, PIN, document number, code, template or key in a file of the kiosk that is not encrypted', () => {
    const onList = demoVoters().filter((one) => one.record.precinct === '0001');
    const canaries = [...personal(onList.slice(0, VOTERS)), ...template, ...secretKeys(join(stateDir, 'kiosk/keys'))];
    expect(canaries.length).toBeGreaterThan(100);
    // What is the demonstration's own or the world's; keys are what must be secret by its place. The processes' output
    // and temporary files are in the room, and count.
    const others = ['cache', 'kiosk/commission', 'kiosk/keys', 'kiosk/demo.json', 'room/world'];
    const files = filesBelow(stateDir, others);
    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(files.some((file) => file.endsWith('processes.log'))).toBe(true);
    expect(found(files, canaries)).toEqual([]);
    // The same search finds them where they are.
    expect(found(filesBelow(join(stateDir, 'kiosk'), ['register']), canaries).length).toBeGreaterThan(0);
    expect(found(filesBelow(join(stateDir, 'cache'), []), template).length).toBeGreaterThan(0);
  });

  it('balances as well when a process is killed at every named moment', async () => {
    const balance = await day('2', KILLS);
    expect(balance.wrong).toEqual([]);
    expect(balance.slips).toBe(balance.admitted);
    expect(Object.keys(balance.killed).length).toBeGreaterThanOrEqual(12);
  });

  it.skipIf(!PoweredDisk.possible())('balances as well when the power is cut at every named moment', async () => {
    const balance = await day('3', KILLS, true);
    expect(balance.wrong).toEqual([]);
    expect(balance.slips).toBe(balance.admitted);
    expect(balance.victims).toEqual({ power: KILLS });
    expect(Object.keys(balance.killed).length).toBeGreaterThanOrEqual(12);
  });
});
