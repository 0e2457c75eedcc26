import { BallotZone } from '../ballot-zone/room.ts';
import { StationKiosks } from '../network/room.ts';
import type { Frame } from './frame.ts';

/** What is beside this zone: the one that sees choices and no people, and the station's other kiosks. */
export interface BesideRooms {
  /** Null where this kiosk has none. */
  readonly ballotZone: BallotZone | null;
  readonly kiosks: StationKiosks;
}

export function besideRooms({ options, kiosk, files, keys, changes }: Frame): BesideRooms {
  const { hatch, link, config, monotonic } = options;
  const kiosks = new StationKiosks({
    ...{ kiosk, keys, files, changes, monotonic, config: config.network },
    link: config.network === undefined ? null : (link ?? null),
  });
  if (hatch === undefined || config.hatch === undefined) return { ballotZone: null, kiosks };
  return { ballotZone: new BallotZone({ kiosk, files, keys, hatch, changes, folder: config.hatch }), kiosks };
}
