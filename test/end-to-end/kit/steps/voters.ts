import type { DemoVoter } from '../../../../main/demo/voters.ts';
import { colleague, type Hands, nameOf } from '../hands.ts';
import { PRECINCT } from '../room.ts';
import { said } from '../words.ts';

/** So long a voter may take on a machine that is busy. */
const SERVED_MS = 60_000;

const nothing = async (): Promise<void> => {};

/** Waits for a voter's verdict, which goes by itself. @returns the number of her receipt, as it says */
export async function receiptOf(
  desk: Hands,
  voter: DemoVoter,
  picture: (name: string) => Promise<void> = nothing,
): Promise<string> {
  // In a repeat vote its round stands before the running number.
  const number = new RegExp(`${PRECINCT}(-\\d+){1,2}-\\d{4}`);
  const verdict = desk.verdict(said('officer:admitted'), nameOf(voter), number);
  await verdict.waitFor({ timeout: SERVED_MS });
  const [receipt = ''] = number.exec((await verdict.textContent()) ?? '') ?? [];
  await picture('admitted');
  return receipt;
}

/** Whoever stands at the desk puts the finger on the sensor and is admitted. @returns the number of her receipt */
export async function admits(
  desk: Hands,
  voter: DemoVoter,
  picture: (name: string) => Promise<void> = nothing,
): Promise<string> {
  const [receipt] = await Promise.all([receiptOf(desk, voter, picture), desk.identify(voter)]);
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
  picture: (name: string) => Promise<void> = nothing,
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
