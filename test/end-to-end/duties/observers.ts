import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SlipLine } from '../../../core/receipt/slip.ts';
import { todaySlipWords } from '../../../core/receipt/today-words.ts';
import { slipWords } from '../../../core/receipt/words.ts';
import { papersSince } from '../kit/paper.ts';
import { PRECINCT } from '../kit/room.ts';
import type { StationDesk } from '../kit/station-desk.ts';
import { said } from '../kit/words.ts';

/** What observers are given and shown. */
export function observers(at: StationDesk): void {
  it("print the station's day for observers in numbered copies, while the second display tells how it stands", async () => {
    // From the list of acts: the tab above has the same words.
    await at.desk.button(said('chair:page.totals'), at.desk.page.locator('.actions')).click();
    const print = at.desk.button(said('papers:today.print')).and(at.desk.page.locator(':enabled'));
    const facts = at.run.ledger.entries().length;
    for (const copy of [1, 2]) {
      await print.click();
      await expect.poll(() => papersSince(at.run.ledger, facts).length, { timeout: 20_000 }).toBe(copy);
    }
    const bears = (line: SlipLine) => papersSince(at.run.ledger, facts).map((paper) => paper(line));
    const copyOf = (copy: number): SlipLine => ({ line: 'pair', name: todaySlipWords.copy, value: String(copy) });
    expect([bears(copyOf(1)), bears(copyOf(2))]).toEqual([
      [true, false],
      [false, true],
    ]);
    const both = [true, true];
    expect(bears({ line: 'title', text: todaySlipWords.title })).toEqual(both);
    expect(bears({ line: 'pair', name: slipWords.station, value: `№ ${PRECINCT}` })).toEqual(both);
    expect(bears({ line: 'number', name: slipWords.admitted, value: '2' })).toEqual(both);
    expect(bears({ line: 'text', text: todaySlipWords.identified })).toEqual(both);
    await at.picture('today');

    // Between voters, whoever is at the desk and whatever page is open there.
    const room = await at.kiosk.page('voter');
    const tells = async (): Promise<void> => {
      const between = room.getByRole('main');
      for (const words of [`№ ${PRECINCT}`, said('parts:stage.open'), said('voter:admitted'), /\d\d:\d\d/]) {
        await between.filter({ hasText: words }).waitFor();
      }
      await expect.poll(() => room.locator('.between-count .number').allTextContents()).toEqual(['2']);
    };
    await tells();
    await at.changePerson('officer-1');
    await tells();
    await at.desk.button(said('reception:ask')).click();
    await at.desk.heading(said('officer:idle.document')).waitFor({ state: 'hidden' });
    await tells();
    await room.screenshot({ path: join(at.pictures.folder, 'between-while-asked.png') });
    await at.desk.button(said('reception:ask.leave')).click();
    await at.desk.heading(said('officer:idle.document')).waitFor();
    await at.changePerson('technician');
    await at.desk.button(said('technician:page.readiness')).click();
    await tells();
    await at.changePerson('chair');
  });
}
