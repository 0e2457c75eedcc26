import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { firstElection, hours, rehearsedElection } from '../../../main/cli/simulate/election/elections.ts';
import { demoVoters } from '../../../main/demo/voters.ts';
import { PRECINCT } from '../kit/room.ts';
import { closesStation } from '../kit/steps/closing.ts';
import { opensStation } from '../kit/steps/opening.ts';
import { listName, takesPackage } from '../kit/steps/packages.ts';
import { admitsByDocument } from '../kit/steps/voters.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** An operator rehearses by a training's package, and the list that follows leaves nothing of it behind. */
export async function rehearsal(life: Life): Promise<void> {
  const { room, commission, cast, list } = life;
  const training = await commission.package(room.stick, rehearsedElection(demoVoters()), PRECINCT, list);
  await life.switchOn(hours.rehearsal);
  const { desk } = life;
  await life.sits('chair');
  await takesPackage(desk, basename(training.path), said('parts:mode.training'));
  await opensStation(desk);

  await life.sits('officer-1');
  await desk.button(said('rehearsal:page')).click();
  await desk.button(said('rehearsal:begin')).click();
  await desk.page.getByText(said('rehearsal:do.document')).waitFor();
  await life.picture('rehearsal');
  await desk.button(said('rehearsal:go')).click();
  await admitsByDocument(desk, cast.byDocument);
  await desk.button(said('rehearsal:page')).click();
  await desk.button(said('rehearsal:end')).click();
  await desk.page.getByText(said('rehearsal:ended')).waitFor();
  await desk.page.getByText(said('people:shift.slip.yes')).waitFor();
  await life.picture('rehearsed');
  await desk.button(said('rehearsal:back')).click();

  await life.sits('chair');
  await desk.closeDoors('0');
  await desk.answerQuestions(null);
  await closesStation(desk, 'member-1');
  const election = firstElection(2);
  life.inForce = await commission.package(room.stick, election, PRECINCT, list);
  await takesPackage(desk, basename(life.inForce.path), listName(election.list));
  const kept = [life.folder, join(life.folder, 'keys')].flatMap((folder) => readdirSync(folder));
  expect(kept.filter((name) => name.includes('-training'))).toEqual([]);
}
