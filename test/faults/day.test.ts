import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { type DayOptions, simulateDay } from '../../main/cli/simulate/day.ts';
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

const day = (seed: string, kill: number, power = false, more: Partial<DayOptions> = {}) =>
  simulateDay({
    stateDir,
    precinct: '0001',
    voters: VOTERS,
    seed,
    hardFingers: 0,
    kill,
    power,
    disk: power ? 256 : null,
    onProgress: () => {},
    ...more,
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

  it('balances as well with hard fingers, of which some are found late or not at all', async () => {
    const { wrong, identified, falseNonMatches, slips, admitted } = await day('13', 0, false, {
      voters: 12,
      hardFingers: 50,
    });
    expect(wrong).toEqual([]);
    expect(slips).toBe(admitted);
    const { hard, usual, touches } = identified;
    expect(touches.hard.all).toBeGreaterThanOrEqual(8);
    expect(touches.hard.poor).toBeGreaterThan(0);
    // The shipped policy lets no person decide: what no finger opens stays shut, and is counted.
    expect([hard.photo, hard.override, usual.photo, usual.override]).toEqual([0, 0, 0, 0]);
    expect(hard['not-identified'] + usual['not-identified']).toBe(falseNonMatches);
    expect(hard['not-identified']).toBeGreaterThan(0);
  });

  it('balances as well where the policy lets two persons decide, and none of them is for an impostor', async () => {
    const way = (cap: number | null) => ({ ...defaultPolicy.fallbacks.photo, enabled: true, cap });
    const policy = { ...defaultPolicy, fallbacks: { photo: way(1), override: way(null) } };
    const balance = await day('13', 0, false, { voters: 12, hardFingers: 50, policy });
    expect(balance.wrong).toEqual([]);
    const { hard, usual } = balance.identified;
    expect(hard.photo + usual.photo).toBe(1);
    expect(hard.override).toBeGreaterThan(0);
    expect(balance.falseNonMatches).toBe(0);
    expect(balance.impostors.tried).toBeGreaterThan(0);
    expect(balance.impostors.admitted).toBe(0);
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
