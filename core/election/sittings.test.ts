import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedSittings, proposedSitting, sittingsFault, sittingsToCome } from './sittings.ts';

const day = { date: '2023-10-08', open: '08:00', close: '20:00' };
const outside = { kind: 'outside', date: '2023-10-07', open: '09:00', close: '18:00' } as const;
const repeat = { kind: 'repeat', date: '2023-10-22', open: '08:00', close: '20:00' } as const;
const sittings = [outside, { kind: 'day', ...day } as const, repeat, { ...repeat, date: '2023-11-05' }];

describe('the sittings of an election', () => {
  it('are its one day where it names none, under the name that it had before', () => {
    expect(plannedSittings({ day })).toEqual([{ ...day, kind: 'day', id: '2023-10-08-1', round: 0 }]);
  });

  it('have a name each, and a round of their own where the vote is repeated', () => {
    expect(plannedSittings({ day, sittings }).map(({ id, round }) => [id, round])).toEqual([
      ['2023-10-07-1', 0],
      ['2023-10-08-2', 0],
      ['2023-10-22-3', 1],
      ['2023-11-05-4', 2],
    ]);
  });

  it.each([
    ['closes before it opens', [{ ...outside, close: '08:00' }, sittings[1]]],
    ['before the one ahead of it', [repeat, sittings[1]]],
    ['stands twice', [outside, outside, sittings[1]]],
    ['not the day', [{ ...day, kind: 'day', close: '21:00' }]],
    ['not before the day', [{ ...outside, date: day.date }, sittings[1]]],
    ['not after the day', [{ ...repeat, date: day.date }]],
    ['not one day', [outside]],
  ])('are refused where one %s', (why, list) => {
    expect(sittingsFault({ day, sittings: list as never })?.why).toBe(why);
  });

  it('are well where each has its place', () => {
    expect(sittingsFault({ day, sittings })).toBeNull();
    expect(sittingsFault({ day })).toBeNull();
  });

  it('come one after the other: none that was held, and none from before it', () => {
    const plan = plannedSittings({ day, sittings });
    fc.assert(
      fc.property(fc.subarray([...plan]), (some) => {
        const held = some.map(({ id, kind }) => ({ sitting: id, kind }));
        const toCome = sittingsToCome(plan, held);
        const last = plan.findLastIndex((one) => some.includes(one));
        expect(toCome).toEqual(plan.slice(last + 1));
      }),
    );
  });

  it('are proposed by the clock: that of today, else the next, else the first', () => {
    const plan = plannedSittings({ day, sittings });
    expect(proposedSitting(plan, '2023-10-01')?.kind).toBe('outside');
    expect(proposedSitting(plan, '2023-10-08')?.kind).toBe('day');
    expect(proposedSitting(plan, '2023-10-09')?.id).toBe('2023-10-22-3');
    expect(proposedSitting(plan, '2026-01-01')?.id).toBe('2023-10-07-1');
    expect(proposedSitting([], '2023-10-08')).toBeNull();
  });
});
