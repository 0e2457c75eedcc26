import { expect, it } from 'vitest';
import type { BodyOf, EventType } from '../../../core/journal/catalogue.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { besideUntil, openBeside } from './beside.ts';
import { rebuild } from './rebuild.ts';

const event = <T extends EventType>(seq: number, at: string, type: T, body: BodyOf<T>, device = 'd-3'): JournalEvent =>
  ({ device, at: `2023-10-08T${at}:00+06:00`, type, body, seq, sitting: 'day-1' }) as unknown as JournalEvent;
const compared = { device: 'd-2', reason: 'эч ким эки жолу өткөн эмес', approvers: ['c', 'm'] };
const beside = { device: 'd-2', by: 'resumed' } as const;

/** As they were known at an event: since when, and when the papers were compared. */
const knownAt = (db: ReturnType<typeof rebuild>, until?: number) =>
  besideUntil(db, 'day-1', until).map(({ since, reconciled }) => [since.slice(11, 16), reconciled?.slice(11, 16)]);

it('tells of each kiosk that served beside another, whose journals may give their events one number', () => {
  const before = [
    event(57, '10:00', 'copy.served-beside', beside, 'd-1'),
    event(58, '11:00', 'copy.reconciled', compared, 'd-1'),
  ];
  const db = rebuild(
    [
      event(4, '11:30', 'copy.continued', { device: 'd-1', head: 'ab', count: 58, sitting: 'day-1', approvers: [] }),
      event(57, '12:00', 'copy.served-beside', beside),
    ],
    before.map((one) => ({ device: 'd-1', seq: one.seq, type: one.type, line: JSON.stringify(one) })),
  );
  expect(knownAt(db)).toEqual([
    ['10:00', '11:00'],
    ['12:00', undefined],
  ]);
  // What the journal of before tells is known here since this one goes on from it.
  expect(knownAt(db, 56)).toEqual([['10:00', '11:00']]);
  expect(knownAt(db, 3)).toEqual([]);
  db.close();
});

it('knows by the order of its journal what was known when, whatever the clock said', () => {
  const db = rebuild([
    // The clock went wrong by a day, and was set back before the papers were compared.
    event(10, '23:50', 'copy.served-beside', beside),
    event(20, '09:00', 'copy.reconciled', compared),
    event(30, '09:10', 'copy.served-beside', beside),
    event(40, '08:00', 'copy.served-beside', { ...beside, device: 'd-9' }),
  ]);
  expect(knownAt(db, 9)).toEqual([]);
  expect(knownAt(db, 15)).toEqual([['23:50', undefined]]);
  expect(knownAt(db, 25)).toEqual([['23:50', '09:00']]);
  expect(knownAt(db, 30)).toEqual([
    ['23:50', '09:00'],
    ['09:10', undefined],
  ]);
  // The oldest is the one that was told first.
  expect(openBeside(db)?.device).toBe('d-2');
  db.close();
});
