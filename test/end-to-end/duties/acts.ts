import { expect, it } from 'vitest';
import type { ActKind } from '../../../core/election/policy-acts.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { actWords } from '../../../core/receipt/act-words.ts';
import type { Both, SlipLine } from '../../../core/receipt/slip.ts';
import { linesMissing } from '../../../drivers/simulator/slip-reader.ts';
import { screenText } from '../../../main/screen-words.ts';
import { dotsOf, SLIP_ROWS, slipsOf } from '../kit/paper.ts';
import { PRECINCT } from '../kit/room.ts';
import type { StationDesk } from '../kit/station-desk.ts';
import { opensActs } from '../kit/steps/closing.ts';
import { said } from '../kit/words.ts';
import type { Undone } from './rehearsing.ts';

/** The acts of the commission about what was out of the ordinary. */
export function acts(at: StationDesk, undone: Undone): void {
  it('draw an act of each exception: its paper has the number and what the journal tells, in both languages', async () => {
    const paper = async (lines: readonly SlipLine[]) => {
      const slip = slipsOf(at.run.ledger, SLIP_ROWS).at(-1);
      expect(slip && linesMissing(dotsOf(at.run.ledger, slip), lines)).toEqual([]);
    };
    const fact = async (name: string): Promise<string> => {
      const row = at.sheet.locator('.act-facts div', { hasText: said(name) });
      return (await row.locator('dd').textContent()) ?? '';
    };
    const template = (kind: ActKind, values: Readonly<Record<string, Both>>): SlipLine => {
      const text = defaultPolicy.acts.kinds.find((one) => one.kind === kind)?.text ?? { ky: '', ru: '' };
      const filled = (language: 'ky' | 'ru') =>
        text[language].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]?.[language] ?? '');
      return { line: 'text', text: { ky: filled('ky'), ru: filled('ru') } };
    };
    const same = (text: string): Both => ({ ky: text, ru: text });
    const pair = (name: Both, value: string): SlipLine => ({ line: 'pair', name, value });
    const inBoth = (name: string): Both => ({ ky: screenText('ky', name), ru: screenText('ru', name) });

    await opensActs(at.desk);
    const due = at.desk.page.getByRole('main').getByRole('listitem');
    await expect.poll(() => due.count()).toBe(2);
    await at.picture('acts');

    await due.first().getByRole('button').click();
    const [from, until] = [await fact('acts:fact.happened'), await fact('acts:fact.until')];
    const [date = '', time = ''] = from.split(' ');
    await at.picture('act-standstill');
    let before = at.slips();
    await at.desk.button(said('acts:print.slip'), at.sheet).click();
    await at.desk.page.getByText(said('acts:out.yes', { number: `${PRECINCT}-1/1` })).waitFor({ timeout: 20_000 });
    expect(at.slips()).toBe(before + 1);
    const power = inBoth('chair:suspend.reason.power');
    await paper([
      { line: 'title', text: actWords.act },
      { line: 'number', name: actWords.number, value: `${PRECINCT}-1/1` },
      pair(actWords.happened, from),
      pair(actWords.reason, `${power.ky} / ${power.ru}`),
      template('standstill', { date: same(date), time: same(time), until: same(until), reason: power }),
    ]);
    await at.picture('acts-drawn');

    await at.desk.page.getByRole('button', { name: said('acts:part.due') }).click();
    await expect.poll(() => due.count()).toBe(1);
    await due.first().getByRole('button').click();
    expect(await fact('acts:fact.receipts')).toBe(undone.receipt);
    before = at.slips();
    await at.desk.button(said('acts:print.slip'), at.sheet).click();
    await at.desk.page.getByText(said('acts:out.yes', { number: `${PRECINCT}-1/2` })).waitFor({ timeout: 20_000 });
    expect(at.slips()).toBe(before + 1);
    const mistake = inBoth('parts:undo.reason.mistake');
    await paper([
      { line: 'number', name: actWords.number, value: `${PRECINCT}-1/2` },
      pair(actWords.receipts, undone.receipt),
      pair(actWords.reason, `${mistake.ky} / ${mistake.ru}`),
    ]);
    await at.desk.page.getByRole('button', { name: said('acts:part.due') }).click();
    await at.desk.page.getByText(said('acts:none.due')).waitFor();
  });
}
