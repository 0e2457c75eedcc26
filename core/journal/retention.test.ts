import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventTypes } from './catalogue.ts';
import { keepTime, mediaWithAll, monthsAfter, routineEvents } from './retention.ts';

it('calls nothing routine that tells of voters, sittings, packages or people’s decisions', () => {
  const kept = eventTypes.filter((type) =>
    /^(admission|attempt|receipt|sitting|turnout|package|register|wipe)\./.test(type),
  );
  expect(kept.length).toBeGreaterThan(15);
  for (const type of kept) expect(routineEvents, type).not.toContain(type);
});

it('counts a medium once, however many copies lie on it', () => {
  const copy = fc.record({ medium: fc.constantFrom('a', 'b', 'c'), events: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(copy), fc.nat(20), (copies, needed) => {
      const whole = ['a', 'b', 'c'].filter((medium) =>
        copies.some((one) => one.medium === medium && one.events >= needed),
      );
      expect(mediaWithAll(copies, needed)).toBe(whole.length);
    }),
  );
});

it.each([
  ['2023-10-08', 22, '2025-08-08'],
  ['2023-12-31', 2, '2024-02-29'],
  ['2023-03-31', 1, '2023-04-30'],
  ['2024-02-29', 12, '2025-02-28'],
])('%s and %i months later is %s', (from, months, to) => {
  expect(monthsAfter(from, months)).toBe(to);
});

it('keeps from the election’s day on, to the end of the last day, and calls over what is past', () => {
  expect(keepTime('2023-10-08', 22, '2023-10-08')).toEqual({ until: '2025-08-08', over: false });
  expect(keepTime('2023-10-08', 22, '2025-08-08')).toEqual({ until: '2025-08-08', over: false });
  expect(keepTime('2023-10-08', 22, '2025-08-09')).toEqual({ until: '2025-08-08', over: true });
});

it('does not become incomplete because a technician looks at the closed station', () => {
  for (const look of ['readiness.checked', 'readiness.exported', 'configuration.exported'] as const) {
    expect(routineEvents).toContain(look);
  }
  expect(routineEvents).not.toContain('configuration.imported');
});
