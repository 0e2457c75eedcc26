import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateDay } from '../../main/cli/simulate/day.ts';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { demoPeople } from '../../main/demo/people.ts';
import { demoVoters } from '../../main/demo/voters.ts';

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

/** Voters on the list of these short days. */
const VOTERS = 24;
/** Every named moment once, and the rest at random. */
const KILLS = 18;

/**
 * Whether these bytes hold this text as a word of its own. Six digits stand by chance within a hash about once in
 * thirty journals: within a longer run of letters and digits they are no code of anybody.
 */
function says(bytes: Buffer, text: string): boolean {
  const inWord = (byte: number | undefined) => byte !== undefined && /[0-9a-zA-Z]/.test(String.fromCharCode(byte));
  const sought = Buffer.from(text, 'utf8');
  for (let at = bytes.indexOf(sought); at >= 0; at = bytes.indexOf(sought, at + 1)) {
    if (!inWord(bytes[at - 1]) && !inWord(bytes[at + sought.length])) return true;
  }
  return false;
}

const day = (seed: string, kill: number, power = false) =>
  simulateDay({
    stateDir,
    screens,
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

  it('leaves no name, PIN, document number or code of anybody in a file of the kiosk that is not encrypted', () => {
    const onList = demoVoters().filter((one) => one.record.precinct === '0001');
    const canaries = [
      ...onList
        .slice(0, VOTERS)
        .flatMap(({ record, papers }) => [record.pin, `${record.surname}`, ...papers.map((paper) => paper.number)]),
      ...demoPeople.flatMap(({ code, name }) => [code, name]),
    ];
    // What is the demonstration's own or the world's; keys are what must be secret by its place. The processes' output
    // and temporary files are in the room, and count.
    const others = ['cache', 'kiosk/commission', 'kiosk/keys', 'kiosk/demo.json', 'room/world'];
    const files = readdirSync(stateDir, { recursive: true, withFileTypes: true })
      .filter(
        (entry) =>
          entry.isFile() &&
          !others.some((other) => `${relative(stateDir, join(entry.parentPath, entry.name))}/`.startsWith(`${other}/`)),
      )
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThanOrEqual(5);
    const found = files.flatMap((file) => {
      const bytes = readFileSync(file);
      return canaries.filter((canary) => says(bytes, canary)).map((canary) => `${file}: ${canary}`);
    });
    expect(found).toEqual([]);
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
