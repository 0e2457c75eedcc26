import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { hours, NEXT_STATION, nextElection } from '../../../main/cli/simulate/election/elections.ts';
import { demoVoters } from '../../../main/demo/voters.ts';
import { handsOver, keepsCopies, ticks, wipes } from '../kit/steps/afterwards.ts';
import { listName, takesFirstPackage } from '../kit/steps/packages.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

const MEDIA = ['stick', 'second'] as const;

/** Copies on two media, the act with two signatures, and each thing ticked by the territorial commission. */
export async function handingOver(life: Life): Promise<void> {
  const { desk } = life;
  await desk.button(said('chair:page.log')).click();
  await desk.button(said('afterwards:retention.title')).click();
  await keepsCopies(desk, MEDIA);
  await desk.button(said('chair:page.duty')).click();
  await desk.light('printer').waitFor();
  await handsOver(desk, life.picture);
  await life.sits('administrator');
  await ticks(desk, life.picture);
}

/** The device is emptied on the commission's order, once the copies have the act too. */
export async function wipe(life: Life): Promise<void> {
  const { desk, room, commission, inForce } = life;
  if (!inForce) throw new Error('no package is in force');
  commission.orderWipe(room.stick, inForce);
  await life.sits('chair');
  await desk.page.getByRole('button', { name: said('afterwards:wipe.title') }).click();
  await desk.page.getByText(said('afterwards:wipe.copies.do')).waitFor();
  await desk.button(said('afterwards:retention.title')).click();
  await keepsCopies(desk, MEDIA);
  await life.picture('wiping');
  await wipes(desk, '12/1');
  await desk.page.getByText('12/1').waitFor();
  await life.picture('wiped');
  expect(readdirSync(join(life.folder, 'register'))).toEqual([]);
}

/** Half a year later the same device takes the package of another election, at another station. */
export async function nextElectionTaken(life: Life): Promise<void> {
  const { room, commission } = life;
  await life.switchOn(hours.nextDay);
  const { desk, display } = life;
  const election = nextElection();
  await desk.heading(said('chair:packages.first')).waitFor();
  const list = demoVoters()
    .filter(({ record, trait }) => record.precinct === NEXT_STATION && trait === 'ordinary')
    .slice(0, 2);
  await commission.assign(NEXT_STATION);
  const { path } = await commission.package(room.stick, election, NEXT_STATION, list);
  await takesFirstPackage(desk, basename(path));
  await life.sits('chair');
  await desk.heading(said('chair:duty.ready')).waitFor();
  await desk.button(said('chair:page.packages')).click();
  await desk.page.getByText(listName(election.list)).waitFor();
  await display.getByText(`№ ${NEXT_STATION}`).first().waitFor();
  await life.picture('next-election');
  expect(life.complaints).toEqual([]);
}
