import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok } from '../../../core/problem/result.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../../access/keys.ts';
import { codes, credentials, makeStation, peopleWith, type Station, voters } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';

export type Kiosk = Awaited<ReturnType<typeof zoneOf>>;
/** The station's kiosk, and two spare ones that its package knows. */
type Folder = 'device' | 'second' | 'third';

export const officer = { role: 'officer', person: 'officer' } as const;
export const chair = { person: 'chair', code: codes.chair };

/** The pseudonym of the n-th voter on the list, from 1. */
export const pseudonym = ({ zone }: Kiosk, n: number): string =>
  zone.kiosk.inForce()?.register.pseudonym(voters[n - 1]?.pin ?? '') ?? '';

function reserve(one: Kiosk, n: number, receipt: string): void {
  const { zone } = one;
  zone.kiosk.record('attempt.started', { attempt: `t-${receipt}`, by: 'pin' }, officer);
  zone.kiosk.record(
    'admission.reserved',
    {
      ...{ admission: `a-${receipt}`, attempt: `t-${receipt}`, voter: pseudonym(one, n), category: 'home' },
      ...{ constituency: 'k1', precinct: '0001', sex: 'female', ageGroup: '26-35', modality: 'finger' },
      receipts: [{ receipt, ballot: 'deputies' }],
    },
    officer,
  );
}

export function admit(one: Kiosk, n: number, receipt: string): void {
  const { kiosk } = one.zone;
  reserve(one, n, receipt);
  kiosk.record('print.handed', { job: `j-${receipt}`, receipt, copy: 0 }, officer);
  kiosk.record('receipt.printed', { admission: `a-${receipt}`, receipt }, { role: 'system' });
  kiosk.record('admission.confirmed', { admission: `a-${receipt}`, receipts: [receipt], evidence: 'printer' }, officer);
}

/** What does not balance at this kiosk's closing; null when all does. */
export const balance = ({ zone }: Kiosk): Problem | null | undefined =>
  zone.sitting.closingList().find(({ item }) => item === 'balance')?.problem;

/** A station with three kiosks and the chair's stick, made anew for each test of the file. */
export interface Day {
  readonly station: Station;
  /** The chair's stick, as a folder. */
  readonly stick: string;
  /** The kiosks' devices, as the commission registered them. */
  readonly devices: Readonly<Record<Folder, string>>;
  /** What people call each of them, by device. */
  readonly serials: Readonly<Record<string, string>>;
  /** What the kiosks’ printers have printed. */
  readonly printed: string[];
  /** Starts a kiosk, with the stick in it unless told otherwise. */
  readonly kiosk: (folder: Folder, folders?: readonly string[]) => Promise<Kiosk>;
  /** Stops one for good. */
  readonly gone: (one: Kiosk) => Promise<void>;
  /** An open station whose copy lies on the stick: voter 1 admitted, voter 2 reserved, nothing of her slip sent. */
  readonly copied: () => Promise<Kiosk>;
  /** The second kiosk after it has gone on from the first, or the third from the second. */
  readonly continued: (on?: 'second' | 'third') => Promise<Kiosk>;
}

type Made = Pick<Day, 'station' | 'stick' | 'devices' | 'serials'> & { readonly packageFile: string };

/** Makes such a day for each test, and clears it away. */
export function chairsStick(): Day {
  let made: Made | undefined;
  const today = (): Made => {
    if (made === undefined) throw new Error('no test runs');
    return made;
  };
  const running: Kiosk[] = [];
  const printed: string[] = [];

  beforeEach(async () => {
    printed.length = 0;
    const station = await makeStation();
    const spare = async (folder: Folder): Promise<DeviceKeys> => {
      const keys = await openKeys(join(station.dir, folder));
      if (!keys.ok) throw new Error(keys.error.code);
      const registered = await station.commission.register(deviceRequest(keys.value, true), '0001');
      if (!registered.ok) throw new Error(registered.error.code);
      keys.value.trustCommission(station.commission.trust);
      return keys.value;
    };
    const kiosks = { device: station.keys, second: await spare('second'), third: await spare('third') };
    const devices = { device: kiosks.device.device, second: kiosks.second.device, third: kiosks.third.device };
    const serials = Object.fromEntries(Object.values(kiosks).map(({ device, serial }) => [device, serial]));
    const packageFile = (await station.write('a.taanuu', { people: await peopleWith({ officer: 'officer' }) })).path;
    const stick = join(station.dir, 'stick');
    mkdirSync(stick);
    made = { station, packageFile, stick, devices, serials };
  });
  afterEach(async () => {
    for (const { zone } of running.splice(0)) await zone.stop();
    made?.station.remove();
    made = undefined;
  });

  const kiosk: Day['kiosk'] = async (folder, folders = [today().stick]) => {
    const { station, packageFile } = today();
    const one = await zoneOf(station, packageFile, { stateDir: join(station.dir, folder), folders: [...folders] });
    one.zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    running.push(one);
    return one;
  };

  return {
    get station() {
      return today().station;
    },
    get stick() {
      return today().stick;
    },
    get devices() {
      return today().devices;
    },
    get serials() {
      return today().serials;
    },
    printed,
    kiosk,
    gone: async (one) => {
      running.splice(running.indexOf(one), 1);
      await one.zone.stop();
    },
    copied: async () => {
      const first = await kiosk('device');
      const { zone, client } = first;
      await client.access.signIn(chair);
      expect(await client.copy.begin({ target: today().stick })).toEqual({ ok: true, value: null });
      const opened = {
        sitting: '2023-10-08-1',
        kind: 'day',
        registered: 4,
        carried: 0,
        approvers: ['chair', 'member'],
      };
      zone.kiosk.record('sitting.opened', opened as never, officer);
      expect(await zone.unlocking.unlock(credentials, officer)).toMatchObject({ ok: true });
      admit(first, 1, '0001-1-0001');
      reserve(first, 2, '0001-1-0002');
      await zone.copy.work();
      return first;
    },
    continued: async (on = 'second') => {
      const next = await kiosk(on);
      await next.client.access.signIn(chair);
      const before = today().devices[on === 'second' ? 'device' : 'second'];
      const file = (await next.client.copy.predecessors({})).find(({ name }) => name.includes(before));
      const asked = { file: `${file?.folder}/${file?.name}`, approvers: [...credentials] };
      expect(await next.client.copy.continue(asked)).toEqual({ ok: true, value: null });
      return next;
    },
  };
}
