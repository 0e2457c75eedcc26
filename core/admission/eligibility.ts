import type { Policy } from '../election/policy.ts';
import type { EnrolledFinger } from './facts.ts';
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
  // Who has a record in this station's register and is registered elsewhere stands on its remote list.
  const elsewhere = placeRefusal(facts.precinct, here, true);
  if (elsewhere) return { road: 'refuse', refusal: elsewhere };
  if (facts.applied === false) return { road: 'refuse', refusal: { reason: 'not-an-applicant' } };
  const listed = facts.remote && here.kind === 'home';
  if (listed && here.homecoming.listedRemote === 'refuse') {
    const to = facts.votesAt ? { to: facts.votesAt } : {};
    return { road: 'refuse', refusal: { reason: 'listed-remote', ...to } };
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
  return { road: 'identify', category: 'home', warnings, homecoming: listed ? { to: facts.votesAt ?? null } : null };
}

/** Why who was admitted before is not admitted again: here and at what hour, or outside the room and on what day. */
export function admittedBefore(before: Extract<RecordFacts['admission'], { readonly state: 'confirmed' }>): Refusal {
  const { at, station, device, outside } = before;
  return outside === undefined
    ? { reason: 'already-admitted', at, station, device }
    : { reason: 'admitted-outside', date: outside };
}

/**
 * A voter of another precinct is told where to go. Whom the policy lets vote here all the same waits for the national
 * lock: without a network the refusal says so.
 * @param listed whether this station's register has the voter
 */
export function placeRefusal(precinct: PrecinctFacts, here: Here, listed: boolean): Refusal | null {
  if (precinct.number === here.precinct) return null;
  const { basis, sameConstituency } = here.remote;
  const neighbour = here.kind === 'home' && precinct.constituency === here.constituency;
  const mayVoteHere = basis === 'open' || (basis === 'by-list' && listed);
  if (!mayVoteHere || (neighbour && sameConstituency === 'refuse')) return { reason: 'other-precinct', precinct };
  return { reason: 'remote-needs-link', precinct };
}
