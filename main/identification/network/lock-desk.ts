import { type AdmissionContext, lockRuleOf, present } from '../../../core/admission/context.ts';
import { type LockHere, noLockRefusal } from '../../../core/admission/lock.ts';
import type { Locked } from '../../../core/admission/ports.ts';
import type { Elsewhere } from '../../../core/admission/step.ts';
import { placeOf } from '../../../core/election/station.ts';
import { localTime } from '../../../core/person/dates.ts';
import { timeSpan } from '../../../core/receipt/slip.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import { precinctFacts } from '../register/lookup.ts';
import { stationOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';
import type { NationalLocks, TakenLock } from './national-locks.ts';

interface DeskAround {
  readonly kiosk: Kiosk;
  /** Null: this kiosk asks no hub. */
  readonly locks: () => NationalLocks | null;
}

const noLink: TakenLock = { lock: 'not-to-be-had', why: 'no-link' };

/** The lock across the country of the one voter at the desk: what the policy wants, and what becomes of her. */
export class LockDesk {
  readonly #around: DeskAround;

  constructor(around: DeskAround) {
    this.#around = around;
  }

  /** How this kiosk stands to the hub, as a voter's way begins. */
  here({ policy, hub }: InForce): LockHere {
    const { kiosk, locks } = this.#around;
    const { needed, waitSeconds } = policy.lock;
    return {
      ...{ needed, waitSeconds, home: policy.offline.home },
      hub: hub === null ? 'none' : (locks()?.stands ?? 'away'),
      outside: sittingOf(kiosk.db, stationOf(kiosk.db).sitting)?.kind === 'outside',
    };
  }

  /** Asks for her lock where the policy wants it. `over` is to be called when she is reserved, or is not. */
  async take(context: AdmissionContext): Promise<Locked> {
    const { kiosk, locks } = this.#around;
    const { attempt, category, here } = context;
    const facts = present(context.facts, 'record');
    const { ask, without } = lockRuleOf(context);
    if (!ask && without !== 'wait') return { ok: true, lock: 'none' };
    if (!ask) return { ok: false, refusal: noLockRefusal(category, facts.precinct, 'no-link') };
    const round = sittingOf(kiosk.db, stationOf(kiosk.db).sitting)?.round ?? 0;
    const whose = { attempt, voter: facts.voter, round };
    const { silentAfter = 1 } = kiosk.inForce()?.policy.lock ?? {};
    const taken: TakenLock =
      (await locks()?.take(whose, { most: here.lock.waitSeconds * 1_000, silentAfter })) ?? noLink;
    switch (taken.lock) {
      case 'held':
        return { ok: true, lock: 'held' };
      case 'elsewhere': {
        const reason = taken.how === 'admitted' ? 'voted-elsewhere' : 'locked-elsewhere';
        return { ok: false, refusal: { reason, ...elsewhereOf(kiosk.inForce(), taken.by) } };
      }
      case 'storage':
        return { ok: false, refusal: { reason: 'storage', problem: taken.problem } };
      case 'not-to-be-had':
        return without === 'wait'
          ? { ok: false, refusal: noLockRefusal(category, facts.precinct, taken.why) }
          : { ok: true, lock: without === 'unconfirmed' ? 'unconfirmed' : 'none' };
    }
  }

  over(): void {
    this.#around.locks()?.over();
  }
}

/** Where it was, as far as the policy lets it be told. @param by.at any ISO moment */
export function elsewhereOf(
  force: InForce | null,
  by: { readonly station: string; readonly device: string; readonly at: string },
): Elsewhere {
  if (!force) return { at: null, station: null, device: null };
  const isOwn = by.station === force.precinct.number;
  const reveal = force.policy.alreadyAdmitted[isOwn ? 'home' : 'remote'];
  const exact = localTime(by.at, force.precinct.zone ?? force.election.zone);
  return {
    at: reveal.time === 'none' ? null : timeSpan(exact, reveal.time === 'hour' ? 60 : 1),
    station: reveal.station ? precinctFacts(force, by.station) : null,
    device: isOwn && reveal.device ? String(placeOf(force.devices, by.device)) : null,
  };
}
