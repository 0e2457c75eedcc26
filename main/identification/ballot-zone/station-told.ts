import { plannedSittings, sittingsToCome } from '../../../core/election/sittings.ts';
import type { HatchStage } from '../../../core/hatch/hatch.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import { sittingPlan } from '../sittings/plan.ts';
import { stationOf } from '../state/read.ts';
import { heldSittings, sittingOf } from '../state/sittings.ts';

/** How the station stands, for the ballot zone. */
export interface StationTold {
  readonly stage: HatchStage;
  /** The one under way or held last; before the opening the one that comes, whose box is tested and proved empty by then. */
  readonly sitting: string | null;
}

/**
 * The stage as the box in the room is concerned with it: a sitting outside the room takes its ballots into mobile boxes,
 * which are fed at the end of the day, and the box waits for the day meanwhile.
 * @param wiped the device was emptied of its election, and has taken no other since
 */
export function stationTold(kiosk: Pick<Kiosk, 'db' | 'inForce' | 'now'>, wiped: boolean): StationTold {
  if (wiped) return { stage: 'wiped', sitting: null };
  const { stage, sitting } = stationOf(kiosk.db);
  const force = kiosk.inForce();
  if (stage === 'unprovisioned' || !force) return { stage: 'unprovisioned', sitting: null };
  const outside = sittingOf(kiosk.db, sitting)?.kind === 'outside';
  if (stage === 'ready' || outside) return { stage: 'ready', sitting: comingIntoTheRoom(kiosk, force) };
  return { stage, sitting };
}

function comingIntoTheRoom(kiosk: Pick<Kiosk, 'db' | 'inForce' | 'now'>, force: InForce): string | null {
  const { current } = sittingPlan(kiosk, force);
  if (current.kind !== 'outside') return current.id;
  const toCome = sittingsToCome(plannedSittings(force.election), heldSittings(kiosk.db));
  return toCome.find(({ kind }) => kind !== 'outside')?.id ?? null;
}
