import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdmissionContext } from '../../../core/admission/context.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { slipWords } from '../../../core/receipt/words.ts';
import { credentials, voter } from '../../package/package.fixture.ts';
import { stationOf } from '../state/read.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { carriedSittings } from '../state/sittings.ts';
import { openSeries } from '../state/slip-copies.ts';
import { actor, chair, DAY, kiosks, OUTSIDE, REPEAT, sittings } from './kiosks.fixture.ts';

const approvers = [...credentials];
let made: Awaited<ReturnType<typeof kiosks>>;
beforeEach(async () => {
  made = await kiosks(1, {
    outside: { onlyApplicants: false, boxesMax: 3, kiosks: 1, arrival: 'block' },
    retention: { months: 22, media: 1 },
  });
});
afterEach(() => made.close());

const only = () => {
  const [kiosk] = made.all;
  if (!kiosk) throw new Error('no kiosk');
  return kiosk;
};

describe('several sittings of one election', () => {
  it('have each its own zero, carry their numbers forward, and admit a voter once in a round', async () => {
    const kiosk = only();
    const { zone, client, opens, closes, admit, told } = kiosk;
    expect(zone.projection.view('officer')).toMatchObject({ station: { election: { date: '07.10.2023' } } });
    await opens();
    admit(1);
    expect(await told(1)).toMatchObject({ reason: 'already-admitted', station: '0001' });
    await closes();

    // A person makes the next one ready; what was held is not among those to come.
    expect(zone.sittings.view()?.choices).toEqual([DAY, REPEAT]);
    expect(await client.sittings.prepare({ sitting: OUTSIDE ?? '' })).toMatchObject({
      error: { code: 'sittings.not-to-come' },
    });
    made.clock.now = new Date('2023-10-08T08:10:00+06:00');
    expect(await client.sittings.prepare({ sitting: DAY ?? '' })).toEqual(ok(null));
    expect([zone.sitting.stage, zone.sitting.admitted(), zone.sitting.counters().confirmed]).toEqual(['ready', 0, 0]);
    await opens();
    expect(await told(1)).toEqual({ reason: 'admitted-outside', date: '2023-10-07' });
    admit(2);
    expect(zone.sitting.admitted()).toBe(1);
    const paper = {
      entry: 'e-1',
      voter: 'f'.repeat(64),
      page: 1,
      line: 3,
      conflict: null,
      approvers: ['chair', 'member'],
    };
    zone.kiosk.record('admission.on-paper', { ...paper, sex: 'female', ageGroup: '19-35' }, chair);
    await closes();

    made.clock.now = new Date('2023-10-22T08:10:00+06:00');
    expect(await client.sittings.prepare({ sitting: REPEAT ?? '' })).toEqual(ok(null));
    await opens();
    // In the repeat vote everybody may come once again, and once only.
    expect(await told(1)).toEqual({ reason: 'no-biometrics' });
    admit(1);
    expect(await told(1)).toMatchObject({ reason: 'already-admitted' });
    expect(() => admit(1)).toThrow(/UNIQUE/);
    expect(kiosk.events('sitting.opened')).toMatchObject([
      { kind: 'outside', carried: 0 },
      { kind: 'day', carried: 1 },
      { kind: 'repeat', carried: 2, round: 1 },
    ]);
    expect(zone.sittings.view()?.list.map(({ state, admitted, onPaper }) => [state, admitted, onPaper])).toEqual([
      ['closed', 1, 0],
      ['closed', 1, 1],
      ['open', 1, 0],
    ]);
    // Whoever voted by the paper list is carried forward as well, apart as on the day's own slip.
    expect(carriedSittings(zone.kiosk.db, REPEAT ?? '')).toMatchObject([
      { kind: 'outside', admitted: 1, onPaper: 0 },
      { kind: 'day', admitted: 1, onPaper: 1 },
    ]);
    const { lines } = zone.station.slips.stationSlip('final', 'f'.repeat(64));
    const onPaper = lines.filter((line) => line.line === 'pair' && line.name === slipWords.onPaper);
    expect(onPaper).toMatchObject([{ value: '1' }]);
    expect(stateDifferences(zone.kiosk.db, rebuild(kiosk.lines().map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('wait with the next one until the papers of the closed one are out, which stay its own', async () => {
    const { client, zone, opens, admit } = only();
    await opens();
    await zone.slipCopies.idle();
    admit(1);
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    await client.station.finish({});
    await client.sittings.returnBallots({ handedOut: 1, spoiled: 0, broughtBack: 11, reason: null, approvers });
    expect(await client.station.close({ approvers, copies: 2 })).toEqual(ok(null));
    await zone.slipCopies.idle();
    const day = { sitting: DAY ?? '' };
    expect(await client.sittings.prepare(day)).toEqual(err({ code: 'sittings.copies-open', params: { count: 2 } }));
    const [waiting] = openSeries(zone.kiosk.db);
    const slip = () => waiting && zone.daySlips.slip(waiting, { copy: 1, of: 2 });
    const before = slip();
    await client.day.leaveCopies({ series: waiting?.series ?? '' });
    expect(await client.sittings.prepare(day)).toEqual(ok(null));
    // Of a station that was prepared by a program of before: the series is found, and tells of its own sitting.
    zone.kiosk.db.exec('update slip_series set left_at = null');
    expect(zone.slipCopies.view()).toMatchObject([{ slip: 'final', state: 'waiting' }]);
    expect(slip()).toEqual(before);
    zone.devices.print = async () => ok(null);
    await client.day.goOnCopies({});
    await zone.slipCopies.idle();
    expect(zone.slipCopies.view()).toEqual([]);
  });

  it('begin at zero also where the next one comes with another package, which waits for the papers too', async () => {
    await made.close();
    const [, day, repeat] = sittings;
    made = await kiosks(1, {}, [day]);
    const kiosk = only();
    const { client, zone, opens, closes, admit, told } = kiosk;
    made.clock.now = new Date('2023-10-08T08:10:00+06:00');
    await opens();
    admit(1);
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    await closes();
    made.clock.now = new Date('2023-10-22T07:30:00+06:00');
    const path = await made.nextPackage([day, repeat]);
    expect(await client.station.import({ path })).toMatchObject({ error: { code: 'sittings.copies-open' } });
    zone.devices.print = async () => ok(null);
    await client.day.goOnCopies({});
    await zone.slipCopies.idle();
    expect(await client.station.import({ path })).toEqual(ok(null));

    expect([zone.sitting.stage, zone.sitting.admitted(), zone.sitting.counters().confirmed]).toEqual(['ready', 0, 0]);
    expect(zone.sittings.view()?.list).toMatchObject([
      { state: 'closed', admitted: 1 },
      { state: 'next', admitted: null },
    ]);
    await opens();
    expect(await told(1)).toEqual({ reason: 'no-biometrics' });
    expect(kiosk.events('sitting.opened')).toMatchObject([{ carried: 0 }, { kind: 'repeat', carried: 1, round: 1 }]);
    expect(stateDifferences(zone.kiosk.db, rebuild(kiosk.lines().map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('take two persons for another one than the clock proposes, and hand over what is closed all the same', async () => {
    const { client, zone, opens, closes, events, signIn } = only();
    await signIn('chair');
    const seal = { kind: 'seal' as const, what: 'seal', number: '0412233', count: 1 };
    expect(await client.handing.handOver({ to: 'Жети-Өгүз АШК', items: [seal], approvers })).toEqual(
      err({ code: 'station.nothing-to-do' }),
    );
    await opens();
    await closes();
    expect(zone.sittings.view()?.proposed).toBe(DAY);
    const repeat = { sitting: REPEAT ?? '' };
    expect(await client.sittings.prepare(repeat)).toMatchObject({ error: { code: 'access.approvers-missing' } });
    expect(await client.sittings.prepare({ ...repeat, approvers: approvers.slice(0, 1) })).toMatchObject({ ok: false });
    expect(events('sitting.prepared')).toEqual([]);
    expect(await client.sittings.prepare({ ...repeat, approvers })).toEqual(ok(null));
    expect(events('sitting.prepared')).toMatchObject([{ sitting: REPEAT, approvers: ['chair', 'member'] }]);
    await client.retention.writeCopy({ target: made.stick });
    const { proposed } = await client.handing.act({});
    expect(await client.handing.handOver({ to: 'Жети-Өгүз АШК', items: [...proposed], approvers })).toEqual(ok(null));
    // Its papers are those of the last that was closed.
    expect(stationOf(zone.kiosk.db)).toMatchObject({ stage: 'handed-over', sitting: OUTSIDE, prepared: null });
    expect(await client.day.printCopies({ slip: 'final' })).toEqual(ok(null));
    await zone.slipCopies.idle();
  });

  it('leave a closed one as its final slip says: its receipts cannot be undone any more', async () => {
    const { client, zone, opens, closes, admit } = only();
    await opens();
    const receipt = admit(1);
    await closes();
    await client.sittings.prepare({ sitting: DAY ?? '' });
    await opens();
    expect(zone.reservations.undo(receipt, 'another person', ['chair', 'member'], actor)).toMatchObject({
      error: { code: 'sittings.closed-receipt' },
    });
  });

  it('never give a repeat vote the numbers of the day, also on a kiosk that was emptied after it', async () => {
    const { zone, opens } = only();
    made.clock.now = new Date('2023-10-22T08:10:00+06:00');
    await opens();
    expect(zone.sittings.view()?.list.at(-1)).toMatchObject({ kind: 'repeat', state: 'open' });
    zone.kiosk.record('attempt.started', { attempt: 't-1', by: 'number' }, actor);
    const pseudonym = zone.kiosk.inForce()?.register.pseudonym(voter(1).pin);
    const precinct = { number: '0001', constituency: 'k1' };
    const facts = { voter: pseudonym, sex: 'female', ageGroup: '19-35', precinct };
    const context = { attempt: 't-1', facts, established: 'finger', ballots: ['deputies'], category: 'home' };
    expect(zone.reservations.reserve(context as unknown as AdmissionContext, actor)).toMatchObject({
      ok: true,
      receipts: [{ receipt: '0001-1-1-0001' }],
    });
  });
});
