import { expect, it } from 'vitest';
import type { BodyOf, EventType } from '../../../core/journal/catalogue.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { besideUntil } from './beside.ts';
import { rebuild } from './rebuild.ts';

const event = <T extends EventType>(device: string, at: string, type: T, body: BodyOf<T>): JournalEvent =>
  ({ device, at: `2023-10-08T${at}:00+06:00`, type, body, seq: 57, sitting: 'day-1' }) as unknown as JournalEvent;

it('tells of each kiosk that served beside another, whose journals may give their events one number', () => {
  const compared = { device: 'd-2', reason: 'эч ким эки жолу өткөн эмес', approvers: ['c', 'm'] };
  const db = rebuild([
    // A kiosk that this one goes on from, and then this one.
    event('d-1', '10:00', 'copy.served-beside', { device: 'd-2', by: 'resumed' }),
    event('d-1', '11:00', 'copy.reconciled', compared),
    event('d-3', '12:00', 'copy.served-beside', { device: 'd-2', by: 'resumed' }),
  ]);
  const until = (at: string) => besideUntil(db, 'day-1', `2023-10-08T${at}:00+06:00`);
  expect(until('12:30').map(({ since, reconciled }) => [since.slice(11, 16), reconciled?.slice(11, 16)])).toEqual([
    ['10:00', '11:00'],
    ['12:00', undefined],
  ]);
  expect(until('09:59')).toEqual([]);
  db.close();
});
