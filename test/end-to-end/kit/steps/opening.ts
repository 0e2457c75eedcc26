import { colleague, type Hands } from '../hands.ts';
import { said } from '../words.ts';
import { copiesOut } from './copies.ts';

/** Who drew what at seven in the morning. */
const drawn = [
  ['operator', 'member-1'],
  ['paper-list', 'member-2'],
  ['ballots', 'member-2'],
] as const;

/** The chair enters the lots, and the secretary approves them with her. */
export async function drawsLots(desk: Hands): Promise<void> {
  await desk.button(said('chair:page.lots')).click();
  for (const [duty, id] of drawn) {
    await desk.page
      .locator('.duties')
      .getByRole('button', { name: said(`people:duty.${duty}`) })
      .click();
    await desk.page
      .locator('.members')
      .getByRole('button', { name: colleague(id).name })
      .click();
  }
  await desk.button(said('people:lots.save')).click();
  await desk.approve(['chair', 'secretary'], said('people:lots.save'));
}

/** The chair names a stick for the copy of the day. */
export async function usesStick(desk: Hands, name: string): Promise<void> {
  await desk.button(said('chair:page.copy')).click();
  await desk.page.getByRole('button', { name: said('copy:use', { name }) }).click();
  await desk.page.getByRole('button', { name: said('copy:use', { name }) }).waitFor({ state: 'hidden' });
  await desk.page.locator('.copy-line', { hasText: `«${name}»` }).waitFor();
}

/** The chair opens the station from its list with a second person; so many copies of the start slip are out afterwards. */
export async function opensStation(
  desk: Hands,
  copies = 1,
  picture: (name: string) => Promise<void> = async () => {},
): Promise<void> {
  await desk.button(said('chair:page.duty')).click();
  await desk.button(said('chair:open')).and(desk.page.locator(':enabled')).click();
  await desk.page.getByRole('dialog').waitFor();
  await picture('opening-copies');
  await desk.copies(copies);
  await picture('opening-approval');
  await desk.approve(['chair', 'member-1'], said('chair:open'));
  await desk.heading(said('chair:duty.open')).waitFor();
  await copiesOut(desk);
}
