import { afterEach, describe, expect, it } from 'vitest';
import { voter } from '../../package/package.fixture.ts';
import { twoStations } from './two-stations.fixture.ts';

/** Real zones under a real hub: a voter's lock across the country, in her way. */
let made: Awaited<ReturnType<typeof twoStations>> | null = null;
afterEach(() => made?.close());

const open = { remote: { basis: 'open', sameConstituency: 'refuse' } } as const;
const listed = [voter(5, { remote: true, votesAt: '9001' }), voter(6, { remote: true })];

describe('a voter’s lock across the country', () => {
  it('is taken before anything is printed, told in the journal, and given back when nobody is admitted by it', async () => {
    made = await twoStations({ remote: listed });
    const { soon } = made;
    const home = await made.start('device');
    await made.locksOpen();
    await made.link('device');
    expect(await home.serve(1)).toBeNull();
    const types = home.events().map(({ type }) => type);
    expect(types.indexOf('lock.asked')).toBeLessThan(types.indexOf('lock.taken'));
    expect(types.indexOf('lock.taken')).toBeLessThan(types.indexOf('admission.reserved'));
    expect(types.indexOf('admission.reserved')).toBeLessThan(types.indexOf('print.handed'));
    const [taken] = home.told('lock.taken');
    expect(taken?.body).toMatchObject({ voter: home.pseudonym(1), round: 0 });
    expect(await made.lockOwner('device', 1)).toBe(home.of.device);

    // Undone: only what this kiosk holds is given back, and the voter may come again, here or elsewhere.
    const [{ body }] = home.told('admission.confirmed') as unknown as [{ body: { receipts: string[] } }];
    const chair = { role: 'chair', person: 'chair' } as const;
    expect(home.zone.reservations.undo(body.receipts[0] ?? '', 'by mistake', ['chair', 'member'], chair).ok).toBe(true);
    await soon(() => home.told('lock.released').map((one) => one.body)).toMatchObject([{ why: 'undone' }]);
    expect(await made.lockOwner('device', 1)).toBeNull();
    expect(await home.serve(1)).toBeNull();
    expect(home.told('lock.taken')).toHaveLength(2);
    home.rebuilt();
  }, 120_000);

  it('is refused where another station has her, with place and hour as the policy tells them, and is free after it', async () => {
    made = await twoStations({ policy: open, remote: [voter(1), voter(2)] });
    const home = await made.start('device');
    const remote = await made.start('remote');
    await made.locksOpen();
    await made.link('device', 'remote');
    await remote.client.sheet.load({ sheets: 10 });
    // She stands at the printer there: her ballot has not come out.
    remote.zone.devices.print = async () => ({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'device.printer-missing' } },
    });
    expect(await remote.client.voter.find({ text: voter(1).pin })).toMatchObject({ ok: true });
    const vouching = { reason: 'laboratory', approvers: [{ person: 'officer', code: '730518' }] };
    await expect.poll(() => remote.zone.way.step.at).toBe('override');
    await remote.client.voter.override(vouching);
    await expect.poll(() => remote.zone.way.step.at).toBe('print-trouble');
    const refused = await home.serve(1);
    expect(refused).toMatchObject({
      ...{ reason: 'locked-elsewhere', device: null },
      station: { number: '9001', address: { ky: 'Бишкек, Пушкин 50' } },
    });
    // A remote voter's hour, never the minute.
    expect(refused).toHaveProperty('at', expect.stringMatching(/^\d\d:00–\d\d:00$/));
    expect(home.told('lock.refused').map((one) => one.body)).toMatchObject([
      { how: 'locked', voter: home.pseudonym(1), by: { station: '9001', device: remote.of.device } },
    ]);
    expect(home.told('attempt.ended').at(-1)?.body).toMatchObject({ reason: 'locked-elsewhere' });
    home.rebuilt();
    // She goes without there, and comes home.
    const admission = remote.zone.way.admission ?? '';
    const approvers = [
      { person: 'chair', code: '493817' },
      { person: 'member', code: '582946' },
    ];
    await remote.client.reservation.release({ admission, reason: 'went away', approvers });
    await made.soon(() => remote.told('lock.released').map((one) => one.body)).toMatchObject([{ why: 'released' }]);
    await made.soon(() => home.serve(1)).toBeNull();
    home.rebuilt();
    remote.rebuilt();
  }, 120_000);

  it('that is not to be had lets a home voter pass by the policy, and no remote one', async () => {
    made = await twoStations({ policy: open, remote: [voter(1), voter(2)] });
    const home = await made.start('device');
    const remote = await made.start('remote');
    // No link.
    expect(await remote.serve(1)).toMatchObject({ reason: 'remote-needs-link', why: 'no-link' });
    expect(await home.serve(3)).toBeNull();
    // A link, and locks are given to nobody yet.
    await made.link('device', 'remote');
    expect(await remote.serve(1)).toMatchObject({ reason: 'remote-needs-link', why: 'not-open' });
    expect(await home.serve(4)).toBeNull();
    expect(home.told('admission.reserved').map((one) => one.body)).toMatchObject([
      { unconfirmed: true },
      { unconfirmed: true },
    ]);
    expect(home.zone.sitting.counters()).toMatchObject({ confirmed: 2, unconfirmed: 2 });
    expect(home.zone.kiosks.problems()).toContainEqual({ code: 'kiosks.unconfirmed', params: { count: 2 } });
    await made.soon(() => made?.stateOf('device')).toMatchObject({ unconfirmed: {} });
    // Given: each is asked about by itself.
    const since = made.time.now;
    await made.locksOpen();
    await made.soon(() => home.zone.sitting.counters()).not.toHaveProperty('unconfirmed');
    // As often as what had no answer, and not as where somebody else has admitted her.
    expect(made.time.now - since).toBeLessThan(120_000);
    expect(home.told('lock.taken')).toHaveLength(2);
    home.rebuilt();
  }, 120_000);

  it('that another kiosk has is asked for again every minute: who has gone without there is confirmed here', async () => {
    made = await twoStations({ policy: open, remote: [voter(1)] });
    const home = await made.start('device');
    const remote = await made.start('remote');
    await made.locksOpen();
    await made.link('remote');
    await remote.client.sheet.load({ sheets: 10 });
    remote.zone.devices.print = async () => ({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'device.printer-missing' } },
    });
    expect(await remote.client.voter.find({ text: voter(1).pin })).toMatchObject({ ok: true });
    await expect.poll(() => remote.zone.way.step.at).toBe('override');
    await remote.client.voter.override({
      reason: 'laboratory',
      approvers: [{ person: 'officer', code: '730518' }],
    });
    await expect.poll(() => remote.zone.way.step.at).toBe('print-trouble');
    // Without a link she is admitted at home; with one the hub says who has her.
    expect(await home.serve(1)).toBeNull();
    await made.link('device');
    await made.soon(() => home.told('lock.refused').map(({ body }) => body)).toMatchObject([{ how: 'locked' }]);
    const approvers = [
      { person: 'chair', code: '493817' },
      { person: 'member', code: '582946' },
    ];
    const admission = remote.zone.way.admission ?? '';
    await remote.client.reservation.release({ admission, reason: 'went home', approvers });
    await made.soon(() => made?.lockOwner('remote', 1)).toBeNull();
    const since = made.time.now;
    await made.soon(() => home.zone.sitting.counters()).not.toHaveProperty('unconfirmed');
    expect(made.time.now - since).toBeLessThan(120_000);
    home.rebuilt();
  }, 120_000);

  it('that a hub does not answer for keeps no queue, and what it gave meanwhile is given back', async () => {
    made = await twoStations({
      policy: { ...open, lock: { needed: 'all', waitSeconds: 1, silentAfter: 2 } },
      remote: [voter(1)],
    });
    const remote = await made.start('remote');
    const { lan } = made;
    await made.locksOpen();
    await made.link('remote');
    await remote.client.sheet.load({ sheets: 10 });
    await made.soon(() => remote.zone.kiosks.hub.view()?.backlog).toBe(0);
    // It hears, and its answers go nowhere.
    lan.deaf = true;
    const began = performance.now();
    expect(await remote.serve(1)).toMatchObject({ reason: 'remote-needs-link', why: 'no-answer' });
    expect(performance.now() - began).toBeLessThan(6_000);
    expect(await made.lockOwner('remote', 1)).toBe(remote.of.device);
    expect(remote.told('lock.taken')).toEqual([]);
    lan.deaf = false;
    await made.soon(() => remote.told('lock.released').map((one) => one.body)).toMatchObject([{ why: 'not-admitted' }]);
    expect(await made.lockOwner('remote', 1)).toBeNull();
    expect(await remote.serve(1)).toBeNull();
  }, 120_000);

  it('of a hub that answers nobody is waited for by few voters, and is had for all of them when it answers', async () => {
    const lock = { needed: 'all', waitSeconds: 1, silentAfter: 2 } as const;
    made = await twoStations({ policy: { ...open, lock }, remote: [voter(5), voter(6)] });
    const { lan, soon } = made;
    const [home, remote] = [await made.start('device'), await made.start('remote')];
    await made.locksOpen();
    await made.link('device', 'remote');
    await soon(() => [home, remote].map(({ zone }) => zone.kiosks.hub.view()?.backlog)).toEqual([0, 0]);
    const codes = ({ zone }: typeof home) => zone.kiosks.problems().map(({ code }) => code);
    const took = async (kiosk: typeof home, n: number) => {
      const asked = kiosk.told('lock.asked').length;
      const began = performance.now();
      const outcome = await kiosk.serve(n);
      return { outcome, ms: performance.now() - began, asked: kiosk.told('lock.asked').length - asked };
    };
    lan.deaf = true;
    for (const n of [1, 2]) {
      expect(codes(home)).not.toContain('kiosks.hub-silent-unconfirmed');
      const waited = await took(home, n);
      expect(waited).toMatchObject({ outcome: null, asked: 1 });
      expect(waited.ms).toBeGreaterThan(1_000);
    }
    // The link is there all the while, and nobody waits any more.
    expect(home.zone.kiosks.hub.view()?.connected).toBe(true);
    expect(codes(home)).toContain('kiosks.hub-silent-unconfirmed');
    for (const n of [3, 4]) expect(await took(home, n)).toMatchObject({ outcome: null, asked: 0 });
    expect(home.zone.sitting.counters()).toMatchObject({ confirmed: 4, unconfirmed: 4 });
    // Who may not be admitted without it is told so before a finger is given.
    for (const n of [5, 6]) await took(remote, n);
    expect(codes(remote)).toContain('kiosks.hub-silent-wait');
    const refused = { reason: 'remote-needs-link', why: 'no-answer' };
    expect(await took(remote, 5)).toMatchObject({ outcome: refused, asked: 0 });
    lan.deaf = false;
    await soon(() => home.zone.sitting.counters()).not.toHaveProperty('unconfirmed');
    await soon(() => codes(remote)).not.toContain('kiosks.hub-silent-wait');
    expect(codes(home)).not.toContain('kiosks.hub-silent-unconfirmed');
    expect(home.told('lock.taken')).toHaveLength(4);
    await soon(() => made?.owed('remote')).toBe(0);
    await remote.client.sheet.load({ sheets: 10 });
    expect(await took(remote, 5)).toMatchObject({ outcome: null, asked: 1 });
    home.rebuilt();
  }, 120_000);

  it('of a voter who was safe without it is asked for once more: whether she has it is known', async () => {
    const lock = { needed: 'all', waitSeconds: 1, silentAfter: 1 } as const;
    made = await twoStations({ policy: { lock }, remote: listed });
    const { lan, soon } = made;
    const home = await made.start('device');
    await made.locksOpen();
    await made.link('device');
    await soon(() => home.zone.kiosks.hub.view()?.backlog).toBe(0);
    lan.deaf = true;
    expect(await home.serve(1)).toBeNull();
    expect(home.zone.kiosks.locks?.stands).toBe('silent');
    lan.deaf = false;
    await soon(() => home.told('lock.taken')).toHaveLength(1);
    expect(home.zone.kiosks.locks?.stands).toBe('there');
  }, 120_000);
});
