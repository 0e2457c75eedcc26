import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { credentials } from '../../package/package.fixture.ts';
import { chair, kiosks, sittings, type TestKiosk } from './kiosks.fixture.ts';

/** An election with two days outside the room before its day. */
const approvers = [...credentials];
const [outside, day] = sittings;
let made: Awaited<ReturnType<typeof kiosks>>;
let portable: TestKiosk;
let home: TestKiosk;

beforeEach(async () => {
  const policy = { onlyApplicants: false, boxesMax: 3, kiosks: 1, arrival: 'block' } as const;
  made = await kiosks(2, { outside: policy }, [{ ...outside, date: '2023-10-06' }, outside, day]);
  const [first, second] = made.all;
  if (!first || !second) throw new Error('two kiosks');
  [portable, home] = [first, second];
});
afterEach(() => made.close());

describe('a second sitting outside the room', () => {
  it('waits for the admissions of the first, and refuses who was admitted there', async () => {
    made.clock.now = new Date('2023-10-06T10:00:00+06:00');
    await portable.opens();
    portable.admit(1);
    await portable.closes();
    const written = await portable.client.sittings.writeAdmissions({ target: made.stick });
    if (!written.ok) throw new Error(written.error.code);

    made.clock.now = new Date('2023-10-07T10:00:00+06:00');
    await home.signIn('chair');
    expect(await home.client.station.open({ approvers })).toMatchObject({
      error: { code: 'sittings.not-arrived', params: { date: '06.10.2023', arrived: 0, awaited: 1 } },
    });
    expect(home.zone.sittings.view()?.tasks).toEqual(['take-ballots', 'take', 'not-await']);
    const path = join(made.stick, written.value.file);
    expect(await home.client.sittings.takeAdmissions({ path })).toEqual(ok({ admissions: 1 }));
    await home.opens();
    expect(await home.told(1)).toEqual({ reason: 'admitted-outside', date: '2023-10-06' });
  });

  it('waits as well where another kiosk went on with the first: whom that one admitted, this one does not know', async () => {
    made.clock.now = new Date('2023-10-06T10:00:00+06:00');
    await portable.opens();
    portable.admit(1);
    const { kiosk } = portable.zone;
    const { device } = home.zone.kiosk;
    const count = portable.lines().length;
    kiosk.record('copy.superseded', { device, count }, { role: 'system' });
    // By the decision of people it serves on.
    kiosk.record('sitting.resumed', { reason: 'экинчиси бузулду', approvers: ['officer', 'member'] }, chair);
    await portable.closes();

    made.clock.now = new Date('2023-10-07T10:00:00+06:00');
    const next = portable.zone.sittings.view()?.proposed ?? '';
    expect(await portable.client.sittings.prepare({ sitting: next })).toEqual(ok(null));
    expect(portable.zone.problems().some(({ code }) => code === 'copy.continued-elsewhere')).toBe(false);
    expect(await portable.client.station.open({ approvers })).toMatchObject({
      error: { code: 'sittings.not-arrived', params: { date: '06.10.2023', arrived: 0, awaited: 1 } },
    });
    expect(await portable.client.sittings.notAwait({ reason: 'кагаздар салыштырылды', approvers })).toEqual(ok(null));
    await portable.opens();
    // What was gone on with before is no matter of what this one holds now.
    await portable.closes();
    made.clock.now = new Date('2023-10-08T07:30:00+06:00');
    const day = portable.zone.sittings.view()?.proposed ?? '';
    expect(await portable.client.sittings.prepare({ sitting: day })).toEqual(ok(null));
    await portable.opens();
  });

  it('is not waited for together with the first, or neither is', async () => {
    made.clock.now = new Date('2023-10-08T07:30:00+06:00');
    const { kiosk, sittings: room } = home.zone;
    const record = kiosk.record.bind(kiosk);
    let left = 1;
    kiosk.record = (...event) => {
      if (event[0] === 'outside.not-awaited' && left-- === 0) throw new Error('refused');
      return record(...event);
    };
    const decide = () => room.arrivals.notAwait('киоск жолдо калды', ['chair', 'member'], chair);
    expect(decide).toThrow('refused');
    kiosk.record = record;
    expect(home.events('outside.not-awaited')).toEqual([]);
    expect(decide()).toEqual(ok(null));
    expect(home.events('outside.not-awaited')).toHaveLength(2);
  });
});
