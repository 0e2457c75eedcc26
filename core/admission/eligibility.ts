import type { Policy } from '../election/policy.ts';
import type { EnrolledFinger } from './facts.ts';
import { type LockHere, lockRule, noLockRefusal } from './lock.ts';
import type { PrecinctFacts, Refusal, Warning } from './step.ts';

/**
 * Everything the decision "may this person be identified here and now?" rests on. The zone gathers it
 * (register, country index, state of this election); `eligibility` decides. Wall time plays no part: whether
 * a document's date is acceptable was decided against the election's table, by date of the election.
 */
export interface RecordFacts {
  readonly record: string;
  /** Election-specific HMAC pseudonym, hex. */
  readonly voter: string;
  readonly sex: 'male' | 'female';
  readonly ageGroup: string;
  readonly precinct: PrecinctFacts;
  /** Listed for remote voting: served at a remote station only. */
  readonly remote: boolean;
  /** The station where a remote voter is listed to vote, if the list says it. */
  readonly votesAt?: PrecinctFacts | null;
  readonly enrolled: readonly EnrolledFinger[];
  readonly photo: boolean;
  /** What this kiosk knows of an earlier admission in this election. */
  readonly admission:
    | null
    | { readonly state: 'open' }
    /** She cannot be served at this kiosk as those of the station stand. */
    | { readonly state: 'not-here'; readonly refusal: Refusal }
    | {
        readonly state: 'confirmed';
        readonly at: string | null;
        readonly station: string | null;
        readonly device: string | null;
        /** Admitted outside the room, in a sitting before this one: its date. */
        readonly outside?: string;
      };
  /** Admitted outside the room the day before (from the register or an outside sitting). */
  readonly outside: null | { readonly date: string | null };
  readonly document: DocumentFacts | null;
  /** false: she has not applied to vote outside the room, where only those are admitted who have. */
  readonly applied?: boolean | null;
}

export interface DocumentFacts {
  readonly accepted: boolean;
  /** ISO date of expiry if the document is expired on the day of the election. */
  readonly expired: string | null;
  /** Whether the election's table accepts this expired document. */
  readonly expiredAccepted: boolean;
  readonly warnings: readonly Warning[];
}

/** Where this kiosk stands, and whom the policy lets vote there who is registered elsewhere. */
export interface Here {
  readonly precinct: string;
  readonly constituency: string;
  readonly kind: 'home' | 'remote' | 'abroad';
  readonly remote: Policy['remote'];
  readonly homecoming: Policy['homecoming'];
  readonly lock: LockHere;
}

/** A voter who is listed for remote voting, at her home station. `to`: where, if the list says it. */
export interface Homecoming {
  readonly to: PrecinctFacts | null;
}

export type Eligibility =
  | {
      readonly road: 'identify';
      readonly category: 'home' | 'remote';
      readonly warnings: readonly Warning[];
      /** She is listed to vote at a remote station: persons decide before anything else. */
      readonly homecoming: Homecoming | null;
    }
  | { readonly road: 'refuse'; readonly refusal: Refusal };

/**
 * May this person be identified here? One admission per voter comes first, then where she is registered,
 * then her document. Disagreements between document and record are warnings only (domain.md §7).
 */
export function eligibility(facts: RecordFacts, here: Here): Eligibility {
  if (facts.admission?.state === 'open') return { road: 'refuse', refusal: { reason: 'reservation-open' } };
  if (facts.admission?.state === 'not-here') return { road: 'refuse', refusal: facts.admission.refusal };
  if (facts.admission?.state === 'confirmed') {
    return { road: 'refuse', refusal: admittedBefore(facts.admission) };
  }
  if (facts.outside) return { road: 'refuse', refusal: { reason: 'admitted-outside', date: facts.outside.date } };
  const elsewhere = placeRefusal(facts, here);
  if (elsewhere) return { road: 'refuse', refusal: elsewhere };
  const category = isRemote(facts.precinct, here) ? 'remote' : 'home';
  if (facts.applied === false) return { road: 'refuse', refusal: { reason: 'not-an-applicant' } };
  const listed = facts.remote && category === 'home' && here.kind === 'home';
  if (listed && here.homecoming.listedRemote === 'refuse') {
    const to = facts.votesAt ? { to: facts.votesAt } : {};
    return { road: 'refuse', refusal: { reason: 'listed-remote', ...to } };
  }
  const { ask, without } = lockRule(
    { category, listedElsewhere: listed },
    { lock: here.lock, basis: here.remote.basis },
  );
  // Foreseen: nobody gives a finger for nothing.
  if (without === 'wait' && !(ask && here.lock.hub === 'there')) {
    const why = here.lock.hub === 'silent' ? 'no-answer' : 'no-link';
    return { road: 'refuse', refusal: noLockRefusal(category, facts.precinct, why) };
  }
  if (facts.document) {
    if (!facts.document.accepted) return { road: 'refuse', refusal: { reason: 'document-kind-not-accepted' } };
    if (facts.document.expired !== null && !facts.document.expiredAccepted) {
      return { road: 'refuse', refusal: { reason: 'document-expired', expired: facts.document.expired } };
    }
  }
  const expiredAccepted: readonly Warning[] =
    facts.document?.expired != null && facts.document.expiredAccepted ? ['document-expired-accepted'] : [];
  const warnings = [...(facts.document?.warnings ?? []), ...expiredAccepted];
  return { road: 'identify', category, warnings, homecoming: listed ? { to: facts.votesAt ?? null } : null };
}

const isRemote = (precinct: PrecinctFacts, here: Here): boolean => precinct.number !== here.precinct;

/** Why who was admitted before is not admitted again: here and at what hour, or outside the room and on what day. */
export function admittedBefore(before: Extract<RecordFacts['admission'], { readonly state: 'confirmed' }>): Refusal {
  const { at, station, device, outside } = before;
  return outside === undefined
    ? { reason: 'already-admitted', at, station, device }
    : { reason: 'admitted-outside', date: outside };
}

/** A voter of another precinct whom the policy does not let vote here is told where to go. */
function placeRefusal({ precinct, remote, votesAt }: RecordFacts, here: Here): Refusal | null {
  if (!isRemote(precinct, here)) return null;
  const { basis, sameConstituency } = here.remote;
  const neighbour = here.kind === 'home' && precinct.constituency === here.constituency;
  // Who has a record in this station's register and is registered elsewhere stands on its remote list.
  if (basis === 'none' || (neighbour && sameConstituency === 'refuse')) return { reason: 'other-precinct', precinct };
  if (basis === 'by-list' && remote && votesAt && votesAt.number !== here.precinct) {
    return { reason: 'listed-remote', to: votesAt };
  }
  return null;
}
