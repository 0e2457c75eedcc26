import { expect } from 'vitest';
import type { Hands } from '../hands.ts';
import { said } from '../words.ts';
import { OUT_MS } from './copies.ts';

const nothing = async (): Promise<void> => {};

/** A copy to be kept is written to this medium, from the page of the copies, which then asks for another one. */
export async function writesCopy(desk: Hands, name: string): Promise<void> {
  await desk.target(name).click();
  await desk.heading(said('afterwards:retention.done')).waitFor();
  // At once among those that are kept, and told by what is written on it.
  await desk.page.locator('.check-item').filter({ hasText: name }).waitFor();
  await desk.button(said('afterwards:retention.another')).click();
}

/** A copy to be kept is written to each of these media, from the page of the copies, and the page is left. */
export async function keepsCopies(desk: Hands, media: readonly string[]): Promise<void> {
  for (const name of media) await writesCopy(desk, name);
  await desk.button(said('afterwards:back')).click();
}

/** Two persons hand the station over to the territorial commission, and the act prints twice. */
export async function handsOver(desk: Hands, picture: (name: string) => Promise<void> = nothing): Promise<void> {
  await desk.button(said('afterwards:handing.title')).click();
  await desk.button(said('afterwards:handing.over')).and(desk.page.locator(':enabled')).click();
  const sheet = desk.page.getByRole('dialog');
  await desk.button(said('afterwards:handing.to.usual'), sheet).click();
  await desk.button(said('parts:next'), sheet).click();
  await picture('handing-codes');
  await desk.approve(['chair', 'member-1'], said('afterwards:handing.over'));
  await desk.heading(said('chair:duty.handed-over')).waitFor();
  const order = async (): Promise<readonly (string | undefined)[]> =>
    (await desk.page.locator('ol.choices li').allTextContents()).map((text) => /\d/.exec(text)?.[0]);
  await expect.poll(order).toEqual(['1', '2']);
  // Where the machine was too busy for the printer to say so, the kiosk asks to look whether it came out.
  const answered = new RegExp(`${said('afterwards:handing.out.yes')}|${said('afterwards:handing.out.maybe')}`);
  for (const copy of [1, 2]) {
    await desk.button(said('afterwards:handing.print', { copy })).click();
    await desk.page
      .getByRole('button', { name: said('afterwards:handing.print', { copy }) })
      .filter({ hasText: answered })
      .waitFor({ timeout: OUT_MS });
  }
}

/** The commission's administrator looks at each thing of the act, and finds it good. */
export async function ticks(desk: Hands, picture: (name: string) => Promise<void> = nothing): Promise<void> {
  await desk.page.getByRole('button', { name: said('technician:page.kiosk') }).click();
  await desk.page.getByRole('button', { name: said('kit:kiosk.handing') }).click();
  await desk.button(said('afterwards:handing.check')).click();
  const save = desk.button(said('afterwards:handing.check.save'));
  const on = desk.button(said('parts:paged.on'));
  for (;;) {
    for (const thing of await desk.page.locator('.handed button').all()) await thing.click();
    if (await save.isEnabled()) break;
    await on.click();
  }
  await picture('ticking');
  await save.click();
  await desk.page
    .getByRole('status')
    .filter({ hasText: said('afterwards:condition.good').toLowerCase() })
    .waitFor();
}

/** The chair and the administrator empty the device on the commission's order; the page of the wipe is open. */
export async function wipes(desk: Hands, order: string): Promise<void> {
  await desk.page
    .getByRole('button', { name: said('afterwards:wipe.order', { number: order }) })
    .and(desk.page.locator(':enabled'))
    .click();
  await desk.approve(['chair', 'administrator'], said('afterwards:wipe.do'));
  await desk.heading(said('chair:packages.first')).waitFor();
}
