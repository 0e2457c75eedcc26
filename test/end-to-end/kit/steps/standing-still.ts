import type { Hands } from '../hands.ts';
import { said } from '../words.ts';

/** The chair suspends the work because the power is gone. @param approvers who decide it at the desk */
export async function suspends(desk: Hands, approvers: readonly string[]): Promise<void> {
  const sheet = desk.page.getByRole('dialog');
  await desk.button(said('chair:suspend')).click();
  await desk.button(said('chair:suspend.reason.power'), sheet).click();
  await desk.button(said('parts:next'), sheet).click();
  await desk.approve(approvers, said('chair:suspend'));
  await desk.heading(said('chair:duty.suspended')).waitFor();
}

/** The power is back, and the work goes on. @param approvers who decide it at the desk */
export async function resumes(desk: Hands, approvers: readonly string[]): Promise<void> {
  const sheet = desk.page.getByRole('dialog');
  await desk.button(said('chair:resume')).click();
  await desk.button(said('day:resume.reason.power'), sheet).click();
  await desk.button(said('parts:next'), sheet).click();
  await desk.approve(approvers, said('chair:resume'));
  await desk.heading(said('chair:duty.open')).waitFor();
}

/**
 * Two persons enter one who was admitted by the paper list, by the page and line at which the screen finds that name.
 * @param place page and line of the printed list
 */
export async function entersFromPaper(
  desk: Hands,
  { page, line }: { readonly page: number; readonly line: number },
  name: string,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  await desk.button(said('chair:page.copy')).click();
  await desk.button(said('copy:paper.open')).click();
  await desk.page.getByLabel(said('copy:paper.page'), { exact: true }).click();
  await desk.digits(String(page));
  await desk.page.getByLabel(said('copy:paper.line'), { exact: true }).click();
  await desk.digits(String(line));
  await desk.button(said('copy:paper.add')).click();
  await desk.page.locator('.paper-voters').getByText(name).waitFor();
  await picture('from-paper');
  const enter = said('copy:paper.enter', { count: 1 });
  await desk.button(enter).click();
  await desk.approve(['chair', 'member-1'], enter);
  await desk.button(said('copy:paper.back')).click();
  await desk.page.getByText(said('copy:paper.counts', { entered: 1, conflicts: 0 })).waitFor();
}
