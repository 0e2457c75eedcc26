import { expect, it } from 'vitest';
import type { StationDesk } from '../kit/station-desk.ts';
import { closesStation } from '../kit/steps/closing.ts';
import { said } from '../kit/words.ts';

/** The end of the day. */
export function finishing(at: StationDesk): void {
  it('finish, close, and say what comes after closing', async () => {
    await at.changePerson('chair');
    await at.desk.closeDoors('2');
    await at.desk.page.getByText(said('day:inside.left', { count: 2 })).waitFor();
    await at.picture('finishing');
    await at.desk.answerQuestions(null, at.picture);
    await at.picture('answered');
    const before = at.slips();
    await closesStation(at.desk, 'secretary', 3);
    await at.desk.page.getByText(said('chair:duty.what.closed')).waitFor();
    // Three copies of the final slip, and the last operator's own.
    await expect.poll(at.slips, { timeout: 30_000 }).toBe(before + 3 + 1);
    await at.picture('closed');
    // What is said to be next is the next button.
    await at.desk.button(said('chair:to-log')).click();
    await at.desk.target('stick').click();
    await at.desk.heading(said('chair:log.done')).waitFor();
    await at.picture('log');
    await at.changePerson('officer-1');
    await at.desk.page.getByText(said('officer:not-serving.closed')).waitFor();
  });
}
