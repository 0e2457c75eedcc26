import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
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

/** Half of a short list has fingers that are hard for good. */
const hard = { voters: 12, hardFingers: 50 } as const;

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
    const { wrong, identified, falseNonMatches, slips, admitted } = await day('13', 0, false, hard);
    expect(wrong).toEqual([]);
    expect(slips).toBe(admitted);
    const paths = Object.values(identified.hard).reduce((sum, n) => sum + n, 0);
    expect(paths).toBeGreaterThanOrEqual(5);
    expect(paths).toBeGreaterThan(identified.hard['first-touch']);
    expect(identified.touches.hard.all).toBeGreaterThan(paths);
    expect(identified.touches.hard.poor).toBeGreaterThan(0);
    // The shipped policy lets no person decide: what no finger opens stays shut, and is counted.
    const { hard: gone, usual } = identified;
    expect([gone.photo, gone.override, usual.photo, usual.override]).toEqual([0, 0, 0, 0]);
    expect(gone['not-identified'] + usual['not-identified']).toBe(falseNonMatches);
  });

  it('balances as well where the policy lets two persons decide, and none of them is for an impostor', async () => {
    const way = (cap: number | null) => ({ ...defaultPolicy.fallbacks.photo, enabled: true, cap });
    // So strict a sensor that most hard fingers give nothing to compare.
    const finger = { kind: 'finger', enabled: true, threshold: 40, triesPerFinger: 1, fingersMax: 1 } as const;
    const policy: Policy = {
      ...defaultPolicy,
      modalities: [{ ...finger, qualityMinimum: 60 }],
      fallbacks: { photo: way(1), override: way(null) },
    };
    const balance = await day('13', 0, false, { ...hard, policy });
    expect(balance.wrong).toEqual([]);
    const { hard: helped, usual } = balance.identified;
    expect(helped.photo + usual.photo).toBe(1);
    expect(helped.override + usual.override).toBeGreaterThan(0);
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
