import type { Hands } from '../hands.ts';
import { said } from '../words.ts';

/** The chair writes down what goes out of the room: so many ballots in one sealed box. */
export async function takesBallots(desk: Hands, taken: number, seal: string): Promise<void> {
  await desk.button(said('sittings:page')).click();
  await desk.button(said('sittings:task.take-ballots')).click();
  const sheet = desk.page.getByRole('dialog');
  await sheet.getByLabel(said('sittings:ballots.taken')).fill(String(taken));
  await sheet.getByLabel(said('sittings:ballots.seal', { box: 1 })).fill(seal);
  await desk.button(said('sittings:save'), sheet).click();
  await sheet.waitFor({ state: 'hidden' });
}

/**
 * Granted applications become the list of the visits, by one act of two.
 * @param look what is looked at while the list stands on the screen
 */
export async function takesGranted(desk: Hands, listed: number, look: () => Promise<void>): Promise<void> {
  await desk.button(said('sittings:page')).click();
  await desk.button(said('sittings:task.applicants')).click();
  const sheet = desk.page.getByRole('dialog');
  await sheet.getByRole('button', { name: said('sittings:granted.open') }).click();
  await look();
  await desk.button(said('parts:next'), sheet).click();
  await desk.approve(['chair', 'member-1'], said('sittings:granted.take'));
  await desk.page.getByText(said('sittings:visited', { listed, visited: 0 })).waitFor();
}

/** The chair counts what came back from outside the room: as many handed out as receipts were printed. */
export async function bringsBack(
  desk: Hands,
  counted: { readonly handedOut: number; readonly spoiled: number; readonly broughtBack: number },
  picture: (name: string) => Promise<void>,
): Promise<void> {
  await desk.button(said('sittings:page')).click();
  await desk.button(said('sittings:task.return-ballots')).click();
  const sheet = desk.page.getByRole('dialog');
  for (const name of ['handedOut', 'spoiled', 'broughtBack'] as const) {
    await sheet.getByLabel(said(`sittings:ballots.${name}`), { exact: true }).fill(String(counted[name]));
  }
  await picture('brought-back');
  await desk.button(said('parts:next'), sheet).click();
  await desk.approve(['chair', 'member-1'], said('sittings:save'));
}

/** The admissions from outside the room go to a stick, for the station's other kiosks. */
export async function writesAdmissions(desk: Hands): Promise<void> {
  await desk.button(said('sittings:page')).click();
  await desk.page.getByRole('button', { name: said('sittings:task.write') }).click();
  const sheet = desk.page.getByRole('dialog');
  await desk.target('stick', sheet).click();
  await sheet.getByText(said('parts:write.done')).waitFor();
  await desk.button(said('parts:close'), sheet).click();
}

/** The chair prepares the sitting of the day, which is the next one. */
export async function preparesDay(desk: Hands): Promise<void> {
  await desk.button(said('sittings:page')).click();
  const day = said('sittings:kind.day');
  await desk.page.getByRole('button', { name: said('sittings:prepare', { sitting: day }) }).click();
  await desk.button(said('chair:page.duty')).click();
  await desk.heading(said('chair:duty.ready')).waitFor();
}
