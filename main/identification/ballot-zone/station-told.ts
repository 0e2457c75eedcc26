import type { HatchStage } from '../../../core/hatch/hatch.ts';
import type { Kiosk } from '../kiosk.ts';
import { stationOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';

/** How the station stands, for the ballot zone. */
export interface StationTold {
  readonly stage: HatchStage;
  readonly sitting: string | null;
}

/**
 * The stage as the box in the room is concerned with it: a sitting outside the room takes its ballots into mobile boxes,
 * which are fed at the end of the day, and the box stays as it is meanwhile.
 * @param wiped the device was emptied of its election, and has taken no other since
 */
export function stationTold(kiosk: Pick<Kiosk, 'db' | 'inForce'>, wiped: boolean): StationTold {
  if (wiped) return { stage: 'wiped', sitting: null };
  const { stage, sitting } = stationOf(kiosk.db);
  const outside = sittingOf(kiosk.db, sitting)?.kind === 'outside';
  if (stage === 'unprovisioned' || stage === 'ready') return { stage, sitting: null };
  return outside ? { stage: 'ready', sitting: null } : { stage, sitting };
}
