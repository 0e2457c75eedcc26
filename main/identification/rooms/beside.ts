import { BallotZone } from '../ballot-zone/room.ts';
import type { Frame } from './frame.ts';

/** The zone beside this one, which sees choices and no people. */
export interface BesideRooms {
  /** Null where this kiosk has none. */
  readonly ballotZone: BallotZone | null;
}

export function besideRooms({ options, kiosk, files, keys, changes }: Frame): BesideRooms {
  const { hatch, config } = options;
  if (hatch === undefined || config.hatch === undefined) return { ballotZone: null };
  return { ballotZone: new BallotZone({ kiosk, files, keys, hatch, changes, folder: config.hatch }) };
}
