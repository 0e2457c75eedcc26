import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Refusal } from '../../../core/admission/step.ts';
import { layouts, listStyle } from '../../../core/ballot/examples.fixture.ts';
import type { Election } from '../../../core/election/election.ts';
import type { Policy } from '../../../core/election/policy.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import type { KeptAlarm } from '../../../core/hub/alarm.ts';
import type { DeviceState } from '../../../core/hub/device-state.ts';
import { type JournalName, journalKey, voterKey } from '../../../core/hub/names.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { ok } from '../../../core/problem/result.ts';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { standing } from '../../hub/buckets.ts';
import { lockStanding } from '../../hub/lock.ts';
import {
  credentials,
  makeStation,
  otherCode,
  peopleWith,
  election as probe,
  voter,
} from '../../package/package.fixture.ts';
import { locksOwed } from '../state/national-lock.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { zoneOf } from '../zone.fixture.ts';
import { type HubAbove, hubAbove } from './hub.fixture.ts';
import { Lan, SITTING } from './station.fixture.ts';

/**
 * A home station with one or two kiosks and a station for remote voting, of one commission, under one real hub. Voters go
 * their whole way; nobody compares fingers: the policy lets one person vouch.
 */
const words = (ky: string) => ({ ky, ru: ky, en: ky });
const remotePlace = {
  ...{ number: '9001', names: words('№ 9001'), address: words('Бишкек, Пушкин 50'), constituency: null },
  ...{ kind: 'remote' as const, zone: null },
};

const election: Election = {
  ...probe,
  precincts: [...probe.precincts, remotePlace],
  ballots: probe.ballots.map((one) => ({ ...one, medium: { home: 'paper', remote: 'printed' } })),
  papers: {
    layouts: [layouts.list],
    styles: probe.constituencies.map(({ id }, number) => ({
      ...listStyle(4),
      ...{ id: `deputies-${id}`, ballot: 'deputies', constituency: id, number },
    })),
  },
};
const vouched: Policy['fallbacks'] = {
  ...defaultPolicy.fallbacks,
  override: { enabled: true, cap: null, approvers: 1, roles: ['officer'] },
};
const printer = { id: 'ballots', driver: 'cups', at: 'ballots@/none', simulated: false } as const;
const names = { device: '0001', second: '0001', remote: '9001' } as const;
export type KioskName = keyof typeof names;

/** What became of a voter at the desk: the refusal, or null where she was admitted. */
export type Outcome = Refusal | null;

export async function twoStations({
  policy = {},
  second = false,
  home = Array.from({ length: 6 }, (_, n) => voter(n + 1)),
  remote,
}: {
  policy?: Partial<Policy>;
  /** The home station has two kiosks. */
  second?: boolean;
  home?: readonly RegisterRecord[];
  /** The register of the station for remote voting. */
  remote: readonly RegisterRecord[];
}) {
  const station = await makeStation();
  for (const name of second ? (['second', 'remote'] as const) : (['remote'] as const)) {
    mkdirSync(join(station.dir, name));
    const keys = await openKeys(join(station.dir, name));
    if (!keys.ok) throw new Error(keys.error.code);
    const registered = await station.commission.register(deviceRequest(keys.value, true), names[name]);
    if (!registered.ok) throw new Error(registered.error.code);
    keys.value.trustCommission(station.commission.trust);
  }
  const above: HubAbove = await hubAbove(station);
  const people = (await peopleWith({ officer: 'officer' })).map((one) => ({ ...one, station: null }));
  const given = { election, people, hub: above.entry, policy: { ...defaultPolicy, fallbacks: vouched, ...policy } };
  const packages = {
    '0001': await station.write('home.taanuu', { ...given, records: [...home] }),
    '9001': await station.write('remote.taanuu', { ...given, records: [...remote], station: '9001' }),
  };
  const lan = new Lan();
  const time = { now: 0 };
  const open = new Map<KioskName, Awaited<ReturnType<typeof start>>>();

  async function start(name: KioskName) {
    const { zone, client } = await zoneOf(station, packages[names[name]].path, {
      ...{ stateDir: join(station.dir, name), link: lan.line(name), more: name === 'remote' ? [printer] : [] },
      now: () => new Date(Date.parse('2023-10-08T08:30:00+06:00') + time.now),
      monotonic: () => time.now,
    });
    const sheets: Uint8Array[] = [];
    zone.devices.print = async () => ok(null);
    zone.devices.printBallot = async (pdf) => {
      sheets.push(pdf);
      return ok(null);
    };
    zone.devices.clearBallots = async () => ok(null);
    const unlocked = await zone.unlocking.unlock(credentials, { role: 'officer', person: 'officer' });
    if (!unlocked.ok) throw new Error(unlocked.error.code);
    const { kiosk, way } = zone;
    if (kiosk.db.prepare('select 1 from sitting').get() === undefined) {
      const opened = { sitting: SITTING, kind: 'day', registered: home.length, carried: 0 } as const;
      kiosk.record('sitting.opened', { ...opened, approvers: ['chair', 'member'] }, { role: 'chair', person: 'chair' });
    }
    await client.access.signIn({ person: 'officer', code: otherCode });
    const at = (steps: readonly string[]) =>
      expect.poll(() => way.step.at, { timeout: 20_000, interval: 5 }).toSatisfy((now) => steps.includes(now));
    /** She comes and goes her whole way. */
    const serve = async (n: number): Promise<Outcome> => {
      expect(await client.voter.find({ text: voter(n).pin })).toEqual(ok(null));
      await at(['override', 'refused']);
      if (way.step.at === 'override') {
        const vouching = { reason: 'laboratory', approvers: [{ person: 'officer', code: otherCode }] };
        expect(await client.voter.override(vouching)).toEqual(ok(null));
        await at(['admitted', 'refused', 'ballot-out', 'ballot-trouble']);
      }
      if (way.step.at === 'ballot-out') {
        await client.sheet.delivered({ admission: way.admission ?? '' });
        await at(['admitted']);
      }
      const { step } = way;
      await client.voter.finish({});
      return step.at === 'refused' ? step.refusal : null;
    };
    const events = (): readonly JournalEvent[] =>
      kiosk.db
        .prepare<[], string>('select line from journal order by seq')
        .pluck()
        .all()
        .map((line) => JSON.parse(line) as JournalEvent);
    return {
      ...{ zone, client, serve, events, sheets, name },
      of: { election: 'probe', mode: 'laboratory', station: names[name], device: kiosk.device } as JournalName,
      pseudonym: (n: number): string => kiosk.inForce()?.register.pseudonym(voter(n).pin) ?? '',
      told: (type: string) => events().filter((one) => one.type === type),
      /** The tables are those that the journal alone gives. */
      rebuilt: () => expect(stateDifferences(kiosk.db, rebuild(events()))).toEqual([]),
    };
  }

  const kioskOf = (name: KioskName) => {
    const kiosk = open.get(name);
    if (!kiosk) throw new Error(`${name} is not there`);
    return kiosk;
  };
  const seconds = async (more: number): Promise<void> => {
    for (let second = 0; second < more; second++) {
      time.now += 1_000;
      for (const { zone } of open.values()) zone.kiosks.tick();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    ...{ above, lan, time, seconds, kioskOf, station },
    /** What the hub has counted of a kiosk. */
    stateOf: async (name: KioskName) =>
      (await standing<DeviceState | null>(above.hub.buckets.device, journalKey(kioskOf(name).of), null)).value,
    /** Time goes by until it is so. */
    soon: <T>(look: () => T | Promise<T>) =>
      expect.poll(async () => [await seconds(1), await look()][1] as T, { timeout: 30_000 }),
    /** Which device has a voter's lock at the hub; null: nobody. */
    lockOwner: async (name: KioskName, n: number): Promise<string | null> => {
      const { of, pseudonym } = kioskOf(name);
      const { owner } = await lockStanding(above.hub.buckets.lock, voterKey(of, '0', pseudonym(n)));
      return owner?.device ?? null;
    },
    locksOpen: () => above.hub.lock.open({ election: 'probe', mode: 'laboratory' }, Date.now()),
    start: async (name: KioskName) => {
      await open.get(name)?.zone.stop();
      open.set(name, await start(name));
      return kioskOf(name);
    },
    files: { '0001': packages['0001'].path, '9001': packages['9001'].path },
    /** What the hub has raised. */
    alarms: async (): Promise<readonly (KeptAlarm | undefined)[]> => {
      const { alarm } = above.hub.buckets;
      const keys: string[] = [];
      for await (const key of await alarm.keys('probe.laboratory.>')) keys.push(key);
      return Promise.all(keys.map(async (key) => (await alarm.get(key))?.json<KeptAlarm>()));
    },
    /** How many locks a kiosk owes the hub. */
    owed: (name: KioskName) => locksOwed(kioskOf(name).zone.kiosk.db).length,
    stop: async (name: KioskName) => {
      await lan.linkDown(name);
      await open.get(name)?.zone.stop();
      open.delete(name);
    },
    /** Those have a link to the hub from now on. */
    link: async (...which: readonly KioskName[]) => {
      lan.linkUp(...which);
      for (const name of which) {
        await expect.poll(() => kioskOf(name).zone.kiosks.hub.view()?.connected, { timeout: 20_000 }).toBe(true);
      }
    },
    close: async () => {
      await lan.close();
      for (const { zone } of open.values()) await zone.stop();
      await above.close();
      station.remove();
    },
  };
}
