import { expect } from 'vitest';
import { hours } from '../../../main/cli/simulate/election/elections.ts';
import { nameOf } from '../kit/hands.ts';
import { closesStation } from '../kit/steps/closing.ts';
import { opensStation } from '../kit/steps/opening.ts';
import { bringsBack, takesBallots, takesGranted, writesAdmissions } from '../kit/steps/outside.ts';
import { admitsByPin } from '../kit/steps/voters.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** The day before: the applicant is visited at home, and what was taken along comes back. */
export async function outside(life: Life): Promise<void> {
  const { cast } = life;
  await life.switchOn(hours.outside);
  const { desk } = life;
  await life.sits('chair');
  await takesBallots(desk, 4, '00411');
  await opensStation(desk);
  await takesGranted(desk, 1, () => life.picture('granted-list'));

  await life.sits('officer-1');
  await desk.button(said('sittings:visits')).click();
  const visit = desk.page.getByRole('listitem').filter({ hasText: nameOf(cast.visited) });
  await visit.filter({ hasText: said('sittings:visit.next') }).waitFor();
  await desk.button(said('sittings:visits.back')).click();
  life.receipts.push(await admitsByPin(desk, cast.visited));
  await desk.button(said('sittings:visits')).click();
  await visit.filter({ hasText: said('sittings:visit.done') }).waitFor();
  await life.picture('visited');
  await desk.button(said('sittings:visits.back')).click();

  await life.sits('chair');
  await desk.closeDoors('0');
  await bringsBack(desk, { handedOut: 1, spoiled: 1, broughtBack: 2 }, life.picture);
  await desk.button(said('chair:page.duty')).click();
  await desk.answerQuestions(null);
  const slips = life.slips();
  await closesStation(desk, 'member-1');
  // The final slip, and the last operator's own.
  await expect.poll(life.slips).toBe(slips + 2);
  await writesAdmissions(desk);
}
