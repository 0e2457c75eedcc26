import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanUp } from '../../drivers/testing/clean-up.ts';
import { ballot, boxRoom, type Room } from './box/sheet-box.fixture.ts';

/** One room from the opening to the end of the election. */
let room: Room;
beforeAll(async () => {
  room = await boxRoom({}, false);
  expect(room.zone.day.proveZero({ role: 'chair', person: 'chair' })).toEqual({ ok: true, value: null });
}, 120_000);
afterAll(cleanUp);

const state = () => room.said.findLast(({ hatch }) => hatch === 'state');
/** Files of the zone that are of an election, and keys. */
const left = () =>
  readdirSync(room.stateDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /saruu|results-|ballots|papers\/|package/.test(file),
  );

it('goes on with the day after a restart, and tells everything again to whoever asks', async () => {
  room.stage('open');
  await room.ready();
  room.insert('a', ballot(['c-1']));
  await room.accepted('a');
  await room.restart();
  room.stage('open');
  await room.ready();
  expect(room.kept()).toEqual(['c-1']);
  room.stage('closed');
  const sheets = { hatch: 'sheets', time: null, sheets: 1 };
  await expect.poll(() => room.said.findLast(({ hatch }) => hatch === 'sheets')).toEqual(sheets);
  room.said.length = 0;
  room.tell({ hatch: 'here' });
  expect(room.said.map(({ hatch }) => hatch)).toEqual(['here', 'state', 'sheets']);
  // The zero slip: there is no printer, so it lies here.
  expect(readdirSync(join(room.stateDir, 'papers'))).toHaveLength(1);
  const [slip] = room.zone.results.papers.day;
  expect(await room.zone.printAgain(slip?.file ?? '')).toEqual({ ok: true, value: null });
  expect(await room.zone.printAgain('../ballot.json')).toMatchObject({ error: { code: 'ballot-zone.not-now' } });
});

it('destroys ballots, journal, package and papers with their keys, and says so only then', async () => {
  // As far as a stop let an earlier try: the package is gone, and everything else is there.
  expect(room.zone.frame.packages.wipe()).toEqual({ ok: true, value: null });
  await room.restart();
  expect(left()).not.toEqual([]);
  room.stage('wiped');
  await expect.poll(state).toEqual({ hatch: 'state', stage: 'wiped', needs: null });
  expect(left()).toEqual([]);
  expect(existsSync(join(room.stateDir, 'keys'))).toBe(true);
  expect([room.zone.desk.people, room.zone.problems()]).toEqual([[], []]);
  await room.restart();
  room.stage('wiped');
  await expect.poll(state).toEqual({ hatch: 'state', stage: 'wiped', needs: null });
});
