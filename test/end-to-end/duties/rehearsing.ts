import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { shippedCases } from '../../../core/election/policy-rehearsal.ts';
import { nameOf } from '../kit/hands.ts';
import type { StationDesk } from '../kit/station-desk.ts';
import { admitsByDocument } from '../kit/steps/voters.ts';
import { said } from '../kit/words.ts';

/** The admission that is undone. */
export interface Undone {
  /** Number of its receipt, once there is one. */
  receipt: string;
}

/** What the screen keeps in sight while somebody rehearses. */
const band = (at: StationDesk): Locator => at.desk.page.locator('.mode-note');

/** A training's rehearsal from its beginning to its slip; one of its cases is an admission that is undone. */
export function rehearsing(at: StationDesk, undone: Undone): void {
  it('rehearse, in training: the kiosk says what to do and with whose papers, and the band keeps it in sight', async () => {
    await at.changePerson('officer-1');
    await at.desk.button(said('rehearsal:page')).click();
    await at.picture('rehearsal');
    await at.desk.button(said('rehearsal:begin')).click();
    await at.desk.heading(said('rehearsal:do')).waitFor();
    await at.desk.page.getByText(said('rehearsal:do.document')).waitFor();
    // Whom it proposes is in the package: nobody of these was written into a screen.
    const proposed = await at.desk.page.locator('.case-now strong').textContent();
    expect(at.made.station.voters.map(nameOf)).toContain(proposed);
    await at.picture('rehearsal-begun');
    await at.desk.button(said('rehearsal:go')).click();
    const { length: of } = shippedCases;
    const title = said('rehearsal:case.document');
    await band(at)
      .filter({ hasText: said('rehearsal:band', { place: 1, of, title }) })
      .waitFor();
  });

  it('undo an admission by its number, a reason and two persons; the voter can then be admitted', async () => {
    undone.receipt = await admitsByDocument(at.desk, at.voter(0));
    await at.admitted(1);
    // The journal has it: the first case is passed, and the band is at the next.
    await band(at)
      .filter({ hasText: said('rehearsal:case.typed') })
      .waitFor();
    await at.desk.page.getByRole('button', { name: said('parts:menu') }).click();
    await at.desk.button(said('parts:undo.open'), at.sheet).click();
    const [, device = '', number = ''] = undone.receipt.split('-');
    await at.desk.digits(device, at.sheet);
    await at.desk.button(said('parts:receipt.dash'), at.sheet).click();
    await at.desk.digits(number, at.sheet);
    await at.picture('undo-number');
    await at.desk.button(said('parts:next'), at.sheet).click();
    const whose = at.sheet.getByRole('region', { name: said('parts:voter') });
    await whose.getByText(nameOf(at.voter(0))).waitFor();
    await whose.getByText(undone.receipt).waitFor();
    await at.desk.button(said('parts:undo.reason.mistake'), at.sheet).click();
    await at.desk.button(said('parts:next'), at.sheet).click();
    await at.picture('undo-codes');
    await at.desk.approve(['chair', 'member-1'], said('parts:undo.do'), said('parts:undo.done.slip'));
    await at.picture('undo-done');
    await at.desk.button(said('parts:undo.seen'), at.sheet).click();
    await at.admitted(0);
    await admitsByDocument(at.desk, at.voter(0));
    await at.admitted(1);
  });

  it('end the rehearsal with a slip of what the journal says was passed', async () => {
    const before = at.slips();
    await at.desk.button(said('rehearsal:page')).click();
    await at.desk.page.getByText(said('rehearsal:count', { passed: 2, of: shippedCases.length })).waitFor();
    for (const one of ['document', 'undone'] as const) {
      const name = new RegExp(said(`rehearsal:case.${one}`));
      await at.desk.page.getByRole('button', { name, disabled: true }).waitFor();
    }
    await at.picture('rehearsal-passed');
    await at.desk.button(said('rehearsal:end')).click();
    await at.desk.page.getByText(said('rehearsal:ended')).waitFor();
    await expect.poll(at.slips, { timeout: 20_000 }).toBe(before + 1);
    await at.desk.page.getByText(said('people:shift.slip.yes')).waitFor();
    await at.picture('rehearsal-over');
    await at.desk.button(said('rehearsal:back')).click();
    await band(at).waitFor({ state: 'hidden' });
  });
}
