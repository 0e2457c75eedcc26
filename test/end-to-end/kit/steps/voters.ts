import type { DemoVoter } from '../../../../main/demo/voters.ts';
import { colleague, type Hands, nameOf } from '../hands.ts';
import { PRECINCT } from '../room.ts';
import { said } from '../words.ts';

/** So long a voter may take on a machine that is busy. */
const SERVED_MS = 60_000;

/** Whoever stands at the desk puts the finger on the sensor and is admitted. @returns the number of her receipt */
export async function admits(
  desk: Hands,
  voter: DemoVoter,
  picture: (name: string) => Promise<void> = async () => {},
): Promise<string> {
  const number = new RegExp(`${PRECINCT}-\\d+-\\d{4}`);
  const verdict = desk.verdict(said('officer:admitted'), nameOf(voter), number);
  const [receipt] = await Promise.all([
    verdict.waitFor({ timeout: SERVED_MS }).then(async () => {
      const [found = ''] = number.exec((await verdict.textContent()) ?? '') ?? [];
      await picture('admitted');
      return found;
    }),
    desk.identify(voter),
  ]);
  await desk.goOn();
  return receipt;
}

/** A voter lays the document on the reader and is admitted. @returns the number of her receipt */
export async function admitsByDocument(desk: Hands, voter: DemoVoter): Promise<string> {
  desk.lay(voter);
  return admits(desk, voter);
}

/** The officer types the voter's PIN, and she is admitted. @returns the number of her receipt */
export async function admitsByPin(
  desk: Hands,
  voter: DemoVoter,
  picture?: (name: string) => Promise<void>,
): Promise<string> {
  await desk.digits(voter.record.pin);
  await desk.button(said('officer:idle.find')).click();
  return admits(desk, voter, picture);
}

/** The next operator takes over at the idle screen by her own code. */
export async function changesShift(
  desk: Hands,
  next: string,
  picture: (name: string) => Promise<void> = async () => {},
): Promise<void> {
  const sheet = desk.page.getByRole('dialog');
  const menu = desk.page.getByRole('button', { name: said('parts:menu') });
  await menu.click();
  await desk.button(said('people:shift.change'), sheet).click();
  await desk.digits(colleague(next).code, sheet);
  await picture('shift-change');
  await desk.button(said('people:shift.take'), sheet).click();
  await sheet.waitFor({ state: 'hidden' });
  await menu.filter({ hasText: colleague(next).name }).waitFor();
  await desk.heading(said('officer:idle.document')).waitFor();
}
