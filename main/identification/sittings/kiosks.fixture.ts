import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BallotPapers } from '../../../core/ballot/definition.ts';
import type { Policy } from '../../../core/election/policy.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { Planning } from '../../../core/election/sittings.ts';
import { ok } from '../../../core/problem/result.ts';
import { makeCodeKey } from '../../access/code.ts';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { credentials, election, makeStation, peopleOf, voter } from '../../package/package.fixture.ts';
import type { HatchLine } from '../ballot-zone/hatch-line.ts';
import { zoneOf } from '../zone.fixture.ts';

/** Real zones of one station whose election has three sittings; voters are admitted by the events of a way that went well. */
export const sittings = [
  { kind: 'outside', date: '2023-10-07', open: '09:00', close: '18:00' },
  { kind: 'day', ...election.day },
  { kind: 'repeat', date: '2023-10-22', open: '08:00', close: '20:00' },
] as const;
export const [OUTSIDE, DAY, REPEAT] = ['2023-10-07-1', '2023-10-08-2', '2023-10-22-3'];
const CODE = '730518';
export const actor = { role: 'officer', person: 'officer' } as const;
export const chair = { role: 'chair', person: 'chair' } as const;
const approvers = [...credentials];

/** So many kiosks of one station, with the same stick; `plan` are the sittings of its election. */
export async function kiosks(
  count: number,
  policy: Partial<Policy> = {},
  plan: NonNullable<Planning['sittings']> = [...sittings],
  /** The first one has a ballot zone beside it, and papers of these ballots. */
  beside?: { readonly line: HatchLine; readonly papers: BallotPapers },
) {
  const station = await makeStation();
  const stick = join(station.dir, 'stick');
  mkdirSync(stick);
  const dirs = [station.dir, ...Array.from({ length: count - 1 }, (_, n) => join(station.dir, `kiosk-${n + 2}`))];
  for (const dir of dirs.slice(1)) {
    mkdirSync(dir);
    const keys = await openKeys(join(dir, 'device'));
    if (!keys.ok) throw new Error(keys.error.code);
    const registered = await station.commission.register(deviceRequest(keys.value, true), '0001');
    if (!registered.ok) throw new Error(registered.error.code);
    keys.value.trustCommission(station.commission.trust);
  }
  const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
  const desk = { id: 'officer', role: 'officer' as const, station: '0001', name: 'officer', code, defaultCode: false };
  const people = [...(await peopleOf()), desk];
  const write = (file: string, version: number, sittings: NonNullable<Planning['sittings']>) =>
    station.write(file, {
      ...{ version, people },
      election: { ...election, sittings, ...(beside ? { papers: beside.papers } : {}) },
      policy: { ...defaultPolicy, ...policy },
      records: [1, 2, 3, 4].map((n) => voter(n)),
    });
  const { path } = await write('a.taanuu', 1, plan);
  const clock = { now: new Date('2023-10-07T10:00:00+06:00') };
  const all = await Promise.all(
    dirs.map((dir, at) =>
      kiosk(
        dir,
        path,
        stick,
        clock,
        beside && at === 0 ? { line: beside.line, folder: join(dir, 'hatch') } : undefined,
      ),
    ),
  );
  return {
    all,
    clock,
    stick,
    /** The commission writes the next version of the package to the stick, with these sittings. @returns its path */
    nextPackage: async (decided: NonNullable<Planning['sittings']>): Promise<string> =>
      (await write(join('stick', 'next.taanuu'), 2, decided)).path,
    path,
    station,
    close: async () => {
      for (const one of all) await one.zone.stop();
      station.remove();
    },
  };
}

async function kiosk(
  dir: string,
  path: string,
  stick: string,
  clock: { now: Date },
  beside?: { readonly line: HatchLine; readonly folder: string },
) {
  const { zone, client } = await zoneOf({ dir }, path, {
    ...{ now: () => clock.now, folders: [stick] },
    ...(beside ? { beside } : {}),
  });
  zone.devices.print = async () => ok(null);
  const signIn = async (person: string): Promise<void> => {
    if (zone.desk.person) zone.desk.signOut('asked');
    const known = credentials.find((one) => one.person === person) ?? { person, code: CODE };
    expect(await client.access.signIn(known)).toEqual(ok(null));
  };
  return {
    zone,
    client,
    signIn,
    /** Opens the sitting that comes now; one outside the room with twelve ballots in one box. */
    opens: async (): Promise<void> => {
      await signIn('chair');
      if (zone.sittings.view()?.tasks.includes('take-ballots')) {
        expect(await client.sittings.takeBallots({ taken: 12, boxes: ['A-101'] })).toEqual(ok(null));
      }
      expect(await client.station.open({ approvers })).toEqual(ok(null));
    },
    closes: async (): Promise<void> => {
      expect(await client.station.finish({})).toEqual(ok(null));
      if (zone.sittings.view()?.tasks.includes('return-ballots')) {
        const handedOut = zone.sittings.view()?.ballots?.receipts ?? 0;
        const back = { handedOut, spoiled: 0, broughtBack: 12 - handedOut, reason: null };
        expect(await client.sittings.returnBallots({ ...back, approvers })).toEqual(ok(null));
      }
      expect(await client.station.close({ approvers })).toEqual(ok(null));
      await zone.slipCopies.idle();
    },
    admit: (n: number): string => {
      const id = zone.kiosk.newId();
      const [admission, attempt, receipt] = [`a-${id}`, `t-${id}`, `r-${id}`];
      zone.kiosk.record('attempt.started', { attempt, by: 'number' }, actor);
      zone.kiosk.record(
        'admission.reserved',
        {
          ...{ admission, attempt, voter: zone.kiosk.inForce()?.register.pseudonym(voter(n).pin) ?? '' },
          ...{ category: 'home', constituency: 'k1', precinct: '0001', sex: 'female', ageGroup: '19-35' },
          ...{ modality: 'finger', receipts: [{ receipt, ballot: 'deputies' }] },
        },
        actor,
      );
      zone.kiosk.record('print.handed', { job: `j-${id}`, receipt, copy: 0 }, actor);
      zone.kiosk.record('receipt.printed', { admission, receipt }, { role: 'system' });
      zone.kiosk.record('admission.confirmed', { admission, receipts: [receipt], evidence: 'printer' }, actor);
      return receipt;
    },
    /** What the officer is told of a voter: the refusal, or the step that she comes to. */
    told: async (n: number): Promise<unknown> => {
      await signIn('officer');
      await client.voter.find({ text: voter(n).pin });
      await expect.poll(() => zone.way.step.at).not.toBe('looking-up');
      const { step } = zone.way;
      zone.way.stop();
      await signIn('chair');
      return step.at === 'refused' ? step.refusal : step.at;
    },
    /** Bodies of the journal's events of a type. */
    events: (type: string): readonly unknown[] =>
      zone.kiosk.db
        .prepare<[string], string>('select line from journal where type = ? order by seq')
        .pluck()
        .all(type)
        .map((line) => (JSON.parse(line) as { readonly body: unknown }).body),
    lines: (): readonly string[] =>
      zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all(),
  };
}
export type TestKiosk = Awaited<ReturnType<typeof kiosk>>;
