import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyOf, EventType } from '../../../core/journal/catalogue.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { openJournal } from '../../journal/journal.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open.ts';
import { insideOf } from './closing.ts';
import { dutyHoldersOf } from './duties.ts';
import { fold } from './fold.ts';
import { keepPredecessor, type PredecessorLine } from './predecessor.ts';
import { stationOf } from './read.ts';
import { rebuild, stateDifferences } from './rebuild.ts';
import { stateRoom, stateSteps } from './schema.ts';
import { openSeries } from './slip-copies.ts';
import { standstillsOf, stoodStillOf } from './standstill.ts';

const secret = new Uint8Array(32).fill(3);
const START = Date.parse('2023-10-08T08:00:00+06:00');

/** A journal with its tables and a clock that a test turns. */
function kiosk(device = 'd-1', before: readonly PredecessorLine[] = []) {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value;
  let now = START;
  const journal = openJournal({
    db,
    identity: { election: 'test-2023', mode: 'laboratory', station: '3101', device, key: 'k1' },
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto,
    now: () => now,
    zone: 'Asia/Bishkek',
  });
  if (!journal.ok) throw new Error(journal.error.code);
  migrate(db, stateRoom, stateSteps);
  const write = <T extends EventType>(type: T, body: BodyOf<T>) =>
    journal.value.append(type, body, { role: 'chair', person: 'chair' }, (inside, event) =>
      fold(inside, event as never),
    );
  if (before.length === 0) {
    write('sitting.opened', { sitting: 'day-1', kind: 'day', registered: 50, carried: 0, approvers: ['c', 'm'] });
  } else keepPredecessor(db, before);
  return {
    ...{ db, write, journal: journal.value },
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    at: () => new Date(now).toISOString(),
  };
}

type Kiosk = ReturnType<typeof kiosk>;

const none = { registered: 0, reserved: 0, confirmed: 0, released: 0, undone: 0, validSlips: 0, reprints: 0 };
const totals = { ...none, stoodStill: 0, inside: null, signatures: null, receipts: null, byHand: null };

/** The slip of a standstill that has begun or ended; each tells of the one that was the last. */
function ask({ write, journal }: Kiosk, slip: 'suspended' | 'resumed'): void {
  const series = `${journal.identity.device}-${journal.head().seq}`;
  write('slip.copies-asked', { series, sitting: 'day-1', slip, copies: 1, totals });
}

function admit({ write }: Kiosk, n: number): void {
  write('attempt.started', { attempt: `t${n}`, by: 'pin' });
  write('admission.reserved', {
    ...{ admission: `a${n}`, attempt: `t${n}`, voter: String(n).padStart(64, '0'), category: 'home' },
    ...{ constituency: 'c1', precinct: '3101', sex: 'female', ageGroup: '36-45', modality: 'finger' },
    receipts: [{ receipt: `3101-1-${n}`, ballot: 'council' }],
  });
  write('admission.confirmed', { admission: `a${n}`, receipts: [`3101-1-${n}`], evidence: 'printer' });
}

const action = fc.tuple(
  fc.constantFrom('suspend', 'superseded', 'resume', 'doors', 'admit', 'undo', 'wait'),
  fc.integer({ min: 0, max: 900 }),
);

describe('the day as a fold of events', () => {
  it('counts how long the station stood still, and how many inside are left, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), fc.integer({ min: 0, max: 5 }), (actions, inside) => {
        const day = kiosk();
        // The same, counted the plain way.
        let [still, stood, doors, n] = [false, 0, false, 0];
        const told: number[] = [];
        let stills = 0;
        const tell = (slip: 'suspended' | 'resumed'): void => {
          ask(day, slip);
          told.push(stills);
        };
        const after = new Set<number>();
        for (const [what, seconds] of actions) {
          day.pass(seconds);
          if (still) stood += seconds;
          if (what === 'suspend' && !still) {
            day.write('sitting.suspended', { reason: 'no power', approvers: ['c', 'm'] });
            [still, stills] = [true, stills + 1];
            tell('suspended');
          } else if (what === 'superseded') {
            day.write('copy.superseded', { device: 'd-2', count: seconds });
            if (!still) stills += 1;
            still = true;
          } else if (what === 'resume' && still) {
            day.write('sitting.resumed', { reason: 'power is back', approvers: ['c', 'm'] });
            still = false;
            tell('resumed');
          } else if (what === 'doors' && !doors && !still) {
            day.write('sitting.finishing', { inside });
            doors = true;
          } else if (what === 'admit') {
            n += 1;
            admit(day, n);
            if (doors) after.add(n);
          } else if (what === 'undo' && n > 0) {
            const which = 1 + (seconds % n);
            day.write('admission.undone', { admission: `a${which}`, reason: 'wrong person', approvers: ['c', 'm'] });
            after.delete(which);
          }
        }
        expect(stoodStillOf(day.db, 'day-1', day.at())).toBe(stood);
        expect(standstillsOf(day.db, 'day-1').filter(({ until }) => until === null)).toHaveLength(still ? 1 : 0);
        expect(openSeries(day.db).map((series) => series.stills)).toEqual(told);
        expect(standstillsOf(day.db, 'day-1')).toHaveLength(stills);
        expect(stationOf(day.db).stage).toBe(still ? 'suspended' : doors ? 'finishing' : 'open');
        expect(insideOf(day.db, 'day-1')).toEqual(
          doors ? { counted: inside, admitted: after.size, left: Math.max(0, inside - after.size) } : null,
        );
        expect(stateDifferences(day.db, rebuild(day.journal.events()))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from another kiosk whose events have the same numbers: its own come after', () => {
    const first = kiosk();
    const approvers = ['c', 'm'];
    for (const reason of ['first', 'second']) {
      first.write('sitting.suspended', { reason, approvers });
      first.write('sitting.resumed', { reason, approvers });
    }
    first.write('duty.given', { duty: 'ballots', person: 'm1', approvers });
    const head = '0'.repeat(64);
    first.write('retention.written', { medium: 'm', kind: 'stick', sha256: head, lines: 2, events: 1, head });
    ask(first, 'resumed');

    const before = [...first.journal.events()].map(({ device, seq, type }, at) => {
      return { device, seq, type, line: [...first.journal.lines()][at] ?? '' };
    });
    const next = kiosk('d-2', before);
    next.write('copy.continued', { device: 'd-1', head, count: before.length, sitting: 'day-1', approvers });
    next.write('sitting.suspended', { reason: 'third', approvers });
    next.write('sitting.resumed', { reason: 'third', approvers });
    next.write('duty.given', { duty: 'ballots', person: 'm2', approvers });
    next.write('duty.given', { duty: 'ballots', person: 'm3', approvers });
    next.write('duty.given', { duty: 'ballots', person: 'm4', approvers });
    next.write('retention.written', { medium: 'm', kind: 'stick', sha256: head, lines: 2, events: 1, head });
    expect(standstillsOf(next.db, 'day-1').map(({ reason }) => reason)).toEqual(['first', 'second', 'third']);
    expect(dutyHoldersOf(next.db)).toEqual({ ballots: ['m1', 'm2', 'm3', 'm4'] });
    // Nobody prints with this kiosk's signature what the other one was asked for.
    expect(openSeries(next.db)).toEqual([]);
    ask(next, 'resumed');
    expect(openSeries(next.db)).toMatchObject([{ stills: 3 }]);
    expect(stateDifferences(next.db, rebuild(next.journal.events(), before))).toEqual([]);
  });

  it('ends what stands still with the day', () => {
    const day = kiosk();
    day.write('sitting.suspended', { reason: 'no power', approvers: ['c', 'm'] });
    day.pass(90);
    const closing = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
    day.write('sitting.closed', { ...closing, byModality: {}, refused: {}, approvers: ['c'] });
    day.pass(600);
    expect(stoodStillOf(day.db, 'day-1', day.at())).toBe(90);
  });

  it('knows of every copy whether it waits, is out, or wants to be looked at; a series is open until its last one is out', () => {
    const step = fc.tuple(fc.constantFrom('hand', 'yes', 'no', 'maybe'), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const day = kiosk();
        day.write('slip.copies-asked', { series: 's1', sitting: 'day-1', slip: 'start', copies: 3, totals });
        const states = ['waiting', 'waiting', 'waiting'];
        for (const [what, copy] of steps) {
          if (what === 'hand') day.write('slip.handed', { series: 's1', copy });
          else day.write('slip.ended', { series: 's1', copy, out: what, problem: null });
          states[copy - 1] = { hand: 'handed', yes: 'out', no: 'waiting', maybe: 'maybe' }[what];
        }
        const [series] = openSeries(day.db);
        expect(series?.copies.map(({ state }) => state)).toEqual(
          states.every((state) => state === 'out') ? undefined : states,
        );
        expect(stateDifferences(day.db, rebuild(day.journal.events()))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
