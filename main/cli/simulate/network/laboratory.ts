import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Election } from '../../../../core/election/election.ts';
import type { HubEntry } from '../../../../core/election/hub.ts';
import type { Policy } from '../../../../core/election/policy.ts';
import { defaultPolicy } from '../../../../core/election/policy-default.ts';
import type { KiosksPolicy } from '../../../../core/election/policy-kiosks.ts';
import type { RegisterRecord } from '../../../../core/election/register-record.ts';
import type { Trust } from '../../../../core/journal/trust.ts';
import { formatPin } from '../../../../core/person/pin.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../../../access/keys.ts';
import { demoPeople, demoPersonEntries } from '../../../demo/people.ts';
import { demoElection } from '../../../demo/voters.ts';
import type { FleetFile } from '../../../hub/fleet.ts';
import { fleetFile } from '../../../hub/setting-up.ts';
import { serialTable } from '../../../identification/devices/setup.ts';
import { pseudonymOf } from '../../../identification/register/seal.ts';
import { certificatesOf, certifiedDevices } from '../../../package/certificates.ts';
import { type Commission, openCommission } from '../../../package/commission.ts';
import { trustOf } from '../../../package/trust.ts';
import { writePackage } from '../../../package/writer.ts';
import { makeFolder } from '../../../storage/folder.ts';

/** The station of which all kiosks are, and another one's. */
export const STATION = '0001';
export const OTHER_STATION = '0002';
/** What it costs to try a code, where nobody guesses: codes are no subject here, and each admission takes one. */
const CODE_COST = { n: 1024, r: 8, p: 1 } as const;

/** A device that a commission has registered. */
export interface RegisteredDevice {
  /** Its folder. */
  readonly folder: string;
  readonly keys: DeviceKeys;
}

/** One station of several kiosks with its signed package, before anything is started. */
export interface Laboratory {
  readonly commission: Commission;
  readonly election: Election;
  readonly kiosks: readonly RegisteredDevice[];
  /** A device of the station without a kiosk: what it says is to be believed under its own name, and no other. */
  readonly rogue: RegisteredDevice;
  /** Devices that have no business here: of another station, and of another commission. */
  readonly strangers: readonly RegisteredDevice[];
  readonly trust: Trust;
  /** Certificates of the network as the package has them, PEM, by device. */
  readonly certificates: ReadonlyMap<string, string>;
  /** PINs of the list, in the order of its numbers. */
  readonly pins: readonly string[];
  /** Number on the list, by pseudonym. */
  readonly numbers: ReadonlyMap<string, number>;
}

/**
 * Nobody's finger is compared: a person vouches for everybody with one code, so that an admission is as quick as the
 * kiosk's own work. All else is the shipped policy.
 */
function laboratoryPolicy(apart: KiosksPolicy['apart']): Policy {
  const { fallbacks, modalities, opening } = defaultPolicy;
  return {
    ...defaultPolicy,
    modalities: modalities.map((one) => ({ ...one, enabled: false })),
    fallbacks: {
      ...fallbacks,
      override: { enabled: true, cap: null, approvers: 1, roles: ['officer'], including: ['officer'] },
    },
    opening: { ...opening, seals: [], paperList: false },
    kiosks: { apart },
    // Everybody's lock is asked for, and whoever is admitted without one is looked up afterwards.
    remote: { ...defaultPolicy.remote, basis: 'open' },
    lock: { ...defaultPolicy.lock, needed: 'all' },
    session: { idleMinutes: 30, limitHours: 12 },
  };
}

/** Makes commission, devices and package in a folder that is empty. */
export async function makeLaboratory(
  folder: string,
  {
    kiosks: count,
    voters,
    apart,
    hub: startHub,
  }: {
    readonly kiosks: number;
    readonly voters: number;
    readonly apart: KiosksPolicy['apart'];
    /** Starts the hub above the station; null: there is none. */
    readonly hub: ((commission: Commission, fleet: FleetFile) => HubEntry) | null;
  },
): Promise<Laboratory> {
  makeFolder(folder);
  const commission = openCommission(join(folder, 'commission'), 'Сыноо комиссиясы', true);
  const kiosks: RegisteredDevice[] = [];
  for (let n = 1; n <= count; n += 1) kiosks.push(await registered(folder, `kiosk-${n}`, commission, STATION));
  // A device of no station may stand in for one of any.
  const rogue = await registered(folder, 'rogue', commission, null);
  const other = openCommission(join(folder, 'other-commission'), 'Башка комиссия', true);
  const strangers = [
    await registered(folder, 'other-station', commission, OTHER_STATION),
    await registered(folder, 'other-commission-device', other, STATION),
  ];
  const whole = demoElection();
  const election: Election = { ...whole, ballots: whole.ballots.slice(0, 1) };
  const records = Array.from({ length: voters }, (_, n) => record(n + 1, election));
  const devices = await commission.devices();
  const hub = startHub?.(commission, fleetFile({ election: election.id, mode: election.mode }, devices));
  const path = join(folder, 'station.taanuu');
  await writePackage(path, commission, {
    ...{ election, policy: laboratoryPolicy(apart), station: STATION, version: 1, devices, records },
    people: await demoPersonEntries(STATION, demoPeople, CODE_COST),
    created: new Date().toISOString(),
    ...(hub && { hub }),
  });
  const key = Buffer.from(commission.secrets(election.id, election.mode).pseudonyms, 'base64url');
  return {
    ...{ commission, election, kiosks, rogue, strangers },
    trust: trustOf({ election, devices: [...devices] }),
    certificates: certificatesOf(certifiedDevices(devices, commission)),
    pins: records.map(({ pin }) => pin),
    numbers: new Map(records.map(({ pin, number }) => [pseudonymOf(key, pin), number])),
  };
}

/** The kiosk's own file: its package, which it takes up by itself, and where it is in the network. */
export function writeKioskFile(
  { folder }: RegisteredDevice,
  network: { readonly listen: string; readonly peers: readonly string[] },
): void {
  const station = join(folder, '..', 'station.taanuu');
  const none = (name: string): string => join(folder, 'no-device', name);
  const devices = serialTable({ fingerprint: none('a'), document: none('b'), printer: none('c') }, { simulated: true });
  const config = { devices, folders: [], firstPackage: station, network: { ...network, discover: false } };
  writeFileSync(join(folder, 'kiosk.json'), JSON.stringify(config));
}

async function registered(
  folder: string,
  name: string,
  commission: Commission,
  station: string | null,
): Promise<RegisteredDevice> {
  const own = join(folder, name);
  makeFolder(own);
  const keys = await openKeys(own);
  if (!keys.ok) throw new Error(keys.error.code);
  const done = await commission.register(deviceRequest(keys.value, true), station);
  if (!done.ok) throw new Error(done.error.code);
  const trusted = keys.value.trustCommission(commission.trust);
  if (!trusted.ok) throw new Error(trusted.error.code);
  return { folder: own, keys: keys.value };
}

function record(n: number, { precincts }: Election): RegisterRecord {
  const person = { sex: n % 2 === 0 ? 'female' : 'male', birthDate: '1980-05-05' } as const;
  return {
    ...{ record: `r${n}`, number: n, surname: `Сыноо${n}`, given: 'Айгүл', patronymic: null, ...person },
    ...{ pin: formatPin(person, n), documents: [], address: 'Саруу', precinct: STATION },
    constituency: precincts.find(({ number }) => number === STATION)?.constituency ?? '',
    ...{ remote: false, votesAt: null, admitted: null, photo: null, fingers: [] },
  };
}
