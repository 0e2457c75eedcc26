import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duties } from '../../../core/election/policy-duties.ts';
import type { BodyOf, EventType } from '../../../core/journal/catalogue.ts';
import { folded } from '../../../core/journal/following.ts';
import { addTotals, noTotals, shiftsTold } from '../../../core/journal/shifts.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { openJournal } from '../../journal/journal.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open.ts';
import { ballotPaperOf, handedOut, liveSheet, sheetsOfAdmission } from './ballot-sheets.ts';
import { fold } from './fold.ts';
import { countersOf, openReservations, standingAdmission, stationOf } from './read.ts';
import { rebuild, stateDifferences } from './rebuild.ts';
import { stateRoom, stateSteps } from './schema.ts';

const officer = { role: 'officer', person: 'o1' } as const;
const secret = new Uint8Array(32).fill(3);

function kiosk(steps = stateSteps) {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value;
  const journal = openJournal({
    db,
    identity: { election: 'test-2023', mode: 'laboratory', station: '3101', device: 'd-1', key: 'k1' },
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto,
    now: () => 1_696_730_400_000,
    zone: 'Asia/Bishkek',
  });
  if (!journal.ok) throw new Error(journal.error.code);
  migrate(db, stateRoom, steps);
  const write = <T extends EventType>(type: T, body: BodyOf<T>) =>
    journal.value.append(type, body, officer, (inside, event) => fold(inside, event as never));
  return { db, journal: journal.value, write };
}

const open = { sitting: 'day-1', kind: 'day' as const, registered: 10, carried: 0, approvers: ['c', 'm'] };

function reserve(write: ReturnType<typeof kiosk>['write'], n: number, voter = n) {
  write('attempt.started', { attempt: `t${n}`, by: 'pin' });
  write('admission.reserved', {
    admission: `a${n}`,
    attempt: `t${n}`,
    voter: String(voter).padStart(64, '0'),
    category: 'home',
    constituency: 'c1',
    precinct: '3101',
    sex: n % 2 ? 'male' : 'female',
    ageGroup: '36-45',
    modality: 'finger',
    receipts: [{ receipt: `3101-1-${n}`, ballot: 'council' }],
    // Every other ballot is printed here.
    ...(n % 2 ? { printed: ['council'] } : {}),
  });
}

describe('the state of the zone', () => {
  it('holds one admission per voter by the file itself, and neither event nor row stays when a second is tried', () => {
    const { db, journal, write } = kiosk();
    write('sitting.opened', open);
    reserve(write, 1, 77);
    const before = journal.head();
    expect(() => reserve(write, 2, 77)).toThrow(/UNIQUE/);
    expect(journal.head().seq).toBe(before.seq + 1);
    expect(standingAdmission(db, '77'.padStart(64, '0'))?.admission).toBe('a1');
  });

  it('lets a released voter be reserved again', () => {
    const { db, write } = kiosk();
    write('sitting.opened', open);
    reserve(write, 1, 77);
    write('admission.released', { admission: 'a1', reason: 'voter left', voided: [], approvers: [] });
    reserve(write, 2, 77);
    expect(openReservations(db).map((one) => one.admission)).toEqual(['a2']);
    expect(countersOf(db, 'day-1', 10)).toMatchObject({ reserved: 2, released: 1, open: 1 });
  });

  it('calls paper unknown from the moment the job was handed over, and known again only by what is told', () => {
    const { db, write } = kiosk();
    write('sitting.opened', open);
    reserve(write, 1);
    expect(openReservations(db)[0]).toMatchObject({ sent: 'nothing' });
    write('print.handed', { job: 'j1', receipt: '3101-1-1', copy: 0 });
    expect(openReservations(db)[0]).toMatchObject({ sent: 'maybe' });
    write('print.failed', { job: 'j1', receipt: '3101-1-1', problem: 'device.paper-out', sent: 'nothing' });
    expect(openReservations(db)[0]).toMatchObject({ sent: 'nothing' });
  });

  it('goes back from a pause to where it was: those inside are served, and nobody else', () => {
    const { db, write } = kiosk();
    write('sitting.opened', open);
    write('sitting.suspended', { reason: 'power' });
    write('sitting.resumed', {});
    expect(stationOf(db).stage).toBe('open');
    write('sitting.finishing', {});
    write('sitting.suspended', { reason: 'power' });
    expect(stationOf(db).stage).toBe('suspended');
    write('sitting.resumed', {});
    expect(stationOf(db)).toMatchObject({ stage: 'finishing', resumes: null });
  });

  it('begins a sitting with open doors, also after one that was closed while it stood still', () => {
    const { db, journal, write } = kiosk();
    write('sitting.opened', open);
    write('sitting.finishing', {});
    write('sitting.suspended', { reason: 'power' });
    const none = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
    write('sitting.closed', { ...none, byModality: {}, refused: {}, approvers: ['c', 'm'] });
    expect(stationOf(db)).toMatchObject({ stage: 'closed', resumes: null });
    write('sitting.opened', { ...open, sitting: 'repeat-1', kind: 'repeat', round: 1 });
    reserve(write, 1);
    write('receipt.printed', { admission: 'a1', receipt: '3101-1-1' });
    write('admission.confirmed', { admission: 'a1', receipts: ['3101-1-1'], evidence: 'printer' });
    const afterDoors = (): unknown => db.prepare('select after_doors from admission').pluck().all();
    expect(afterDoors()).toEqual([0]);
    write('sitting.finishing', {});
    reserve(write, 2);
    write('admission.confirmed', { admission: 'a2', receipts: ['3101-1-2'], evidence: 'officer' });
    expect(afterDoors()).toEqual([0, 1]);
    expect(stateDifferences(db, rebuild(journal.events()))).toEqual([]);
  });

  it('is rebuilt row by row from the journal alone, whatever happened', () => {
    const action = fc.tuple(
      fc.constantFrom(
        'reserve',
        'hand',
        'fail',
        'fail-sent',
        'print',
        'confirm',
        'release',
        'reissue',
        'undo',
        'refuse',
        'wrong-code',
        'turnout',
        'touch',
        'sign-in',
        'give-duty',
        'end-duty',
        'load-paper',
        ...sheetActions,
      ),
      fc.integer({ min: 1, max: 4 }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const { db, journal, write } = kiosk();
        write('sitting.opened', open);
        let n = 0;
        for (const [what, which] of actions) {
          const target = openReservations(db)[which - 1];
          switch (what) {
            case 'reserve':
              n += 1;
              reserve(write, n);
              break;
            case 'refuse':
              n += 1;
              write('attempt.started', { attempt: `t${n}`, by: 'document' });
              write('attempt.ended', { attempt: `t${n}`, outcome: 'refused', reason: 'not-in-list' });
              break;
            case 'wrong-code':
              write('person.refused', { person: `p${which}`, tries: which });
              write('person.locked', { person: `p${which}`, seconds: 15 });
              break;
            case 'touch':
              write('attempt.biometric', {
                attempt: `t${n}`,
                modality: which === 4 ? 'face' : 'finger',
                result: (['match', 'no-match', 'low-quality'] as const)[which % 3] ?? 'failed',
                try: which,
              });
              break;
            case 'sign-in':
              write('person.signed-in', { person: `o${which}`, role: which === 4 ? 'chair' : 'officer' });
              break;
            case 'give-duty':
            case 'end-duty':
              write(what === 'give-duty' ? 'duty.given' : 'duty.ended', {
                duty: duties[which % 3] ?? 'operator',
                person: `p${which % 2}`,
                approvers: ['c', 'm'],
              });
              break;
            case 'load-paper':
              write('ballot-paper.loaded', { sheets: which });
              break;
            case 'turnout':
              write('turnout.recorded', { time: `1${which}:00`, total: n, bySex: { male: 0, female: 0 }, byAge: {} });
              break;
            default:
              if (!target) break;
              if (what.startsWith('ballot.')) onSheet({ db, write }, what, target.admission, which);
              else onReservation(write, what, target.admission, target.receipt, n);
          }
        }
        const counters = countersOf(db, 'day-1', 10);
        expect(counters.reserved).toBe(counters.confirmed + counters.released + counters.open);
        expect(stateDifferences(db, rebuild(journal.events()))).toEqual([]);
        // Every shift's own totals, and what happened while none ran, are together the station's.
        const { shifts, nobody } = folded(shiftsTold, journal.events());
        const { reserved, confirmed, released, undone, reprints, refused } = counters;
        expect([...shifts.map(({ totals }) => totals), ...nobody.values()].reduce(addTotals, noTotals)).toEqual({
          ...{ reserved, confirmed, released, undone, reprints, refused },
        });
        expect(stationOf(db).stage).toBe('open');
        const { loaded, delivered, cancelled, open: undecided, blank } = ballotPaperOf(db, 'day-1');
        expect(blank).toBe(loaded - delivered - cancelled - undecided);
      }),
      { numRuns: 60 },
    );
  });

  it('counts a printed ballot as handed out when it was delivered, one from the table with its receipt', () => {
    const { db, write } = kiosk();
    write('sitting.opened', open);
    write('ballot-paper.loaded', { sheets: 100 });
    for (const n of [1, 2, 3]) {
      reserve(write, n);
      write('print.handed', { job: `j${n}`, receipt: `3101-1-${n}`, copy: 0 });
      write('receipt.printed', { admission: `a${n}`, receipt: `3101-1-${n}` });
    }
    const out = () => handedOut(db, 'day-1').map(({ n }) => n);
    // The second one takes hers at the table.
    expect(out()).toEqual([1]);
    write('ballot.print-handed', { sheet: 's1', admission: 'a1', ballot: 'council' });
    write('ballot.printed', { sheet: 's1' });
    expect(out()).toEqual([1]);
    write('ballot.sheet-cancelled', { sheet: 's1', reason: 'smeared', approvers: ['o', 'm'] });
    write('ballot.print-handed', { sheet: 's2', admission: 'a1', ballot: 'council' });
    write('ballot.printed', { sheet: 's2' });
    write('ballot.delivered', { sheet: 's2' });
    write('ballot.print-handed', { sheet: 's3', admission: 'a3', ballot: 'council' });
    expect(out()).toEqual([2]);
    expect(ballotPaperOf(db, 'day-1')).toMatchObject({ loaded: 100, delivered: 1, cancelled: 1, open: 1, blank: 97 });
    write('ballot.not-printed', { sheet: 's3', reason: 'nothing came out', approvers: ['o', 'm'] });
    expect(ballotPaperOf(db, 'day-1')).toMatchObject({ open: 0, blank: 98 });
    // A later word about a sheet that has ended changes nothing.
    write('ballot.delivered', { sheet: 's1' });
    expect(out()).toEqual([2]);
  });

  it('counts touches: all of them, those too poor to be compared, those that did not match', () => {
    const { db, write } = kiosk();
    write('sitting.opened', open);
    for (const result of ['low-quality', 'low-quality', 'no-match', 'match'] as const) {
      write('attempt.biometric', { attempt: 't1', modality: 'finger', finger: 2, result, try: 1 });
    }
    write('attempt.biometric', { attempt: 't1', modality: 'face', result: 'match', try: 1 });
    // One by which a record was looked for is neither good nor bad.
    write('attempt.finger-search', { attempt: 't1', found: 0, level: 0 });
    expect(countersOf(db, 'day-1', 10).touches).toEqual({ all: 5, poor: 2, missed: 1 });
    expect(countersOf(db, 'day-2', 10).touches).toEqual({ all: 0, poor: 0, missed: 0 });
  });

  it('takes up a file of before: what its journal tells of touches is counted', () => {
    const { db, journal } = kiosk(stateSteps.slice(0, 2));
    const body = { attempt: 't1', modality: 'finger', finger: 2, try: 1 } as const;
    // As the program of before has folded it: it knew no tables that came later.
    journal.append('sitting.opened', open, officer, (inside, { at }) => {
      inside
        .prepare('insert into sitting(sitting, kind, registered, carried, opened_at) values (?, ?, ?, ?, ?)')
        .run(open.sitting, open.kind, open.registered, open.carried, at);
      inside.prepare("update station set stage = 'open', sitting = ?").run(open.sitting);
    });
    for (const result of ['low-quality', 'match', 'low-quality'] as const) {
      journal.append('attempt.biometric', { ...body, result }, officer, () => {});
    }
    journal.append('attempt.finger-search', { attempt: 't1', found: 1, level: 50 }, officer, () => {});
    for (const _ of [1, 2]) {
      journal.append('sitting.suspended', { reason: 'no power' }, officer, () => {});
      journal.append('sitting.resumed', {}, officer, () => {});
    }
    journal.append('sitting.suspended', { reason: 'no power' }, officer, (inside) => {
      inside.prepare("update station set stage = 'suspended', resumes = 'open'").run();
    });
    migrate(db, stateRoom, stateSteps);
    expect(stateDifferences(db, rebuild(journal.events()))).toEqual([]);
    expect(db.prepare('select sum(touches) from touch').pluck().get()).toBe(4);
  });

  it('names the row that differs', () => {
    const { db, journal, write } = kiosk();
    write('sitting.opened', open);
    reserve(write, 1);
    db.exec(
      "update admission set sex = 'male'; update admission set sex = 'female'; update admission set modality = 'face'",
    );
    expect(stateDifferences(db, rebuild(journal.events())).join()).toMatch(/admission: only stored: .*"face"/);
  });
});

/** Whatever the chart would not do: the tables hold all the same that one sheet of a ballot is abroad at a time. */
const sheetActions = [
  ...(['ballot.print-handed', 'ballot.print-failed', 'ballot.printed'] as const),
  ...(['ballot.delivered', 'ballot.sheet-cancelled', 'ballot.not-printed'] as const),
];
let sheets = 0;

function onSheet(
  { db, write }: Pick<ReturnType<typeof kiosk>, 'db' | 'write'>,
  what: string,
  admission: string,
  which: number,
): void {
  const live = liveSheet(db, admission, 'council');
  const told = { reason: 'it jammed', approvers: ['a', 'b'] };
  const sheet = live?.sheet ?? 'none';
  switch (what) {
    case 'ballot.print-handed': {
      sheets += 1;
      const hand = () => write('ballot.print-handed', { sheet: `s${sheets}`, admission, ballot: 'council' });
      const due = sheetsOfAdmission(db, admission).length > 0;
      if (due && live === null) hand();
      else expect(hand).toThrow(due ? /UNIQUE/ : /FOREIGN KEY/);
      return;
    }
    case 'ballot.print-failed':
      write(what, { sheet, problem: 'page-printer.jam', sent: which % 2 ? 'nothing' : 'maybe' });
      return;
    case 'ballot.printed':
    case 'ballot.delivered':
      write(what, { sheet });
      return;
    case 'ballot.sheet-cancelled':
    case 'ballot.not-printed':
      write(what, { sheet, ...told });
      return;
  }
}

function onReservation(
  write: ReturnType<typeof kiosk>['write'],
  what: string,
  admission: string,
  receipt: string,
  n: number,
): void {
  switch (what) {
    case 'hand':
      write('print.handed', { job: `j${n}`, receipt, copy: 0 });
      return;
    case 'fail':
      write('print.failed', { job: `j${n}`, receipt, problem: 'device.paper-out', sent: 'nothing' });
      return;
    case 'fail-sent':
      write('print.failed', { job: `j${n}`, receipt, problem: 'device.paper-out', sent: 'maybe' });
      return;
    case 'print':
      write('receipt.printed', { admission, receipt });
      return;
    case 'confirm':
      write('admission.confirmed', { admission, receipts: [receipt], evidence: 'printer' });
      return;
    case 'release':
      write('admission.released', { admission, reason: 'voter left', voided: [receipt], approvers: ['a', 'b'] });
      return;
    case 'undo':
      write('admission.confirmed', { admission, receipts: [receipt], evidence: 'officer' });
      write('admission.undone', { admission, reason: 'wrong person', approvers: ['a', 'b'] });
      return;
    case 'reissue':
      write('receipt.reissued', {
        admission,
        ballot: 'council',
        voided: receipt,
        receipt: `${receipt}r`,
        copy: 1,
        reason: 'torn slip',
        approvers: ['m'],
      });
      return;
  }
}
