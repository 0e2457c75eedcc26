import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../problem/catalogue.ts';
import { type BatteryRun, isFailure, nextRun, noteKinds, type PassportNote, passportOf } from './passport.ts';

const note: fc.Arbitrary<PassportNote> = fc.record({
  note: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 4, maxLength: 4 }),
  kind: fc.constantFrom(...noteKinds),
  peripheral: fc.constantFrom('printer', 'fingerprint', 'ups'),
  serial: fc.constantFrom(null, 'A1', 'B2'),
  words: fc.constant(null),
  problem: fc.constant(null),
  minutes: fc.nat(300),
  used: fc.constantFrom(null, 10, 40),
  kiosk: fc.constantFrom('d-1', 'd-2'),
  on: fc.integer({ min: 0, max: 50 }).map((day) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString()),
});
const notes = fc.uniqueArray(note, { selector: (one) => one.note, maxLength: 40 });

describe('the passport of a kit', () => {
  it('is the same in whatever order, and however often, its notes come together', () => {
    fc.assert(
      fc.property(notes, fc.infiniteStream(fc.nat()), (some, order) => {
        const keys = order.take(some.length * 2);
        const shuffled = [...some, ...some]
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(passportOf(shuffled)).toEqual(passportOf(some));
      }),
    );
  });

  it('counts every failure since the device was replaced, and none before', () => {
    fc.assert(
      fc.property(notes, (some) => {
        for (const { peripheral, failures, replaced, longest } of passportOf(some)) {
          const its = some.filter((one) => one.peripheral === peripheral);
          const last =
            its
              .filter(({ kind }) => kind === 'replaced')
              .map(({ on }) => on)
              .sort()
              .at(-1) ?? '';
          expect(replaced ?? '').toBe(last);
          const after = its.filter(({ kind, on }) => kind === 'failure' && on > last).length;
          const sameDay = its.filter(({ kind, on }) => kind === 'failure' && on === last).length;
          expect(failures).toBeGreaterThanOrEqual(after);
          expect(failures).toBeLessThanOrEqual(after + sameDay);
          expect(longest ?? 0).toBeLessThanOrEqual(Math.max(0, ...its.map(({ minutes }) => minutes ?? 0)));
        }
      }),
    );
  });

  it('forgets the number of a device that another one stands in for', () => {
    const one = { words: null, problem: null, minutes: null, used: null, kiosk: 'd-1', peripheral: 'printer' };
    const [device] = passportOf([
      { ...one, note: 'a', kind: 'failure', serial: 'OLD', on: '2025-01-01T00:00:00.000Z' },
      { ...one, note: 'b', kind: 'replaced', serial: null, on: '2025-01-02T00:00:00.000Z' },
    ]);
    expect(device).toMatchObject({ serial: null, failures: 0, replaced: '2025-01-02T00:00:00.000Z' });
  });
});

describe('a failure', () => {
  it('is what a device does, not what it wants of people', () => {
    const failures = Object.keys(catalogue).filter(isFailure);
    expect(failures).toEqual(
      expect.arrayContaining(['device.fingerprint-silent', 'device.cutter-jam', 'device.printer-hot']),
    );
    for (const code of [
      'device.paper-out',
      'device.cover-open',
      'device.finger-timeout',
      'station.locked',
      'package.older',
    ]) {
      expect(isFailure(code), code).toBe(false);
    }
  });
});

describe('a run on battery', () => {
  it('lasts from the first word of battery to the first of mains, over silence', () => {
    let run: BatteryRun | null = null;
    const told: unknown[] = [];
    const hear = (minute: number, source: 'mains' | 'battery' | 'unknown', charge: number | null): void => {
      const next = nextRun(run, { source, charge }, minute * 60_000);
      run = next.run;
      if (next.ended) told.push(next.ended);
    };
    hear(0, 'mains', 100);
    hear(5, 'battery', 100);
    hear(6, 'unknown', null);
    hear(20, 'battery', 82);
    hear(47, 'mains', 61);
    hear(50, 'battery', 61);
    hear(50.5, 'mains', 61);
    expect(told).toEqual([{ minutes: 42, used: 39 }]);
  });
});
