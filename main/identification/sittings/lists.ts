import { plannedSittings } from '../../../core/election/sittings.ts';
import { shortDate } from '../../../core/person/dates.ts';
import { catalogue, type Problem } from '../../../core/problem/catalogue.ts';
import type { ChecklistLine } from '../../api/views.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import { predecessorDevices, wentOnElsewhere } from '../state/predecessor.ts';
import {
  admittedTwice,
  heldSittings,
  notAwaited,
  type OutsideBallotsRow,
  outsideBallotsOf,
  takenSittings,
} from '../state/sittings.ts';
import { sittingPlan } from './plan.ts';

type Around = Pick<Kiosk, 'db' | 'inForce' | 'now'>;

/** A sitting outside the room that came before, and whose admissions every kiosk of the station must know. */
export interface Awaited {
  readonly sitting: string;
  readonly date: string;
  readonly arrived: number;
  readonly awaited: number;
  /** Why persons decided not to wait for it. */
  readonly without: string | null;
}

/** What must have arrived before the sitting that comes now may open, be it the day or one more outside the room. */
export function awaitedSittings(kiosk: Around, force: InForce): readonly Awaited[] {
  const { current } = sittingPlan(kiosk, force);
  const plan = plannedSittings(force.election);
  const place = plan.findIndex(({ kind, date }) => kind === current.kind && date === current.date);
  const held = heldSittings(kiosk.db);
  const continued = predecessorDevices(kiosk.db);
  const taken = takenSittings(kiosk.db).filter(({ device }) => !continued.includes(device));
  return (
    plan
      .slice(0, Math.max(0, place))
      // In a repeat vote everybody may come once again.
      .filter(({ kind, round }) => kind === 'outside' && round === current.round)
      .map(({ id, date }) => {
        const isIt = (one: { readonly sitting: string }): boolean => one.sitting.startsWith(date);
        const own = held.filter(
          (one) => isIt(one) && one.closed_at !== null && !wentOnElsewhere(kiosk.db, one.sitting),
        ).length;
        const others = taken.filter((one) => isIt(one) && one.closed === 1).length;
        return {
          ...{ sitting: id, date, arrived: own + others, awaited: force.policy.outside.kiosks },
          without: notAwaited(kiosk.db, id),
        };
      })
  );
}

/** Lines of the opening list that only an election with several sittings has. */
export function openingLines(kiosk: Around, force: InForce): readonly ChecklistLine[] {
  const { current } = sittingPlan(kiosk, force);
  const arrived = awaitedSittings(kiosk, force).map((one) =>
    line('outside-arrived', arrivalProblem(one, force), `${one.arrived} / ${one.awaited}`),
  );
  if (current.kind !== 'outside') return arrived;
  const ballots = outsideBallotsOf(kiosk.db, current.id);
  const detail = ballots && `${ballots.taken} · ${ballots.boxes}`;
  return [...arrived, line('outside-ballots', ballots ? null : { code: 'sittings.no-ballots' }, detail)];
}

function arrivalProblem({ date, arrived, awaited, without }: Awaited, { policy }: InForce): Problem | null {
  if (arrived >= awaited) return null;
  const params = { date: shortDate(date), arrived, awaited };
  if (without !== null) return { code: 'sittings.not-awaited', params: { date: params.date, reason: without } };
  return { code: policy.outside.arrival === 'warn' ? 'sittings.opens-without' : 'sittings.not-arrived', params };
}

/** Lines of the closing list that only a sitting outside the room has. */
export function closingLines(kiosk: Around, force: InForce, receipts: number): readonly ChecklistLine[] {
  const { current } = sittingPlan(kiosk, force);
  if (current.kind !== 'outside') return [];
  const ballots = outsideBallotsOf(kiosk.db, current.id);
  return [
    line(
      'outside-returned',
      returnProblem(ballots, receipts),
      ballots?.handed_out == null
        ? null
        : `${ballots.taken} = ${ballots.handed_out} + ${ballots.spoiled ?? 0} + ${ballots.brought_back ?? 0}`,
    ),
  ];
}

/** How what came back differs from what was taken and from the receipts; null where it does not. */
export function ballotDifference(
  taken: number,
  back: { readonly handedOut: number; readonly spoiled: number; readonly broughtBack: number },
  receipts: number,
): { readonly handed: number; readonly receipts: number; readonly missing: number } | null {
  const missing = taken - back.handedOut - back.spoiled - back.broughtBack;
  return missing === 0 && back.handedOut === receipts ? null : { handed: back.handedOut, receipts, missing };
}

function returnProblem(ballots: OutsideBallotsRow | null, receipts: number): Problem | null {
  if (ballots === null || ballots.handed_out === null) return { code: 'sittings.ballots-open' };
  const { taken, handed_out, spoiled, brought_back, reason } = ballots;
  const back = { handedOut: handed_out, spoiled: spoiled ?? 0, broughtBack: brought_back ?? 0 };
  const params = ballotDifference(taken, back, receipts);
  if (params === null) return null;
  return reason === null
    ? { code: 'sittings.ballots-reason', params }
    : { code: 'sittings.ballots-differ', params: { ...params, reason } };
}

/** What wants to be looked at: voters whom two kiosks have admitted before they knew of each other, or one and the paper list. */
export function noticedTwice({ db }: Around): readonly ChecklistLine[] {
  const count = admittedTwice(db);
  return count === 0 ? [] : [line('admitted-twice', { code: 'sittings.admitted-twice', params: { count } }, null)];
}

function line(item: string, problem: Problem | null, detail: string | null): ChecklistLine {
  const blocks = problem !== null && catalogue[problem.code]?.severity === 'blocking';
  return { item, state: blocks ? 'blocked' : 'done', problem, detail };
}
