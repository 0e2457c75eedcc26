import type { ActKind } from '../../../../core/election/policy-acts.ts';
import { defaultPolicy } from '../../../../core/election/policy-default.ts';
import type { Hands } from '../hands.ts';
import { said } from '../words.ts';
import { copiesOut } from './copies.ts';

/** The chair comes to the acts by way of the numbers: both keys may also say how many of them wait. */
export async function opensActs(desk: Hands): Promise<void> {
  await desk.tab(said('chair:page.totals')).click();
  await desk.page
    .getByRole('main')
    .getByRole('button', { name: said('acts:title') })
    .click();
}

/** The chair draws an act that is due, and it prints. @param number as the act bears it */
export async function drawsAct(
  desk: Hands,
  kind: ActKind,
  number: string,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  const names = defaultPolicy.acts.kinds.find((one) => one.kind === kind)?.names;
  if (!names) throw new Error(`the election has no act ${kind}`);
  await opensActs(desk);
  await desk.page.getByRole('main').getByRole('listitem').getByRole('button', { name: names.ky }).first().click();
  await picture('act');
  await desk.button(said('acts:print.slip'), desk.page.getByRole('dialog')).click();
  await desk.page.getByText(said('acts:out.yes', { number })).waitFor();
}

/** The chair closes the station from its list with a second person; so many copies of the final slip are out afterwards. */
export async function closesStation(desk: Hands, second: 'member-1' | 'secretary', copies = 1): Promise<void> {
  await desk.button(said('chair:close')).click();
  await desk.copies(copies);
  await desk.approve(['chair', second], said('chair:close'));
  await desk.heading(said('chair:duty.closed')).waitFor();
  await copiesOut(desk);
}

/** The chair writes the log to the stick. */
export async function writesLog(desk: Hands): Promise<void> {
  await desk.button(said('chair:page.log')).click();
  await desk.target('stick').click();
  await desk.heading(said('chair:log.done')).waitFor();
}
