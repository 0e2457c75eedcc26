import type { DemoVoter } from '../../../../main/demo/voters.ts';
import type { Hands } from '../hands.ts';
import { said } from '../words.ts';

/** The officer begins to answer people in the weeks before; two persons give the key of the list. */
export async function opensReception(desk: Hands): Promise<void> {
  await desk.button(said('reception:open')).click();
  await desk.approve(['chair', 'member-1'], said('reception:open'));
}

/** Somebody asks where she votes, and is told: here. */
export async function looksUp(desk: Hands, { record: { pin } }: DemoVoter): Promise<void> {
  await desk.heading(said('reception:ask')).waitFor();
  await desk.digits(pin);
  await desk.button(said('reception:ask.find')).click();
  await desk.heading(said('reception:answer.here')).waitFor();
}

/**
 * A voter is identified by her finger and applies for a visit outside the room; her slip comes out.
 * @returns the application's number
 */
export async function appliesOutside(
  desk: Hands,
  voter: DemoVoter,
  reason: 'illness' | 'age',
  picture: (name: string) => Promise<void>,
): Promise<string> {
  await looksUp(desk, voter);
  await desk.button(said('application:begin')).click();
  await desk.identify(voter);
  await desk.heading(said('application:what')).waitFor();
  await desk.page.getByRole('button', { name: said('application:kind.outside') }).click();
  await desk.button(said(`application:reason.${reason}`)).click();
  await picture(`asks-${reason}`);
  await desk.button(said('application:file')).click();
  await desk.heading(said('application:filed')).waitFor();
  const [number] = /0001-[0-9A-Z]{4}-A\d{4}/.exec(await desk.screen()) ?? [];
  if (number === undefined) throw new Error('the screen tells no number of the application');
  await desk.page.getByText(said('application:printed')).waitFor();
  await picture('filed');
  await desk.button(said('application:next')).click();
  return number;
}

/** The chair writes what waits to the stick. */
export async function exportsApplications(desk: Hands): Promise<void> {
  await desk.button(said('application:page')).click();
  await desk.target('stick').click();
}

/** The chair takes the commission's answers from a file on the stick, so many of them. */
export async function takesAnswers(desk: Hands, file: string, taken: number): Promise<void> {
  await desk.button(said('application:page')).click();
  await desk.button(file).click();
  await desk.page.getByText(said('application:taken', { taken, before: 0, others: 0 })).waitFor();
}
