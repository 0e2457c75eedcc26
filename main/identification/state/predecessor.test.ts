import { describe, expect, it } from 'vitest';
import type { BodyOf, EventType } from '../../../core/journal/catalogue.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { continuedBy, type PredecessorLine } from './predecessor.ts';
import { stationOf } from './read.ts';
import { rebuild } from './rebuild.ts';

const event = <T extends EventType>(seq: number, type: T, body: BodyOf<T>): JournalEvent =>
  ({ device: 'd-1', at: '2023-10-08T10:00:00+06:00', type, body, seq, sitting: null }) as unknown as JournalEvent;
const approvers = ['c', 'm'];
const opened = (seq: number, sitting: string) =>
  event(seq, 'sitting.opened', { sitting, kind: 'day', registered: 4, carried: 0, approvers });
const closed = (seq: number) =>
  event(seq, 'sitting.closed', {
    ...{ reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 },
    ...{ byModality: {}, refused: {}, approvers },
  });
const prepared = (seq: number) =>
  event(seq, 'sitting.prepared', { sitting: 's2', kind: 'repeat', date: '2023-10-22' } as BodyOf<'sitting.prepared'>);
const heard = (seq: number, count: number, device = 'd-2') => event(seq, 'copy.superseded', { device, count });
const compared = (seq: number, device: string) =>
  event(seq, 'copy.reconciled', { device, reason: 'эч ким эки жолу өткөн эмес', approvers });

/** Who goes on with the sitting after these events, and the stage they leave the kiosk in. */
function after(events: readonly JournalEvent[], before: readonly PredecessorLine[] = []) {
  const db = rebuild(events, before);
  try {
    return [continuedBy(db), stationOf(db).stage];
  } finally {
    db.close();
  }
}

describe('news that another kiosk has gone on', () => {
  const first = [opened(10, 's1'), closed(50)];
  const ready = [...first, prepared(60)];
  const second = [...ready, opened(70, 's2')];

  it('is of the sitting that was under way where the other one went on, and of no later one', () => {
    expect(after([...first, heard(51, 30)])).toEqual(['d-2', 'closed']);
    expect(after([...ready, heard(61, 30)])).toEqual([null, 'ready']);
    expect(after([...second, heard(71, 49)])).toEqual([null, 'open']);
    expect(after([...second, closed(90), heard(91, 30)])).toEqual([null, 'closed']);
  });

  it('is of the next sitting where the other one went on after the close, or before the first', () => {
    // It has the close, and may make the next one ready by itself.
    expect(after([...first, heard(51, 50), prepared(60)])).toEqual(['d-2', 'ready']);
    expect(after([...first, heard(51, 49), prepared(60)])).toEqual([null, 'ready']);
    expect(after([...ready, heard(61, 50)])).toEqual(['d-2', 'ready']);
    expect(after([...second, heard(71, 55)])).toEqual(['d-2', 'suspended']);
    expect(after([...second, closed(90), heard(91, 55)])).toEqual(['d-2', 'closed']);
    expect(after([opened(10, 's1'), heard(11, 3)])).toEqual(['d-2', 'suspended']);
  });

  it('is counted in this kiosk’s own journal, not in that of one that it went on from', () => {
    const lines = second.map((one) => ({ device: 'd-0', seq: one.seq, type: one.type, line: JSON.stringify(one) }));
    const body = { device: 'd-0', head: 'ab', count: 70, sitting: 's2', approvers };
    expect(after([event(4, 'copy.continued', body), heard(20, 9)], lines)).toEqual(['d-2', 'suspended']);
  });

  it('is over when the papers of that kiosk were compared after the close, and of no other', () => {
    const told = [opened(10, 's1'), heard(20, 15)];
    expect(after([...told, compared(21, 'd-2'), closed(50)])).toEqual(['d-2', 'closed']);
    expect(after([...told, closed(50), compared(51, 'd-9')])).toEqual(['d-2', 'closed']);
    expect(after([...told, closed(50), compared(51, 'd-2')])).toEqual([null, 'closed']);
  });
});
