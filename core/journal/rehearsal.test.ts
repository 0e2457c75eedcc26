import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownCases, type RehearsalCase } from '../election/policy-rehearsal.ts';
import type { BodyOf, EventType } from './catalogue.ts';
import type { Actor, JournalEvent } from './event.ts';
import { folded } from './following.ts';
import { rehearsalTold } from './rehearsal.ts';

const by = (person: string, role: Actor['role'] = 'officer'): Actor => ({ role, person });
const system: Actor = { role: 'system' };
const event = <T extends EventType>(type: T, body: BodyOf<T>, actor: Actor = system) =>
  ({ type, body, actor, sitting: 'day-1', at: '2023-10-01T08:00:00.000+06:00' }) as unknown as JournalEvent;

const enter = (person: string, role: 'officer' | 'chair' = 'officer') =>
  event('person.signed-in', { person, role }, by(person, role));
const begin = (person: string, number = 1) => event('rehearsal.begun', { number, person }, by(person));
const end = (person: string) =>
  event('rehearsal.ended', { number: 1, person, passed: [], of: 12, attempts: 0, seconds: 1 }, by(person));

/** The events of one voter's way, as a kiosk writes them; `n` makes all its identifiers. */
function wayOf(person: string, n: number) {
  const [attempt, admission, job] = [`a${n}`, `d${n}`, `p${n}`];
  const receipt = (copy = 0) => `0001-1-${n}-${copy}`;
  return {
    start: (how: BodyOf<'attempt.started'>['by'] = 'document') =>
      event('attempt.started', { attempt, by: how }, by(person)),
    touch: (result: 'match' | 'no-match' | 'low-quality') =>
      event('attempt.biometric', { attempt, modality: 'finger', finger: 2, result, try: 1 }),
    refuse: (reason: string) => event('attempt.ended', { attempt, outcome: 'refused', reason }, by(person)),
    approve: event(
      'attempt.approved',
      { attempt, kind: 'photo', reason: 'photo-compared', approvers: ['m', person] },
      by(person),
    ),
    reserve: event(
      'admission.reserved',
      { admission, attempt, receipts: [{ receipt: receipt(), ballot: 'b' }] } as never,
      by(person),
    ),
    fail: (sent: 'nothing' | 'maybe') =>
      event('print.failed', { job, receipt: receipt(), problem: 'device.paper-out', sent }),
    reissue: event(
      'receipt.reissued',
      {
        ...{ admission, ballot: 'b', voided: receipt(), receipt: receipt(1) },
        ...{ copy: 1, reason: 'torn', approvers: ['m'] },
      },
      by(person),
    ),
    confirm: event('admission.confirmed', { admission, receipts: [receipt()], evidence: 'printer' }, by(person)),
    undo: event('admission.undone', { admission, reason: 'mistake', approvers: ['c', 'm'] }, by(person)),
    slip: event(
      'paper.handed',
      { job, paper: 'refusal', number: n, copy: 1, on: 'slip', attempt, reason: 'not-in-list' },
      by(person),
    ),
    slipOut: (out: 'yes' | 'no' = 'yes') => event('paper.ended', { job, out, problem: null }),
  };
}

/** The shortest road of each case, for this operator; the last event is the one that passes it. */
function roadOf(one: RehearsalCase, person: string, n: number): readonly JournalEvent[] {
  const way = wayOf(person, n);
  const served = [way.touch('match'), way.reserve];
  switch (one) {
    case 'document':
      return [way.start(), ...served, way.confirm];
    case 'typed':
      return [way.start('pin'), ...served, way.confirm];
    case 'another-finger':
      return [way.start(), way.touch('no-match'), ...served, way.confirm];
    case 'no-finger':
      return [way.start(), way.touch('no-match'), way.refuse('not-identified')];
    case 'not-in-list':
      return [way.start(), way.refuse('not-in-list'), way.slip, way.slipOut()];
    case 'other-precinct':
      return [way.start(), way.refuse('other-precinct')];
    case 'already-admitted':
      return [way.start(), way.refuse('already-admitted')];
    case 'paper-out':
      return [way.start(), ...served, way.fail('nothing'), way.confirm];
    case 'torn-slip':
      return [way.start(), ...served, way.fail('maybe'), way.reissue, way.confirm];
    case 'undone':
      return [way.undo];
    case 'standing-still':
      return [
        enter(person),
        event('sitting.suspended', { reason: 'power' }, by('c', 'chair')),
        event('sitting.resumed', {}, by('c', 'chair')),
      ];
    case 'shift-change':
      return [event('shift.ended', { person, why: 'taken-over' } as never, by(person))];
    case 'help':
      return [
        event('help.called', { call: `h${n}`, whom: 'chair' }, by(person)),
        event('help.answered', { call: `h${n}`, person: 'c' }, by('c', 'chair')),
      ];
  }
}

const passedBy = (events: readonly JournalEvent[], person = 'o1') =>
  folded(rehearsalTold, events).rehearsals.find((one) => one.person === person)?.passed ?? [];

/** Whatever else happens at a kiosk, of other voters and other people; no operator sits down. */
const elsewhere = fc.integer({ min: 100, max: 103 }).chain((n) => {
  const way = wayOf('o2', n);
  return fc.constantFrom(
    ...[way.start(), way.start('pin'), way.touch('match'), way.touch('no-match'), way.approve, way.reserve],
    ...[way.fail('nothing'), way.reissue, way.confirm, way.undo, way.slip, way.slipOut(), way.slipOut('no')],
    ...[way.refuse('not-in-list'), way.refuse('not-identified'), way.refuse('timed-out')],
    ...[enter('c', 'chair'), begin('o2', 2), end('o2')],
    event('help.called', { call: 'other', whom: 'technician' }, by('o2')),
    event('help.answered', { call: 'other', person: 't' }),
    event('peripheral.attached', { peripheral: 'printer' } as never),
    event('turnout.recorded', {} as never),
    event('checkpoint.made', {} as never),
  );
});

describe('a rehearsal', () => {
  it.each(knownCases)('has the case %s passed by the last event of its road, and not before', (one) => {
    const road = roadOf(one, 'o1', 1);
    const before = [enter('o1'), begin('o1')];
    for (let events = 0; events < road.length; events += 1) {
      expect(passedBy([...before, ...road.slice(0, events)])).not.toContain(one);
    }
    expect(passedBy([...before, ...road])).toContain(one);
    // What was done before it was begun, after it was ended, or by somebody else is nobody's rehearsal.
    expect(passedBy([...road, begin('o1')])).toEqual([]);
    expect(passedBy([enter('o1'), begin('o1'), end('o1'), ...road])).toEqual([]);
    expect(passedBy([enter('o1'), begin('o1'), enter('o2'), ...roadOf(one, 'o2', 2)])).toEqual([]);
  });

  it('never loses what was passed, and tells the same whatever happens between', () => {
    const plan = fc.shuffledSubarray([...knownCases]);
    const between = fc.array(fc.array(elsewhere, { maxLength: 3 }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(plan, between, (cases, others) => {
        const own = [
          enter('o1'),
          begin('o1'),
          // Who hands over sits down again: the shift is no case's affair but its own.
          ...cases.flatMap((one, n) => [...roadOf(one, 'o1', n + 1), enter('o1')]),
        ];
        const mixed = own.flatMap((each, n) => [each, ...(others[n] ?? [])]);
        expect(passedBy(mixed)).toEqual(passedBy(own));
        expect(passedBy(own)).toEqual(expect.arrayContaining(cases));
        let last: readonly RehearsalCase[] = [];
        for (let events = 0; events <= mixed.length; events += 7) {
          const now = passedBy(mixed.slice(0, events));
          expect(now.slice(0, last.length)).toEqual(last);
          last = now;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has people decide where no finger matches, and is passed when the voter has her receipt', () => {
    const way = wayOf('o1', 1);
    const road = [way.start(), way.touch('no-match'), way.approve, way.reserve];
    expect(passedBy([begin('o1'), ...road])).toEqual([]);
    expect(passedBy([begin('o1'), ...road, way.confirm])).toEqual(['document', 'no-finger']);
  });

  it('tells a document that was read from everything that was typed', () => {
    for (const how of ['document-number', 'pin', 'number', 'name'] as const) {
      const way = wayOf('o1', 1);
      expect(passedBy([begin('o1'), way.start(how), way.touch('match'), way.reserve, way.confirm])).toEqual(['typed']);
    }
  });

  it('has no paper put in where the number that waited for it was given up for another', () => {
    const way = wayOf('o1', 1);
    const road = [way.start(), way.touch('match'), way.reserve, way.fail('nothing'), way.reissue, way.confirm];
    expect(passedBy([begin('o1'), ...road])).toEqual(['document', 'torn-slip']);
  });

  it('takes a slip that came out late for a refusal, and none that did not', () => {
    const way = wayOf('o1', 1);
    const [start, refused] = [way.start(), way.refuse('not-in-list')];
    expect(passedBy([begin('o1'), start, way.slip, way.slipOut(), refused])).toEqual(['not-in-list']);
    expect(passedBy([begin('o1'), start, refused, way.slip, way.slipOut('no')])).toEqual([]);
  });

  it('is helped by nobody who takes her own call back', () => {
    const [called] = roadOf('help', 'o1', 1);
    const back = event('help.answered', { call: 'h1', person: 'o1' }, by('o1'));
    expect(passedBy([begin('o1'), ...(called ? [called] : []), back])).toEqual([]);
  });

  it('has both change shifts: who hands over and who takes over', () => {
    const taken = event('shift.ended', { person: 'o1', why: 'taken-over' } as never, by('o1'));
    const events = [enter('o1'), begin('o1'), begin('o2', 2), taken, enter('c', 'chair'), enter('o2')];
    expect([passedBy(events), passedBy(events, 'o2')]).toEqual([['shift-change'], ['shift-change']]);
  });

  it('counts the voters it was begun with, knows what came of its slip, and ends with the sitting', () => {
    const handed = event('paper.handed', { job: 'j', paper: 'rehearsal', number: 1, copy: 1, on: 'slip' });
    const out = event('paper.ended', { job: 'j', out: 'no', problem: 'device.paper-out' });
    const ways = [1, 2, 3].map((n) => wayOf(n === 3 ? 'o2' : 'o1', n).start());
    const told = (events: readonly JournalEvent[]) => folded(rehearsalTold, [begin('o1'), ...events]).rehearsals;
    expect(told(ways)).toMatchObject([{ number: 1, attempts: 2, until: null, slip: { copies: 0, out: null } }]);
    expect(told([...ways, end('o1'), handed])).toMatchObject([{ slip: { copies: 1, out: null } }]);
    expect(told([...ways, end('o1'), handed, out])).toMatchObject([{ attempts: 2, slip: { copies: 1, out: 'no' } }]);
    expect(told([event('sitting.closed', {} as never)])[0]?.until).not.toBeNull();
    // Begun twice it goes on; begun after its end it is another one.
    expect(told([begin('o1', 2)])).toHaveLength(1);
    expect(told([end('o1'), begin('o1', 2)])).toMatchObject([{ number: 1 }, { number: 2, passed: [] }]);
  });
});
