import type { Policy } from '../election/policy.ts';
import type { NoLock, PrecinctFacts, Refusal } from './step.ts';

/**
 * Whose lock across the country is needed before anything is printed, and what becomes of a voter without it. Pure: how the
 * hub is asked is the zone's matter (main/identification/network/national-locks.ts).
 */

/** How this kiosk stands to the hub: there is none for it, no link to it now, a link and no answers, or a link. */
export type HubNow = 'none' | 'away' | 'silent' | 'there';

export interface LockHere {
  readonly needed: Policy['lock']['needed'];
  /** No voter waits longer for the hub. */
  readonly waitSeconds: number;
  /** What the policy does with a home voter without a link. */
  readonly home: Policy['offline']['home'];
  readonly hub: HubNow;
  /** The sitting is outside the room: it goes where there is no link, and nobody can be told to wait. */
  readonly outside: boolean;
}

/** wait: she is not admitted. safe: nobody can have admitted her elsewhere. unconfirmed: nobody can know; it is marked. */
export type WithoutLock = 'wait' | 'safe' | 'unconfirmed';

export interface LockRule {
  /** Whether the hub is asked. */
  readonly ask: boolean;
  /** Where it is not, where it does not answer, and where it gives locks to nobody. */
  readonly without: WithoutLock;
}

/** @param voter.listedElsewhere she is listed for remote voting, and persons have decided that she is admitted at home */
export function lockRule(
  voter: { readonly category: 'home' | 'remote'; readonly listedElsewhere: boolean },
  { lock, basis }: { readonly lock: LockHere; readonly basis: Policy['remote']['basis'] },
): LockRule {
  const { needed, home, hub, outside } = lock;
  const asked = needed !== 'none' && hub !== 'none';
  if (voter.category === 'remote') return { ask: asked, without: 'wait' };
  // No station of such an election has a hub: no lock was ever given to anybody.
  if (!asked) return { ask: false, without: 'safe' };
  if (voter.listedElsewhere) return { ask: true, without: 'wait' };
  if (needed === 'remote') return { ask: false, without: 'safe' };
  if (home === 'wait' && !outside) return { ask: true, without: 'wait' };
  return { ask: true, without: basis === 'open' ? 'unconfirmed' : 'safe' };
}

/** What a voter is told who is not admitted without a lock. @param precinct of her list */
export const noLockRefusal = (category: 'home' | 'remote', precinct: PrecinctFacts, why: NoLock): Refusal =>
  category === 'remote' ? { reason: 'remote-needs-link', precinct, why } : { reason: 'needs-link', why };
