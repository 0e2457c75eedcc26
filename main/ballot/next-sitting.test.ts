import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanUp } from '../../drivers/testing/clean-up.ts';
import { ballot, boxRoom, type Room, SITTING } from './box/sheet-box.fixture.ts';
import { SYSTEM } from './journalling.ts';

/** The station goes on to another sitting, and nothing has come of the ballots of the one before yet. */
const NEXT = '2023-10-22-2';
let room: Room;
beforeAll(async () => {
  room = await boxRoom({}, false);
  expect(room.zone.day.proveZero({ role: 'chair', person: 'chair' }).ok).toBe(true);
  room.stage('open');
}, 120_000);
afterAll(cleanUp);

const day = () => room.zone.frame.journal.day;
const state = () => room.said.findLast(({ hatch }) => hatch === 'state');
const next = () => room.tell({ hatch: 'stage', stage: 'ready', sitting: NEXT });

it('waits until they are counted, signed and exported, also where it has not heard of the close', async () => {
  await room.ready();
  room.insert('a', ballot(['c-1']));
  await room.accepted('a');
  room.said.length = 0;
  next();
  await expect.poll(() => day().phase).toBe('closed');
  await expect.poll(state).toEqual({ hatch: 'state', stage: 'ready', needs: 'ballot-zone.protocol-unfinished' });
  expect([day().station.sitting, room.kept()]).toEqual([SITTING, ['c-1']]);
  // Its numbers belong to no sitting of the other side any more.
  room.tell({ hatch: 'turnout', time: '10:00' });
  room.tell({ hatch: 'here' });
  expect(room.said.filter(({ hatch }) => hatch === 'sheets')).toEqual([]);
  await room.restart();
  next();
  expect([day().station.sitting, room.kept()]).toEqual([SITTING, ['c-1']]);
});

it('then turns to the next one by itself, with a zero of its own', async () => {
  const { journal } = room.zone.frame;
  const sha256 = 'a'.repeat(64);
  journal.record('ballot.protocol-signed', { protocol: 'council-1', sha256, approvers: ['chair', 'member-1'] }, SYSTEM);
  expect(day().station.sitting).toBe(SITTING);
  journal.record('ballot.exported', { kind: 'totals', file: 'results.json', sha256 }, SYSTEM);
  await expect.poll(() => day().station).toEqual({ stage: 'ready', sitting: NEXT });
  expect([day().phase, room.kept()]).toEqual(['unproved', []]);
  await expect.poll(state).toMatchObject({ stage: 'ready', needs: 'ballot-zone.zero-due' });
});
