import type { Approval } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type DeviceKeys, openKeys } from '../access/keys.ts';
import type { StationView } from '../api/views.ts';
import type { Kiosk } from './kiosk.ts';
import { PackageLoader } from './package-loader.ts';
import { Projection } from './projection.ts';
import { afterwardsRooms } from './rooms/afterwards.ts';
import { attachedRooms } from './rooms/attached.ts';
import { besideRooms } from './rooms/beside.ts';
import { copyingRooms } from './rooms/copying.ts';
import { dayRooms } from './rooms/day.ts';
import { layFrame, type ZoneOptions } from './rooms/frame.ts';
import { Life, type Rooms } from './rooms/life.ts';
import { peopleRooms } from './rooms/people.ts';
import { provisioningRooms } from './rooms/provisioning.ts';
import { votersRooms } from './rooms/voters.ts';
import type { Steps } from './steps.ts';
import { openStore, type Store } from './store.ts';

export type { KioskConfig } from './config.ts';

/** The identification zone: its rooms, and how it lives. */
export interface Zone extends Rooms, Pick<Life, 'problems' | 'start' | 'loadPackage' | 'stop'> {
  readonly kiosk: Kiosk;
  readonly steps: Steps;
  readonly identity: StationView['device'];
  readonly projection: Projection;
  /** Who may decide by photo or override, and how many of them. */
  fallbackRule(kind: 'photo' | 'override'): Approval;
  /** How many copies of a slip there are to be: what was asked for, else what is usual; never more than the policy has. */
  copiesOf(slip: 'start' | 'final', asked: number | undefined): Result<number, Problem>;
}

/** Puts the rooms together. Those that need one another ask for it when something happens, not here. */
function putTogether(options: ZoneOptions, keys: DeviceKeys, own: Store): Zone {
  const later = (): Zone => zone;
  const frame = layFrame(options, keys, own);
  const { kiosk, files, changes } = frame;
  const { steps } = options;
  const loader = new PackageLoader(kiosk, files, steps, {
    verified: async (file, sha256) => zone.ballotZone?.keepPackage(file, sha256),
    taken: () => zone.recordings.drop(),
  });
  const life = new Life(frame, loader, later);
  const problems = () => life.problems();
  const policy = () => kiosk.inForce()?.policy ?? defaultPolicy;

  const attached = attachedRooms(frame, later);
  const people = peopleRooms(frame, attached, later);
  const beside = besideRooms(frame, attached, problems);
  const voters = votersRooms(frame, attached, people, beside, later);
  const day = dayRooms(frame, attached, people, voters, { loader, problems, ...beside });
  const afterwards = afterwardsRooms(frame, attached, people, day, beside, later);
  const copying = copyingRooms(frame, attached, day, beside);
  const provisioning = provisioningRooms(frame, attached, day, later);
  const rooms: Rooms = {
    ...{ ...attached, ...people, ...voters, ...beside, ...day },
    ...{ ...afterwards, ...copying, ...provisioning },
  };
  const identity = { id: keys.device, serial: keys.serial, words: keys.words };
  const fallbackRule: Zone['fallbackRule'] = (kind) => {
    const { approvers, roles, including = [], duty } = policy().fallbacks[kind];
    return { persons: approvers, roles, including, duty };
  };
  const zone: Zone = {
    ...rooms,
    ...{ kiosk, steps, identity, problems, fallbackRule },
    projection: new Projection({ ...rooms, kiosk, identity, problems, fallbackRule }, changes),
    start: () => life.start(),
    stop: () => life.stop(),
    loadPackage: (file, actor, onProgress) => life.loadPackage(file, actor, onProgress),
    copiesOf: (slip, asked) => {
      const { usual, most } = policy().slipCopies[slip];
      const copies = asked ?? usual;
      return copies > most ? err({ code: 'day.too-many-copies', params: { most } }) : ok(copies);
    },
  };
  return zone;
}

/** Opens keys and the device's journal and puts the zone together; `start` takes up its work. */
export async function openZone(options: ZoneOptions): Promise<Result<Zone, Problem>> {
  const keys = await openKeys(options.stateDir);
  if (!keys.ok) return keys;
  const own = openStore({ stateDir: options.stateDir, keys: keys.value, election: null, now: options.now });
  if (!own.ok) return own;
  return ok(putTogether(options, keys.value, own.value));
}
