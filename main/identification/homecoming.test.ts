import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Policy, policySchema } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { folded } from '../../core/journal/following.ts';
import { homecomingFold, homecomingsOf } from '../../core/journal/homecomings.ts';
import { identifiedFold, identifiedOf } from '../../core/journal/identified.ts';
import { err, ok } from '../../core/problem/result.ts';
import { credentials, election } from '../package/package.fixture.ts';
import { atDesk, image, records, served } from './served.fixture.ts';
import { rebuild, stateDifferences } from './state/rebuild.ts';

const address = { ky: 'Бишкек', ru: 'Бишкек', en: 'Bishkek' };
const remote = { number: '0050', names: address, address, constituency: null, kind: 'remote', zone: null } as const;
const [asel, bermet, , chynara] = records;
if (!asel || !bermet || !chynara) throw new Error('the fixture has nobody');
const listed = [
  { ...asel, remote: true, votesAt: '0050' },
  { ...bermet, remote: true, votesAt: '0050' },
  { ...chynara },
];
const lets: Policy = { ...defaultPolicy, homecoming: { listedRemote: 'admit-by-two-persons' } };
const approvers = [...credentials];
const why = { reason: 'аралыктан добуш берүүдөн баш тартты' };

let station: Awaited<ReturnType<typeof served>>;
let printed: string[];
const begin = async (policy: Policy): Promise<void> => {
  station = await served(policy, { listed, election: { ...election, precincts: [...election.precincts, remote] } });
  printed = [];
  station.zone.devices.print = async (svg) => {
    printed.push(svg);
    return ok(null);
  };
};
const find = async (pin = asel.pin): Promise<void> => {
  expect(await station.client.voter.find({ text: pin })).toEqual(ok(null));
  await expect.poll(() => station.zone.way.step.at).not.toBe('looking-up');
};
const events = () =>
  station.zone.kiosk.db
    .prepare<[], string>('select line from journal order by seq')
    .pluck()
    .all()
    .map((line) => JSON.parse(line));
afterEach(() => station.close());

describe('a voter of the remote list at her home station', () => {
  it('is refused by the shipped policy, and by packages of before there was the field', async () => {
    const { homecoming: _, approvals, ...before } = defaultPolicy;
    const { homecoming: __, ...approvalsBefore } = approvals;
    const older = policySchema.parse({ ...before, approvals: approvalsBefore });
    expect(older.homecoming).toEqual(defaultPolicy.homecoming);
    await begin(older);
    await find();
    expect(station.zone.way.step).toMatchObject({ at: 'refused', refusal: { reason: 'listed-remote' } });
    expect(await station.client.voter.admitListed({ ...why, approvers })).toEqual(
      err({ code: 'station.nothing-to-do' }),
    );
    expect(station.told('attempt.homecoming')).toEqual([]);
  });

  describe('where the policy lets two persons admit her', () => {
    beforeEach(() => begin(lets));

    it('is admitted by the chair and a member with a reason, and then by her finger; marked wherever she is counted', async () => {
      const { client, zone, onGlass, told } = station;
      await find();
      expect(zone.way.step).toMatchObject({ at: 'homecoming', to: { number: '0050' } });
      expect(await client.voter.admitListed({ ...why, approvers: [...atDesk] })).toMatchObject({
        error: { code: 'access.approver-role' },
      });
      expect(await client.voter.admitListed({ ...why, approvers: approvers.slice(0, 1) })).toMatchObject({ ok: false });
      expect(zone.way.step.at).toBe('homecoming');
      onGlass.push(image('asel', 2, 2));
      expect(await client.voter.admitListed({ ...why, approvers })).toEqual(ok(null));
      await expect.poll(() => zone.way.step.at, { timeout: 20_000 }).toBe('admitted');

      expect(told('attempt.homecoming')).toMatchObject([{ station: '0050', ...why, approvers: ['chair', 'member'] }]);
      expect(told('admission.reserved')).toMatchObject([{ listedAt: '0050', modality: 'finger', category: 'home' }]);
      expect(printed.at(-1)).toContain('№ 0050');
      await client.voter.finish({});

      // Somebody who is listed here has no mark.
      onGlass.push(image('chynara', 2, 2));
      await find(chynara.pin);
      await expect.poll(() => zone.way.step.at, { timeout: 20_000 }).toBe('admitted');
      expect(told('admission.reserved')[1]).not.toHaveProperty('listedAt');
      expect(printed.at(-1)).not.toContain('№ 0050');

      expect(zone.sitting.counters()).toMatchObject({ confirmed: 2, homecomers: 1 });
      const slip = JSON.stringify(zone.station.slips.stationSlip('final', 'f'.repeat(64)));
      expect(slip).toContain('Прошли из списка дистанционного голосования');
      // The commission's own paper of it is due, with the station and the receipt on it.
      const { due } = await client.acts.overview({});
      expect(due).toMatchObject([{ kind: 'homecoming', facts: { listed: '0050', reason: { ru: why.reason } } }]);
      const [act] = due;
      if (!act) throw new Error('no act is due');
      expect(await client.acts.draw({ kind: act.kind, of: act.of, words: null, on: 'slip' })).toMatchObject({
        ok: true,
      });
      expect(
        printed
          .at(-1)
          ?.replaceAll(/<[^>]*>/g, ' ')
          .replaceAll(/\s+/g, ' '),
      ).toContain('№ 0050');
      expect(printed.at(-1)).toContain(act.facts?.receipts[0] ?? 'none');
      expect((await client.acts.overview({})).due).toEqual([]);
      expect(stateDifferences(zone.kiosk.db, rebuild(events()))).toEqual([]);
      // Whoever has the journal finds her, and that her finger was compared.
      const { voter } = told('admission.reserved')[0] as { voter: string };
      expect(homecomingsOf(folded(homecomingFold, events()))).toMatchObject([
        { voter, station: '0050', state: 'confirmed' },
      ]);
      expect(identifiedOf(folded(identifiedFold, events()))).toMatchObject({ receipts: 2, without: [] });
    });

    it('is decided about alone: whoever stands there when the codes are checked has nobody’s decision yet', async () => {
      const { client, zone, told } = station;
      await find();
      let checked = (): void => {};
      const approve = zone.desk.approve.bind(zone.desk);
      vi.spyOn(zone.desk, 'approve').mockImplementationOnce(async (...asked) => {
        await new Promise<void>((resolve) => {
          checked = resolve;
        });
        return approve(...asked);
      });
      const decided = client.voter.admitListed({ ...why, approvers });
      await client.voter.cancel({});
      await find(bermet.pin);
      expect(zone.way.step.at).toBe('homecoming');
      checked();
      expect(await decided).toEqual(err({ code: 'station.nothing-to-do' }));
      expect([zone.way.step.at, zone.way.voter?.record]).toEqual(['homecoming', bermet.record]);
      expect(told('attempt.homecoming')).toEqual([]);
    });

    it('is refused by the officer where nobody decides so, with the station on her slip', async () => {
      const { client, zone } = station;
      await find();
      expect(await client.voter.refuseListed({})).toEqual(ok(null));
      expect(zone.way.step).toMatchObject({
        at: 'refused',
        refusal: { reason: 'listed-remote', to: { number: '0050' } },
      });
      expect(await client.papers.refusal({})).toEqual(ok(null));
      expect(printed.at(-1)).toContain('№ 0050');
      expect(zone.sitting.counters()).not.toHaveProperty('homecomers');
      const slip = JSON.stringify(zone.station.slips.stationSlip('final', 'f'.repeat(64)));
      expect(slip).not.toContain('Прошли из списка дистанционного голосования');
    });

    it('is not identified by the decision: another finger stays another’s', async () => {
      const { client, zone, onGlass, told } = station;
      await find();
      for (let n = 1; n <= 8; n += 1) onGlass.push(image('chynara', n % 2 ? 2 : 7, n));
      expect(await client.voter.admitListed({ ...why, approvers })).toEqual(ok(null));
      await expect.poll(() => zone.way.step.at, { timeout: 20_000 }).toBe('refused');
      expect(told('admission.reserved')).toEqual([]);
      expect(zone.sitting.counters()).not.toHaveProperty('homecomers');
    });
  });
});
