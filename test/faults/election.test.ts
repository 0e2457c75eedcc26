import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedCases } from '../../core/election/policy-rehearsal.ts';
import { filesBelow, found, personal, secretKeys, template } from '../../main/cli/simulate/canaries.ts';
import { simulateElection } from '../../main/cli/simulate/election/election.ts';
import { FIRST_STATION, NEXT_STATION } from '../../main/cli/simulate/election/elections.ts';
import { demoVoters } from '../../main/demo/voters.ts';

const VOTERS = 10;
const OUTSIDE = 1;

/** The same with more voters is `npm run taanuu -- simulate election`. */
describe('the whole life of a station on one kiosk', { timeout: 600_000 }, () => {
  let stateDir = '';
  let life: Awaited<ReturnType<typeof simulateElection>>;
  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'taanuu-election-'));
    life = await simulateElection({
      ...{ stateDir, seed: '1', voters: VOTERS, outside: OUTSIDE, onProgress: () => {} },
      // What it costs to guess a code is not in question here.
      codeCost: { n: 1024, r: 8, p: 1 },
    });
  }, 600_000);
  afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

  it('balances in every sitting, and after each wipe nothing of it is left', () => {
    expect(life.wrong).toEqual([]);
    expect(life.sittings).toMatchObject([
      { kind: 'outside', round: 0, carried: 0, admitted: OUTSIDE, registered: VOTERS },
      { kind: 'day', round: 0, carried: OUTSIDE, onPaper: 2 },
      { kind: 'repeat', round: 1, carried: 0 },
      { kind: 'day', election: 'saruu-2024-04-14', round: 0, carried: 0, registered: VOTERS / 2 },
    ]);
    for (const { admitted } of life.sittings) expect(admitted).toBeGreaterThan(0);
    expect(life.receptions).toMatchObject({ filed: 3, granted: 2, refused: 1 });
    expect(life.rehearsed.passed.toSorted()).toEqual(shippedCases.toSorted());
    expect(life.rehearsed.attempts).toBe(9);
    expect(life.sittings.flatMap(({ acts }) => Object.keys(acts))).toContain('standstill');
    expect(life.wipes.map(({ number }) => number)).toEqual(['12/1', '12/2']);
    // Of each emptied journal a copy on two media, and the log of each sitting but the one outside the room.
    expect(life.exported).toBe(7);
  });

  it('leaves nobody of the first election in a file of the kiosk, and nobody readable outside of it but the world', () => {
    const listed = (station: string) => demoVoters().filter(({ record }) => record.precinct === station);
    const first = personal(listed(FIRST_STATION).slice(0, VOTERS));
    const kiosk = join(stateDir, 'kiosk');
    expect(found(filesBelow(kiosk, []), first)).toEqual([]);
    // The next election is on it still: encrypted, with every key in its place alone.
    const next = personal(listed(NEXT_STATION).slice(0, VOTERS / 2));
    const secrets = [...first, ...next, ...template, ...secretKeys(join(kiosk, 'keys'))];
    // The list of applicants names them by their PINs: people write it, and the kiosk only reads it.
    const others = ['cache', 'kiosk/keys', 'room/world', 'room/commission', 'room/stick/taanuu-applicants.csv'];
    // So does a training's package with those who are sent elsewhere in it: it may be of nobody real.
    const files = filesBelow(stateDir, others).filter((file) => !file.includes('/stick/training-'));
    expect(files.some((file) => file.endsWith('processes.log'))).toBe(true);
    expect(found(files, secrets)).toEqual([]);
    // The same search finds them where they are.
    expect(found(filesBelow(join(stateDir, 'room/stick'), []), first).length).toBeGreaterThan(0);
    expect(found(filesBelow(join(stateDir, 'cache'), []), template).length).toBeGreaterThan(0);
  });
});
