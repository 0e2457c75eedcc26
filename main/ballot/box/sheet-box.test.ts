import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp } from '../../../drivers/testing/clean-up.ts';
import { BallotPaper, backSide, otherPaper } from '../../demo/ballot-paper.ts';
import { ballot, boxRoom, election, type Room } from './sheet-box.fixture.ts';

/** One room for a whole day, in which one thing after the other happens: it takes seconds to set up. */
let room: Room;
beforeAll(async () => {
  room = await boxRoom({ none: 'ask', tooMany: 'ask' });
}, 120_000);
afterAll(cleanUp);

const inFlight = () => room.zone.frame.ballots.cast?.inFlight ?? null;

/** Whoever stands there takes the sheet that comes back. */
async function taken(name: string): Promise<void> {
  await expect.poll(() => room.simulated.path.pull()).toBe(true);
  await expect.poll(() => room.simulated.whereabouts.of(name)).toBe('hand');
  await room.ready();
}

it('takes a ballot of the test pack in the test alone, and beside the others', async () => {
  const actor = { role: 'chair', person: 'chair' } as const;
  expect(room.zone.day.beginTest(actor).ok).toBe(true);
  await room.ready();
  room.insert('official', ballot(['c-1']));
  await room.shows('"take-back","why":"not-a-test-ballot"');
  await taken('official');
  room.insert('test', ballot(['c-4'], { test: true }));
  await room.accepted('test');
  expect([room.zone.frame.ballots.test?.sheets, room.kept()]).toEqual([1, []]);
  // It differs from what is expected, and persons take it as it is.
  expect(room.zone.day.endTest(actor).ok).toBe(true);
  expect(room.zone.day.acceptTest('a pack of one', ['chair', 'member-1'], actor).ok).toBe(true);
  expect(room.zone.day.proveZero(actor).ok).toBe(true);
  room.stage('open');
  await room.ready();
});

it('takes one ballot after the other, keeps them, and has no word of them anywhere else', async () => {
  const events = () => [...room.zone.frame.journal.file.journal.events()].map(({ type }) => type);
  const before = events();
  for (const option of ['c-3', 'c-1', 'c-3']) {
    const name = `${option} ${room.kept().length}`;
    // While "accepted" is shown, whoever comes next need not wait.
    room.insert(name, ballot([option]));
    await room.accepted(name);
    expect(room.zone.box.show).toEqual({ show: 'accepted' });
    await expect.poll(() => room.simulated.signal).toBe('accepted');
  }
  expect(room.kept()).toEqual(['c-1', 'c-3', 'c-3']);
  expect(events()).toEqual(before);
  await room.restart();
  await room.ready();
  await expect.poll(() => room.simulated.signal).toBe('ready');
  expect(room.kept()).toEqual(['c-1', 'c-3', 'c-3']);
});

it('asks about a ballot without a mark, or with too many: it is taken as it is, or comes back', async () => {
  const before = room.kept();
  room.insert('empty', ballot([]));
  await room.shows('"ask","why":"none"');
  expect(room.zone.box.takeBack().ok).toBe(true);
  await room.shows('"take-back","why":"none"');
  expect(room.zone.box.insist()).toEqual({ ok: false, error: { code: 'ballot-zone.not-now' } });
  await taken('empty');
  expect([room.kept(), inFlight()]).toEqual([before, null]);
  room.insert('two', ballot(['c-1', 'c-2']));
  await room.shows('"ask","why":"too-many"');
  expect(room.zone.box.insist().ok).toBe(true);
  await room.accepted('two');
  expect(room.simulated.whereabouts.of('two')).toBe('invalid');
  expect(room.kept()).toEqual([...before, 'c-1+c-2'].toSorted());
});

it('gives back what is no ballot of this box, and says why', async () => {
  const before = room.kept();
  const elsewhere = new BallotPaper({ ...election, id: 'another' });
  const sheets = {
    foreign: otherPaper(),
    'blank-side': backSide(),
    'test-ballot': ballot(['c-1'], { test: true }),
    'other-constituency': ballot(['c-1'], { style: 'council-2' }),
    'other-election': ballot(['c-1'], { of: elsewhere }),
  };
  for (const [why, page] of Object.entries(sheets)) {
    room.insert(why, page);
    await room.shows(`"take-back","why":"${why}"`);
    await taken(why);
  }
  room.insert('short', ballot(['c-1']), { lengthMm: 210 });
  await room.shows('"take-back","why":"wrong-size"');
  await taken('short');
  room.insert('upper', ballot(['c-1']), { under: { name: 'lower', page: ballot(['c-2']), lengthMm: 297 } });
  await room.shows('"take-back","why":"double"');
  await taken('lower');
  expect(room.kept()).toEqual(before);
});

describe('paper that sticks', () => {
  it.each([
    ['front', 'ballot-reader.jammed-front', 0],
    ['middle', 'ballot-reader.jammed-middle', 0],
    ['gate', 'ballot-reader.jammed-gate', 0],
    ['back', 'ballot-reader.jammed-back', 0],
    ['behind-flap', 'ballot-reader.jammed-back', 1],
  ] as const)('at %s: persons help, and what lies in the box counts', async (where, problem, counts) => {
    const { simulated } = room;
    const before = room.kept().length;
    if (where === 'front') simulated.fault = { motorDead: true };
    else simulated.path.snag = where;
    room.insert(where, ballot(['c-2']));
    await expect.poll(() => room.zone.box.problems[0]?.code).toBe(problem);
    simulated.fault = {};
    simulated.setCover(true);
    await expect.poll(() => room.zone.box.problems[0]?.code).toBe('ballot-reader.cover-open');
    if (!simulated.path.pushOn('valid')) simulated.path.takeOut();
    simulated.setCover(false);
    if (where === 'back') {
      // It had left for the compartment, and the box cannot know that a hand has taken it.
      await expect.poll(() => room.zone.box.locate).toBe(true);
      expect(room.zone.box.located('in-hand', ['chair', 'member-1']).ok).toBe(true);
    }
    await room.ready();
    expect([room.kept().length, inFlight()]).toEqual([before + counts, null]);
    expect(simulated.whereabouts.of(where)).toBe(counts === 1 ? 'valid' : 'hand');
  });
});

let [sheets, name, before] = [0, '', 0];
/** A sheet is held before the gate, and the voter is asked. */
async function held(): Promise<void> {
  sheets += 1;
  name = `held ${sheets}`;
  before = room.kept().length;
  await room.ready();
  room.insert(name, ballot([]));
  await room.shows('"ask"');
}

describe('what is cut off in the middle', () => {
  it('the cable is pulled while a sheet is held: it comes back, and counts when it is put in again', async () => {
    await held();
    room.port.unplug();
    await room.shows('"wait"');
    expect(room.zone.box.problems).toEqual([expect.objectContaining({ code: 'ballot-reader.missing' })]);
    room.port.plug();
    await room.shows('"take-back"');
    await taken(name);
    expect(room.kept()).toHaveLength(before);
  });

  it('the cable is pulled while it drops: it counts once the box can be asked', async () => {
    await held();
    room.zone.box.insist();
    await expect.poll(() => room.simulated.gateOpen).toBe(true);
    room.port.unplug();
    await expect.poll(() => room.simulated.whereabouts.of(name)).toBe('invalid');
    await room.shows('"wait"');
    expect(room.zone.frame.ballots.cast?.sheets).toBe(before);
    room.port.plug();
    await expect.poll(() => room.kept().length).toBe(before + 1);
    await room.ready();
  });

  it('the device host is killed while it drops: it counts', async () => {
    await held();
    room.zone.box.insist();
    await expect.poll(() => room.simulated.gateOpen).toBe(true);
    process.kill(room.hostPid(), 'SIGKILL');
    await expect.poll(() => room.kept().length).toBe(before + 1);
    await room.ready();
  });

  it('the box never hears that it shall accept, and both start anew: the sheet comes back', async () => {
    await held();
    room.simulated.fault = { silent: true };
    room.zone.box.insist();
    await expect.poll(() => inFlight()).not.toBeNull();
    room.simulated.powerOff();
    await room.restart();
    room.simulated.fault = {};
    room.simulated.powerOn();
    await room.shows('"take-back","why":"again"');
    await taken(name);
    expect([room.kept().length, inFlight()]).toEqual([before, null]);
  });

  it('nobody hears that it has passed, and both start anew: it counts', async () => {
    await held();
    room.simulated.fault = { loseEvery: 1 };
    room.zone.box.insist();
    await expect.poll(() => room.simulated.whereabouts.of(name)).toBe('invalid');
    room.simulated.powerOff();
    await room.restart();
    expect(room.zone.frame.ballots.cast?.sheets).toBe(before);
    room.simulated.fault = {};
    room.simulated.powerOn();
    await expect.poll(() => room.kept().length).toBe(before + 1);
    await room.ready();
  });

  it('another box stands there after the stop: persons say where the sheet is', async () => {
    await held();
    room.simulated.fault = { loseEvery: 1 };
    room.zone.box.insist();
    await expect.poll(() => room.simulated.whereabouts.of(name)).toBe('invalid');
    await room.restart();
    room.otherBox();
    await expect.poll(() => room.box.locate).toBe(true);
    expect(room.zone.box.problems).toEqual([{ code: 'ballot-reader.other-box' }]);
    expect(room.zone.box.located('in-box', ['chair', 'member-1']).ok).toBe(true);
    await expect.poll(() => room.kept().length).toBe(before + 1);
    const events = [...room.zone.frame.journal.file.journal.events()].filter(
      ({ type }) => type === 'ballot.sheet-located',
    );
    expect(events.at(-1)).toMatchObject({ body: { where: 'in-box', approvers: ['chair', 'member-1'] } });
    await room.ready();
  });
});

it('the station closes while a sheet is held: the number at the close is told once it is settled', async () => {
  await held();
  room.stage('closed');
  expect(room.zone.box.insist().ok).toBe(true);
  await room.accepted(name);
  await expect.poll(() => room.zone.frame.journal.day.phase).toBe('closed');
  expect([room.kept().length, room.zone.frame.journal.day.closedSheets]).toEqual([before + 1, before + 1]);
  await room.shows('"not-now","why":"after"');
  expect(room.said.filter(({ hatch }) => hatch === 'sheets')).toEqual([
    { hatch: 'sheets', time: null, sheets: before + 1 },
  ]);
});
