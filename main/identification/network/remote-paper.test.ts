import { afterEach, describe, expect, it } from 'vitest';
import { voter } from '../../package/package.fixture.ts';
import { twoStations } from './two-stations.fixture.ts';

/** A voter of one station at the one for remote voting, under a real hub, whatever becomes of the links meanwhile. */
let made: Awaited<ReturnType<typeof twoStations>> | null = null;
afterEach(() => made?.close());

const open = { remote: { basis: 'open', sameConstituency: 'refuse' } } as const;
const other = { precinct: '0002', constituency: 'k2' } as const;

describe('a voter who votes remotely on paper', () => {
  it('gets the ballot of her constituency behind her lock and receipt, and is refused at home while it has a link', async () => {
    made = await twoStations({ policy: open, remote: [voter(1), voter(2, other)] });
    const remote = await made.start('remote');
    const home = await made.start('device');
    await made.locksOpen();
    await made.link('device', 'remote');
    await remote.client.sheet.load({ sheets: 10 });
    expect(await remote.serve(1)).toBeNull();
    expect(await remote.serve(2)).toBeNull();
    expect(remote.told('admission.reserved').map(({ body }) => body)).toMatchObject([
      { category: 'remote', precinct: '0001', constituency: 'k1', printed: ['deputies'] },
      { category: 'remote', precinct: '0002', constituency: 'k2', printed: ['deputies'] },
    ]);
    // Each her own constituency's.
    const [first, second] = remote.sheets;
    expect(Buffer.from(first ?? []).equals(Buffer.from(second ?? []))).toBe(false);
    const types = remote.events().map(({ type }) => type);
    const order = ['lock.taken', 'admission.reserved', 'receipt.printed', 'ballot.print-handed', 'admission.confirmed'];
    expect([...order].sort((a, b) => types.indexOf(a as never) - types.indexOf(b as never))).toEqual(order);
    const refused = await home.serve(1);
    expect(refused?.reason).toMatch(/^(locked|voted)-elsewhere$/);
    // Too few of each to be told apart; their sums are the station's.
    expect(remote.zone.sitting.counters().byConstituency).toEqual({
      shown: [],
      together: { constituencies: 2, admitted: 2, slips: 2 },
    });
    await made
      .soon(() => made?.stateOf('remote'))
      .toMatchObject({
        turnout: { '2023-10-08-1': { admitted: 2, byCategory: { remote: 2 }, byConstituency: { k1: 1, k2: 1 } } },
      });
    remote.rebuilt();
  }, 120_000);

  it('is known at home from then on: without a link, after a start, and at its other kiosk, until it is taken back', async () => {
    made = await twoStations({ policy: open, remote: [voter(1)], second: true });
    const remote = await made.start('remote');
    let home = await made.start('device');
    const second = await made.start('second');
    await made.locksOpen();
    await made.link('device', 'remote');
    await remote.client.sheet.load({ sheets: 10 });
    expect(await remote.serve(1)).toBeNull();
    const toldAtHome = () => home.told('admission.elsewhere').map(({ body }) => body);
    await made.soon(toldAtHome).toMatchObject([{ voter: home.pseudonym(1), station: '9001', in: true, n: 1 }]);
    await made.soon(() => second.zone.kiosks.today()?.elsewhere).toBe(1);
    await made.lan.linkDown('device', 'remote');
    home = await made.start('device');
    await made.seconds(3);
    for (const kiosk of [home, second]) {
      const refused = await kiosk.serve(1);
      expect(refused).toMatchObject({ reason: 'voted-elsewhere', station: { number: '9001' }, device: null });
    }
    // Taken back there: her ballot is in the envelope, and she may vote at home.
    await made.link('device', 'remote');
    const receipt = remote.zone.kiosk.db.prepare<[], string>('select receipt from receipt').pluck().get() ?? '';
    const admission = remote.zone.kiosk.db.prepare<[], string>('select admission from admission').pluck().get() ?? '';
    const approvers = [
      { person: 'officer', code: '730518' },
      { person: 'member', code: '582946' },
    ];
    const back = { receipt, reason: 'spoiled', approvers };
    expect(await remote.client.sheet.exchange(back)).toMatchObject({ ok: true });
    await expect.poll(() => remote.zone.way.step.at).toBe('ballot-trouble');
    await remote.client.voter.finish({});
    const chair = { role: 'chair', person: 'chair' } as const;
    expect(remote.zone.reservations.undo(receipt, 'by mistake', ['chair', 'member'], chair)).toMatchObject({
      ok: true,
      value: admission,
    });
    await made.soon(toldAtHome).toMatchObject([{ n: 1 }, { in: false, n: 2 }]);
    await made.soon(() => home.serve(1)).toBeNull();
    home.rebuilt();
  }, 120_000);

  it('is admitted at home too while that has no link, and both is found, told and kept when the link is back', async () => {
    made = await twoStations({ policy: open, remote: [voter(1), voter(2)] });
    const remote = await made.start('remote');
    const home = await made.start('device');
    await made.locksOpen();
    await made.link('remote');
    await remote.client.sheet.load({ sheets: 10 });
    expect(await remote.serve(1)).toBeNull();
    await made.soon(() => made?.stateOf('remote')).toMatchObject({ turnout: { '2023-10-08-1': { admitted: 1 } } });
    // Home knows nothing of it: one who voted there, and one who did not.
    expect(await home.serve(1)).toBeNull();
    expect(await home.serve(2)).toBeNull();
    expect(home.zone.sitting.counters()).toMatchObject({ confirmed: 2, unconfirmed: 2 });
    // A listed remote voter is waited with: nobody knows there whether home has admitted her.
    await made.lan.linkDown('remote');
    expect(await remote.serve(2)).toMatchObject({ reason: 'remote-needs-link' });

    await made.link('device', 'remote');
    await made.soon(() => home.zone.sitting.counters()).toMatchObject({ contested: 1 });
    await made.soon(() => home.zone.sitting.counters()).not.toHaveProperty('unconfirmed');
    const [admission] = home.told('admission.reserved').map(({ body }) => (body as { admission?: string }).admission);
    expect(home.told('lock.refused').map(({ body }) => body)).toMatchObject([
      { how: 'admitted', admission, by: { station: '9001', device: remote.of.device } },
    ]);
    expect(home.zone.kiosks.problems()).toContainEqual({ code: 'kiosks.contested', params: { count: 1 } });
    expect(home.zone.kiosks.today()?.contested).toMatchObject([{ number: 1, station: '9001' }]);
    // The hub has found it for itself, and the device's state says so.
    await made.soon(() => made?.alarms()).toMatchObject([{ alarm: 'conflict', voter: home.pseudonym(1) }]);
    const states = async () => Object.values((await made?.stateOf('device'))?.unconfirmed ?? {});
    await made.soon(states).toMatchObject([{ contested: true, voter: home.pseudonym(1) }]);
    // She who voted at home does not vote remotely any more.
    expect((await remote.serve(2))?.reason).toMatch(/^(locked|voted)-elsewhere$/);
    home.rebuilt();
  }, 120_000);

  it('by list is safe at home without a link: the list says who votes elsewhere', async () => {
    made = await twoStations({
      home: [voter(1, { remote: true, votesAt: '9001' }), voter(2)],
      remote: [voter(1, { remote: true, votesAt: '9001' })],
    });
    const remote = await made.start('remote');
    const home = await made.start('device');
    await made.locksOpen();
    await made.link('remote');
    await remote.client.sheet.load({ sheets: 10 });
    expect(await home.serve(1)).toMatchObject({ reason: 'listed-remote', to: { number: '9001' } });
    expect(await home.serve(2)).toBeNull();
    expect(home.zone.sitting.counters()).not.toHaveProperty('unconfirmed');
    expect(await remote.serve(1)).toBeNull();
  }, 120_000);
});
