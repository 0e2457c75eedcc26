import {
  type PlannedSitting,
  plannedSittings,
  proposedSitting,
  sittingsToCome,
} from '../../../core/election/sittings.ts';
import { type InForce, type Kiosk, localMoment } from '../kiosk.ts';
import { stationOf } from '../state/read.ts';
import { heldSittings } from '../state/sittings.ts';

/** Where the station stands in the sittings of its election. */
export interface SittingPlan {
  /** The one under way, or, while none is, the one that would be opened now. */
  readonly current: PlannedSitting;
  /** Those that a person may choose to come next; empty while one is under way. */
  readonly toCome: readonly PlannedSitting[];
  /** The one of them that the clock proposes, by id. */
  readonly proposed: string | null;
}

/** The plan as events, the signed election and the clock have it. */
export function sittingPlan(kiosk: Pick<Kiosk, 'db' | 'inForce' | 'now'>, force: InForce): SittingPlan {
  const { prepared, sitting, stage } = stationOf(kiosk.db);
  const held = heldSittings(kiosk.db);
  const plan = plannedSittings(force.election);
  const under = held.find((one) => one.sitting === sitting && one.closed_at === null);
  if (under) {
    const planned = plan.find((one) => one.kind === under.kind && under.sitting.startsWith(one.date));
    const current = { ...(planned ?? dayOf(force)), id: under.sitting, round: under.round };
    return { current, toCome: [], proposed: null };
  }
  const toCome = sittingsToCome(plan, held);
  const chosen = toCome.find(({ id }) => id === prepared);
  const proposed = proposedSitting(toCome, localMoment(kiosk, kiosk.now()).date);
  const current = chosen ?? proposed;
  return {
    // Every one was held: a package that was imported anew opens the day once more, under a name of its own.
    current: current ?? { ...dayOf(force), id: `${force.election.day.date}-${held.length + 1}` },
    toCome: stage === 'ready' || stage === 'closed' ? toCome : [],
    proposed: proposed?.id ?? null,
  };
}

const dayOf = ({ election }: InForce): PlannedSitting => ({ ...election.day, kind: 'day', id: '', round: 0 });
