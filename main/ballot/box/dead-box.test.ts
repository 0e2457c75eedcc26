import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanUp } from '../../../drivers/testing/clean-up.ts';
import { ballot, boxRoom, type Room } from './sheet-box.fixture.ts';

/** A box that dies, and no other one at the station: what was counted must come to its protocol all the same. */
const actor = { role: 'chair', person: 'chair' } as const;
let room: Room;
beforeAll(async () => {
  room = await boxRoom({ none: 'ask' }, false);
}, 120_000);
afterAll(cleanUp);

it('holds a sheet of which nothing is on the disk: it is replaced, and the station closes', async () => {
  expect(room.zone.day.proveZero(actor).ok).toBe(true);
  room.stage('open');
  await room.ready();
  room.insert('counted', ballot(['c-1']));
  await room.accepted('counted');
  await room.ready();
  room.insert('held', ballot([]));
  await room.shows('"ask"');
  room.port.unplug();
  await room.shows('"wait"');
  const to = { box: 'B-2', seal: null, reason: 'it has failed' } as const;
  expect(room.zone.day.replaceBox(to, ['chair', 'member-1'], actor)).toEqual({ ok: true, value: null });
  room.stage('closed');
  await expect.poll(() => room.zone.frame.journal.day.phase).toBe('closed');
  expect(room.zone.frame.journal.day.closedSheets).toBe(1);
  // Nothing of the box is needed any more, and nothing of it stands in anybody's way.
  expect(room.zone.problems()).toEqual([]);
  // Its power comes back: whose ballot it is has it in her hand.
  room.port.plug();
  await room.shows('"take-back"');
  expect(room.kept()).toEqual(['c-1']);
});

it('tells what mobile boxes bring beside the sheets of the close, and no hour of the day has them', async () => {
  await expect.poll(() => room.simulated.path.pull()).toBe(true);
  expect(room.zone.day.beginMobile('15', ['chair', 'member-1'], actor).ok).toBe(true);
  await room.ready();
  room.insert('mobile', ballot(['c-2']));
  await room.accepted('mobile');
  room.tell({ hatch: 'turnout', time: '20:00' });
  expect(room.zone.day.endMobile(actor).ok).toBe(true);
  const sheets = () => room.said.filter(({ hatch }) => hatch === 'sheets');
  const hour = { hatch: 'sheets', time: '20:00', sheets: 1 };
  const all = { hatch: 'sheets', time: null, sheets: 2, mobile: 1 };
  expect(sheets()).toEqual([{ hatch: 'sheets', time: null, sheets: 1 }, hour, all]);
  room.said.length = 0;
  room.tell({ hatch: 'here' });
  expect(sheets()).toEqual([hour, all]);
});
