import type { Election } from '../../../../core/election/election.ts';
import { shortDate } from '../../../../core/person/dates.ts';
import type { Hands } from '../hands.ts';
import { said } from '../words.ts';

/** An import takes its time: every record is read, checked and sealed. */
const IMPORT_MS = 60_000;

/** A device that knows no election takes the package of that name; afterwards people can sign in. */
export async function takesFirstPackage(desk: Hands, name: string): Promise<void> {
  await desk.page.getByRole('button', { name }).click();
  await desk.heading(said('parts:sign-in.who')).waitFor({ timeout: IMPORT_MS });
}

/** The chair takes another package over the one in force. @param shows what the screen says of it once it is in force */
export async function takesPackage(desk: Hands, name: string, shows: string): Promise<void> {
  await desk.button(said('chair:page.packages')).click();
  await desk.page.getByRole('button', { name }).click();
  await desk.page.getByText(shows).waitFor({ timeout: IMPORT_MS });
  await desk.button(said('chair:page.duty')).click();
  await desk.heading(said('chair:duty.ready')).waitFor();
}

/** What the screen says of a list of voters. */
export function listName({ stage, version, date }: Election['list']): string {
  return said(`reception:list.stage.${stage}`, { version, date: shortDate(date) });
}
