import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyOf, EventType } from './catalogue.ts';
import type { JournalEvent } from './event.ts';
import { folded } from './following.ts';
import { addTotals, noTotals, runningShift, type ShiftTotals, shiftsTold } from './shifts.ts';

const event = <T extends EventType>(type: T, body: BodyOf<T>, sitting: string | null = 'day-1', n = 0) =>
  ({
    type,
    body,
    sitting,
    at: `2023-10-08T08:${String(n % 60).padStart(2, '0')}:00.000+06:00`,
  }) as unknown as JournalEvent;

const enter = (person: string, role: 'officer' | 'chair' = 'officer') => event('person.signed-in', { person, role });
const ended = (person: string) =>
  event('shift.ended', { person, shift: 1, why: 'taken-over', ...noTotals, refused: {} });
const refuse = (reason: string) => event('attempt.ended', { attempt: 'a', outcome: 'refused', reason });
const reserve = event('admission.reserved', {} as never);
const confirm = event('admission.confirmed', { admission: 'a', receipts: ['r'], evidence: 'printer' });
const release = event('admission.released', { admission: 'a', reason: 'left', voided: [], approvers: [] });
const undo = event('admission.undone', { admission: 'a', reason: 'wrong', approvers: [] });
const reprint = event('receipt.reissued', {} as never);
const close = event('sitting.closed', {} as never);

/** The station's totals, counted without any shift. */
const counted = (events: readonly JournalEvent[]): ShiftTotals => {
  const n = (type: EventType) => events.filter((one) => one.type === type).length;
  const refused: Record<string, number> = {};
  for (const one of events) {
    if (one.type === 'attempt.ended') refused[one.body.reason] = (refused[one.body.reason] ?? 0) + 1;
  }
  return {
    reserved: n('admission.reserved'),
    confirmed: n('admission.confirmed'),
    released: n('admission.released'),
    undone: n('admission.undone'),
    reprints: n('receipt.reissued'),
    refused,
  };
};

describe('the shifts of a sitting', () => {
  it('have totals that are together the station’s, whoever comes and goes', () => {
    const anything = fc.constantFrom(
      ...[enter('o1'), enter('o2'), enter('o3'), enter('c', 'chair'), ended('o1'), ended('o2')],
      ...[refuse('not-in-list'), refuse('timed-out'), reserve, confirm, release, undo, reprint],
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 80 }), fc.boolean(), (events, closes) => {
        const all = closes ? [...events, close] : events;
        const told = folded(shiftsTold, all);
        const sum = [...told.shifts.map(({ totals }) => totals), ...told.nobody.values()].reduce(addTotals, noTotals);
        expect(sum).toEqual(counted(all));
        // One at a time, numbered without a gap, and none that was begun stays open but the last.
        expect(told.shifts.map(({ number }) => number)).toEqual(told.shifts.map((_, place) => place + 1));
        expect(told.shifts.slice(0, -1).every(({ until }) => until !== null)).toBe(true);
        if (closes) expect(runningShift(told, 'day-1')).toBeNull();
      }),
    );
  });

  it('leave nothing to nobody from the first operator’s sign-in to the close', () => {
    const work = fc.constantFrom(
      enter('o1'),
      enter('o2'),
      enter('c', 'chair'),
      reserve,
      confirm,
      undo,
      refuse('storage'),
    );
    fc.assert(
      fc.property(fc.array(work, { maxLength: 40 }), (events) => {
        expect([...folded(shiftsTold, [enter('o1'), ...events]).nobody.keys()]).toEqual([]);
      }),
    );
  });

  it('are an operator’s, however often she signs in, and whoever is at the desk between', () => {
    const told = folded(shiftsTold, [
      enter('o1'),
      confirm,
      enter('c', 'chair'),
      undo,
      enter('o1'),
      confirm,
      enter('o2'),
    ]);
    expect(told.shifts).toMatchObject([
      { number: 1, person: 'o1', totals: { confirmed: 2, undone: 1 } },
      { number: 2, person: 'o2', until: null, totals: noTotals },
    ]);
  });

  it('begin anew with each sitting, and are none outside one', () => {
    const outside = event('person.signed-in', { person: 'o1', role: 'officer' }, null);
    const next = event('person.signed-in', { person: 'o1', role: 'officer' }, 'day-2');
    const { shifts } = folded(shiftsTold, [outside, enter('o1'), close, next]);
    expect(shifts).toMatchObject([
      { sitting: 'day-1', number: 1 },
      { sitting: 'day-2', number: 1, until: null },
    ]);
  });

  it('know what came of their slips', () => {
    const handed = (job: string, number: number, copy: number) =>
      event('paper.handed', { job, paper: 'shift', number, copy, on: 'slip' });
    const out = (job: string, what: 'yes' | 'no') => event('paper.ended', { job, out: what, problem: null });
    const { shifts } = folded(shiftsTold, [
      ...[enter('o1'), enter('o2'), close],
      ...[handed('j1', 1, 1), handed('j2', 2, 1), out('j2', 'yes'), out('j1', 'no')],
      ...[
        event('paper.handed', { job: 'j3', paper: 'refusal', number: 1, copy: 1, on: 'slip' }),
        out('j3', 'yes'),
        handed('j4', 1, 2),
      ],
    ]);
    expect(shifts.map(({ slip }) => slip)).toEqual([
      { copies: 2, out: null },
      { copies: 1, out: 'yes' },
    ]);
  });
});
