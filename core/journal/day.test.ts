import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyOf, EventType } from './catalogue.ts';
import { dayFold, dayOf } from './day.ts';
import type { JournalEvent } from './event.ts';
import { folded } from './following.ts';

const at = (minute: number): string => {
  const [h, m] = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
  return `2023-10-08T${h}:${m}:00.000+06:00`;
};
let minute = 480;
const tell = <T extends EventType>(type: T, body: BodyOf<T>, sitting: string | null = 's1'): JournalEvent =>
  ({ type, body, sitting, at: at(minute++) }) as unknown as JournalEvent;
const opened = (sitting = 's1') =>
  tell('sitting.opened', { sitting, kind: 'day', registered: 10, carried: 0, approvers: [] }, sitting);
const closed = () =>
  tell('sitting.closed', {
    ...{ reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 },
    ...{ byModality: {}, refused: {}, approvers: [] },
  });
const day = (events: readonly JournalEvent[], sitting = 's1') => dayOf(folded(dayFold, events), sitting);
const started = (previous: 'first' | 'stopped' | 'broke-off') => tell('device.started', { version: '1', previous });
const override = (attempt: string, reason: string) =>
  tell('attempt.approved', { attempt, kind: 'override', reason, approvers: ['chair', 'member'] });
const reserved = (attempt: string, modality: 'finger' | 'override') =>
  tell('admission.reserved', {
    ...{ admission: `d-${attempt}`, attempt, voter: 'ab'.repeat(32), category: 'home', constituency: 'c' },
    ...{ precinct: '1', sex: 'male', ageGroup: '18', modality, receipts: [{ receipt: `r-${attempt}`, ballot: 'b' }] },
  });

describe('the day of a sitting', () => {
  it('is not there before the opening, and has nothing of another sitting', () => {
    expect(day([started('first')])).toBeNull();
    const events = [opened(), tell('sitting.suspended', { reason: 'жарык өчтү' }), closed(), opened('s2')];
    expect(day(events, 's2')).toMatchObject({ pauses: [], restarts: 0 });
  });

  it('has every time the station stood still, from when until when, and why', () => {
    minute = 480;
    const events = [
      opened(),
      tell('sitting.suspended', { reason: 'жарык өчтү' }),
      started('broke-off'),
      tell('sitting.resumed', {}),
      tell('sitting.suspended', { reason: 'тартип' }),
    ];
    expect(day(events)?.pauses).toEqual([
      { from: at(481), until: at(483), reason: 'жарык өчтү' },
      { from: at(484), until: null, reason: 'тартип' },
    ]);
    expect(day([...events, closed()])?.pauses.at(-1)).toEqual({ from: at(484), until: at(485), reason: 'тартип' });
  });

  it('has the time in which it stood still because another kiosk had gone on with the sitting', () => {
    minute = 480;
    const superseded = () => tell('copy.superseded', { device: 'd2', count: 40 });
    const events = [opened(), superseded(), tell('sitting.resumed', { reason: 'кагаздар салыштырылды' })];
    expect(day(events)?.pauses).toEqual([{ from: at(481), until: at(482), reason: 'Киоск → d2' }]);
    const suspended = tell('sitting.suspended', { reason: 'жарык өчтү' });
    expect(day([opened(), suspended, superseded()])?.pauses).toHaveLength(1);
    expect(day([opened(), closed(), superseded()])?.pauses).toEqual([]);
  });

  it('has none of it where late news is of the sitting before', () => {
    const at = (seq: number, event: JournalEvent): JournalEvent => ({ ...event, seq });
    const heard = (count: number) => tell('copy.superseded', { device: 'd2', count }, 's2');
    const before = [at(10, opened()), at(50, closed()), at(60, opened('s2'))];
    expect(day([...before, at(61, heard(49))], 's2')?.pauses).toEqual([]);
    expect(day([...before, at(61, heard(50))], 's2')?.pauses).toHaveLength(1);
    // What a journal counts that this one goes on from is not this one's count.
    const other = tell('copy.continued', {
      device: 'd1',
      head: 'ab'.repeat(32),
      count: 60,
      sitting: 's2',
      approvers: [],
    });
    expect(day([...before, at(8, other), at(61, heard(30))], 's2')?.pauses).toHaveLength(1);
  });

  it('counts starts since the opening, and those after a run that broke off', () => {
    const events = [started('first'), opened(), started('stopped'), started('broke-off'), started('broke-off')];
    expect(day(events)).toMatchObject({ restarts: 3, brokenOff: 2 });
    expect(day([...events, closed(), started('stopped')])).toMatchObject({ restarts: 3 });
  });

  it('counts decisions by reason only where the admission rests on them', () => {
    const events = [
      opened(),
      override('a', 'өчүп калган'),
      reserved('a', 'override'),
      override('b', 'өчүп калган'),
      reserved('b', 'override'),
      // Approved, and the voter went away; approved, and the finger matched after all.
      override('c', 'жаракат'),
      override('d', 'жаракат'),
      reserved('d', 'finger'),
      tell('admission.undone', { admission: 'd-a', reason: 'ката', approvers: [] }),
      tell('admission.released', { admission: 'd-b', reason: 'кетти', voided: [], approvers: [] }),
    ];
    expect(day(events)?.overrides).toEqual({ 'өчүп калган': 2 });
    expect(day(events)).toMatchObject({ undone: { ката: 1 }, released: { кетти: 1 } });
  });

  it('never stands still twice at once, whatever comes in whatever order', () => {
    const step = fc.constantFrom<() => JournalEvent>(
      () => tell('sitting.suspended', { reason: 'себеп' }),
      () => tell('sitting.resumed', {}),
      () => started('stopped'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        minute = 480;
        const pauses = day([opened(), ...steps.map((make) => make())])?.pauses ?? [];
        for (const [i, { from, until }] of pauses.entries()) {
          if (i < pauses.length - 1) expect(until).not.toBeNull();
          expect((until ?? '9') >= from).toBe(true);
          expect(from >= (pauses[i - 1]?.until ?? '')).toBe(true);
        }
      }),
    );
  });
});
