import { expect, it } from 'vitest';
import type { StationDesk } from '../kit/station-desk.ts';
import { copiesOut } from '../kit/steps/copies.ts';
import { resumes, suspends } from '../kit/steps/standing-still.ts';
import { said } from '../kit/words.ts';

/** The station stands still, and goes on. */
export function standingStill(at: StationDesk): void {
  it('suspend with a reason, which the officer sees, and go on', async () => {
    await suspends(at.desk, ['officer-1', 'member-1']);
    const clock = at.desk.page.locator('.standstill-clock');
    const counted = await clock.textContent();
    await expect.poll(() => clock.textContent(), { timeout: 10_000 }).not.toBe(counted);
    await copiesOut(at.desk);
    await expect.poll(at.slips, { timeout: 30_000 }).toBe(2 + 4 + 1);
    // A pause is no close: neither its list nor its questions stand here.
    expect(await at.desk.page.locator('.checklist').count()).toBe(0);
    expect(await at.desk.button(said('day:ask')).isVisible()).toBe(false);
    expect(await at.desk.button(said('chair:close')).isVisible()).toBe(false);
    await at.picture('suspended');
    await at.changePerson('officer-1');
    await at.desk.page.getByText(said('officer:not-serving.suspended')).waitFor();
    await at.picture('officer-waits');
    await at.changePerson('chair');
    await resumes(at.desk, ['officer-2', 'member-1']);
    await copiesOut(at.desk);
    await expect.poll(at.slips, { timeout: 30_000 }).toBe(2 + 4 + 2);
  });
}
