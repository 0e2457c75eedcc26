import type { Step } from '../../../core/admission/step.ts';
import type { Credential } from '../../api/identification.ts';
import { approving } from './approving.ts';
import { type DeskClient, must } from './desk-client.ts';
import type { Visit } from './plan.ts';

/** A way by which persons establish who somebody is; each exists only where the signed policy switches it on. */
export type PersonsWay = 'photo' | 'override';

/**
 * Persons decide where no finger was found: they compare the face that stands there with the photo, or vouch for
 * somebody they know. Each gives the own code; as many do as the policy wants.
 * @returns whether they established that it is the voter
 */
export async function decide(
  { client, view }: DeskClient,
  { at }: Extract<Step, { at: PersonsWay }>,
  { voter, hand }: Visit,
  approvers: readonly Credential[],
): Promise<boolean> {
  const same = hand === voter;
  const deciding = approving(view(), at, approvers);
  if (at === 'photo') must(await client.voter.comparePhoto({ same, approvers: deciding }));
  else if (same) must(await client.voter.override({ reason: 'no print to be had', approvers: deciding }));
  // Nobody vouches for a stranger.
  else must(await client.voter.cannotReadFinger({}));
  return same;
}
