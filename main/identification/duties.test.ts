import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { ok } from '../../core/problem/result.ts';
import type { DeskView } from '../api/views.ts';
import { credentials, makeStation, otherCode, peopleWith, type Station } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** The lots of a real zone, entered as the chair's window enters them. */
let station: Station;
let zone: Zone;
let client: Awaited<ReturnType<typeof zoneOf>>['client'];

const chair = { role: 'chair', person: 'chair' } as const;
const approvers = [...credentials];
const code = (person: string) => ({ person, code: otherCode });

async function begin(policy: Policy = defaultPolicy): Promise<void> {
  station = await makeStation();
  const people = await peopleWith({ 'member-2': 'member', officer: 'officer', secretary: 'secretary' });
  const { path } = await station.write('a.taanuu', { people, policy });
  ({ zone, client } = await zoneOf(station, path));
  zone.devices.print = async () => ok(null);
}
beforeEach(() => begin(), 60_000);
afterEach(async () => {
  await zone.stop();
  station.remove();
});

const bodies = (type: string) =>
  zone.kiosk.db
    .prepare<[string], string>('select line from journal where type = ? order by seq')
    .pluck()
    .all(type)
    .map((line) => (JSON.parse(line) as { readonly body: Record<string, unknown> }).body);
const view = () => zone.projection.view('officer') as DeskView;
const lotsLine = () => zone.sitting.openingList().find(({ item }) => item === 'lots');
const open = () => zone.sitting.open(['chair', 'member'], chair);

describe('the lots', () => {
  it('are taken by members alone: chair and secretary cannot hold a drawn duty', async () => {
    for (const person of ['chair', 'secretary', 'officer', 'nobody']) {
      expect(await client.duty.draw({ holders: [{ duty: 'operator', person }], approvers }), person).toMatchObject({
        error: { code: 'station.duty-person' },
      });
    }
    expect(bodies('duty.given')).toEqual([]);
  });

  it('are entered with the approval that the policy wants, and tell only what changes', async () => {
    const holders = [
      { duty: 'operator', person: 'member' },
      { duty: 'ballots', person: 'member-2' },
    ] as const;
    expect(await client.duty.draw({ holders: [...holders], approvers: [] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    expect(await client.duty.draw({ holders: [...holders], approvers })).toEqual(ok(null));
    expect(
      await client.duty.draw({ holders: [holders[1], { duty: 'operator', person: 'member-2' }], approvers }),
    ).toEqual(ok(null));
    const by = { approvers: ['chair', 'member'] };
    expect(bodies('duty.given')).toEqual(
      [...holders, { duty: 'operator', person: 'member-2' }].map((one) => ({ ...one, ...by })),
    );
    expect(bodies('duty.ended')).toEqual([{ duty: 'operator', person: 'member', ...by }]);
    expect(view().duties).toEqual([
      { duty: 'operator', needed: 1, holders: ['member-2'] },
      { duty: 'paper-list', needed: 1, holders: [] },
      { duty: 'ballots', needed: 1, holders: ['member-2'] },
    ]);
  });

  it('are one commit: a disk that refuses the second leaves the first to nobody', async () => {
    const { kiosk } = zone;
    const record = kiosk.record.bind(kiosk);
    let left = 1;
    kiosk.record = (...event) => {
      if (event[0].startsWith('duty.') && left-- === 0) throw new Error('refused');
      return record(...event);
    };
    const holders = (['operator', 'ballots'] as const).map((duty) => ({ duty, person: 'member' }));
    expect(() => zone.duties.draw(holders, ['chair', 'member'], chair)).toThrow('refused');
    kiosk.record = record;
    expect(bodies('duty.given')).toEqual([]);
    expect(view().duties.flatMap((one) => one.holders)).toEqual([]);
    expect(zone.duties.draw(holders, ['chair', 'member'], chair)).toEqual(ok(null));
    expect(bodies('duty.given')).toHaveLength(2);
  });

  it('are a line of the opening list, and the opening says which duties nobody had', async () => {
    expect(lotsLine()).toMatchObject({ state: 'to-do', detail: '0 / 3', problem: { params: { count: 3 } } });
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member' }], approvers });
    expect(lotsLine()).toMatchObject({ state: 'to-do', detail: '1 / 3' });
    open();
    expect(bodies('sitting.opened')).toMatchObject([{ withoutDuties: ['paper-list', 'ballots'] }]);
  });

  it('that are all filled leave the opening as it was', async () => {
    const holders = (['operator', 'paper-list', 'ballots'] as const).map((duty) => ({ duty, person: 'member' }));
    await client.duty.draw({ holders, approvers });
    expect(lotsLine()).toMatchObject({ state: 'done', problem: null, detail: '3 / 3' });
    open();
    expect(bodies('sitting.opened')[0]).not.toHaveProperty('withoutDuties');
  });

  it('stand on the start slip, with what changed since the opening', async () => {
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member' }], approvers });
    open();
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member-2' }], approvers });
    const slip = zone.station.slips.stationSlip('start', 'f'.repeat(64));
    const pairs = slip.lines.flatMap((one) => (one.line === 'pair' ? [[one.name.ky, one.value]] : []));
    expect(pairs).toContainEqual(['member', '–08:30']);
    expect(pairs).toContainEqual(['member-2', '08:30–']);
  });
});

describe('two persons at the desk', () => {
  const two = (...people: string[]) =>
    zone.desk.approve(
      'release',
      people.map((one) => credentials.find(({ person }) => person === one) ?? code(one)),
    );

  it('are the operator and whoever supervises her; before anybody does, any member', async () => {
    expect(await two('officer', 'member-2')).toEqual(ok(['officer', 'member-2']));
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member' }], approvers });
    expect(view().approvals.release.oneOf).toEqual(['member']);
    expect(await two('officer', 'member-2')).toMatchObject({ error: { code: 'access.duty-missing' } });
    expect(await two('chair', 'member')).toMatchObject({ error: { code: 'access.approver-role' } });
    expect(await two('officer', 'member')).toEqual(ok(['officer', 'member']));
  });

  it('wait for the lot where the policy says so', async () => {
    await zone.stop();
    station.remove();
    await begin({ ...defaultPolicy, duties: { ...defaultPolicy.duties, unfilled: 'wait' } });
    expect(await two('officer', 'member')).toMatchObject({ error: { code: 'access.duty-unfilled' } });
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member' }], approvers });
    expect(await two('officer', 'member')).toEqual(ok(['officer', 'member']));
  });
});

describe('a station that is to stand still, or to go on', () => {
  const given = (...people: string[]) => ({
    reason: 'no power',
    approvers: people.map((one) => credentials.find(({ person }) => person === one) ?? code(one)),
  });
  const steps = ['suspend', 'resume'] as const;

  it('takes the operator and whoever supervises her: no other two, chair and secretary neither', async () => {
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member-2' }], approvers });
    open();
    for (const step of steps) {
      expect(view().approvals[step].oneOf).toEqual(['member-2']);
      const ask = client.station[step];
      expect(await ask(given('officer', 'member'))).toMatchObject({ error: { code: 'access.duty-missing' } });
      expect(await ask(given('chair', 'member-2'))).toMatchObject({ error: { code: 'access.approver-role' } });
      expect(await ask(given('chair', 'secretary'))).toMatchObject({ ok: false });
      expect(await ask(given('officer'))).toMatchObject({ error: { code: 'access.approvers-missing' } });
      expect(await ask(given('officer', 'member-2'))).toEqual(ok(null));
    }
    const by = ['officer', 'member-2'];
    expect(bodies('sitting.suspended')).toMatchObject([{ approvers: by }]);
    expect(bodies('sitting.resumed')).toMatchObject([{ approvers: by }]);
  });

  it('takes other two where the policy says so', async () => {
    await zone.stop();
    station.remove();
    const rule = { persons: 2, roles: ['chair' as const, 'secretary' as const], including: [] };
    const approvals = { ...defaultPolicy.approvals, suspend: rule, resume: rule };
    await begin({ ...defaultPolicy, approvals });
    await client.duty.draw({ holders: [{ duty: 'operator', person: 'member-2' }], approvers });
    open();
    for (const step of steps) {
      expect(await client.station[step](given('officer', 'member-2'))).toMatchObject({ ok: false });
      expect(await client.station[step](given('chair', 'secretary'))).toEqual(ok(null));
    }
  });
});
