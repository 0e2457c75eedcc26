import { expect, it } from 'vitest';
import { colleague } from '../kit/hands.ts';
import type { StationDesk } from '../kit/station-desk.ts';
import { drawsLots } from '../kit/steps/opening.ts';
import { said } from '../kit/words.ts';

/** At seven in the morning: the lots, and the one list to open. */
export function opening(at: StationDesk): void {
  it('draw the lots: the list to open says what is missing, and who was drawn is marked and approved', async () => {
    await at.desk.signIn('chair');
    const line = at.desk.page.locator('.check').filter({ hasText: said('chair:item.lots') });
    await line.getByText(said('chair:told.lots.2', { a: 0, b: 3 })).waitFor();
    await drawsLots(at.desk);
    // Chair and secretary take no part in it.
    expect(await at.desk.page.locator('.members').textContent()).not.toContain(colleague('secretary').name);
    await at.picture('lots');
    await at.desk.button(said('chair:page.duty')).click();
    await line.getByText(said('chair:told.lots.2', { a: 3, b: 3 })).waitFor();
    await at.desk.signOut();
  });

  it('open by one list and two persons, of whom the sheet offers only those of the commission', async () => {
    await at.desk.signIn('chair');
    await at.desk.button(said('chair:open')).and(at.desk.page.locator(':enabled')).waitFor();
    await at.desk.writeOpening({ safe: 'КР00411', kit: '00412', box: '00413' }, [8, 1, 8], at.picture);
    await at.desk.button(said('chair:open')).click();
    // Four people receive the start slip: two more than is usual.
    await at.desk.copies(4);
    await at.picture('open-codes');
    const offered = await at.sheet.locator('.people').first().textContent();
    expect(offered).not.toContain(said('parts:role.officer'));
    expect(offered).not.toContain(said('parts:role.technician'));
    await at.desk.approve(['chair', 'member-1'], said('chair:open'));
    await at.desk.heading(said('chair:duty.open')).waitFor();
    await expect.poll(at.slips, { timeout: 30_000 }).toBe(2 + 4);
    await at.picture('open');
  });
}
