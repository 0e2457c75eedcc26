import { expect, it } from 'vitest';
import type { StationDesk } from '../kit/station-desk.ts';
import { admits, changesShift } from '../kit/steps/voters.ts';
import { said } from '../kit/words.ts';

/** What happens beside the voters: operators change, help is called, the turnout is recorded. */
export function atWork(at: StationDesk): void {
  it('change shifts over the idle screen: the next operator by her own code, a slip for the one before', async () => {
    const before = at.slips();
    await changesShift(at.desk, 'officer-2', at.picture);
    await expect.poll(at.slips, { timeout: 20_000 }).toBe(before + 1);
  });

  it('call for help without leaving the voter; whoever comes shows her code', async () => {
    const room = await at.kiosk.page('voter');
    at.desk.lay(at.voter(1));
    const asked = at.desk.page.getByRole('heading', { name: /колдун/ });
    await asked.waitFor();
    await at.desk.button(said('people:help')).click();
    await at.desk.button(said('people:help.call.chair'), at.sheet).click();
    await at.sheet.waitFor({ state: 'hidden' });
    const key = at.desk.page.getByRole('banner').getByRole('button', { name: said('people:help.detail') });
    await key.waitFor();
    await room.getByText(said('voter:help')).waitFor();
    await asked.waitFor();
    await at.picture('help');
    await key.click();
    await at.desk.button(said('people:help.came'), at.sheet).click();
    await at.desk.approve(['chair'], said('people:help.came'));
    await room.getByText(said('voter:help')).waitFor({ state: 'hidden' });
    await admits(at.desk, at.voter(1));
    await at.admitted(2);
  });

  it('record the turnout once for a time', async () => {
    await at.changePerson('chair');
    await at.desk.button(said('chair:page.turnout')).click();
    const [first = ''] = await at.desk.page.locator('.turnout-time').allInnerTexts();
    await at.desk.button(said('chair:turnout.record', { time: first })).click();
    const row = at.desk.page.getByRole('main').getByRole('listitem').filter({ hasText: first });
    await row.filter({ hasText: said('chair:state.done') }).waitFor();
    expect(await row.locator('.turnout-total').textContent()).toBe('2');
    expect(await at.desk.button(said('chair:turnout.record', { time: first })).count()).toBe(0);
    await at.picture('turnout');
  });
}
