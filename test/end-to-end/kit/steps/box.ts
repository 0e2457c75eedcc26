import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { World } from '../../../../main/demo/world.ts';
import type { WorldBox } from '../../../../main/demo/world-box.ts';
import { colleague, type Hands } from '../hands.ts';
import { said } from '../words.ts';

/** The ballot box in the world of a test that has one. */
export function boxOf(world: World): WorldBox {
  if (world.box === null) throw new Error('this room has no ballot box');
  return world.box;
}

/** The chair names the box under the reader and its seal, with a second person. */
export async function namesBox(desk: Hands, box: string, seal: string): Promise<void> {
  await desk.button(said('ballot-desk:box.assign')).click();
  const sheet = desk.page.getByRole('dialog');
  await sheet.getByLabel(said('ballot-desk:box.number')).fill(box);
  await sheet.getByLabel(said('ballot-desk:box.seal')).fill(seal);
  await desk.button(said('parts:next'), sheet).click();
  await desk.approve(['chair', 'member-1'], said('ballot-desk:confirm'));
}

/** The test pack is put in sheet by sheet, and compared. */
export async function feedsTestPack(desk: Hands, box: WorldBox): Promise<void> {
  await desk.button(said('ballot-desk:test.begin')).click();
  await desk.heading(said('ballot-desk:test.feeding')).waitFor();
  const counter = desk.page.locator('.ballot-counter strong');
  for (let fed = 0; fed < box.view.pack.of; fed += 1) {
    box.putTestSheet();
    await expect.poll(() => counter.textContent(), { timeout: 20_000 }).toBe(String(fed + 1));
  }
  await desk.button(said('ballot-desk:test.end')).click();
}

/** Whoever put the sheet in takes it again, once it stands in the slot. */
export async function takesBack(box: WorldBox): Promise<void> {
  await expect.poll(() => box.view.sheet, { timeout: 20_000 }).toBe('slot');
  box.take();
}

/** What the voters' screen at the box says. */
export class BoxScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(20_000);
  }

  async says(words: string): Promise<void> {
    await this.page.getByRole('main').getByText(said(words), { exact: true }).waitFor();
  }

  async presses(words: string): Promise<void> {
    await this.page.getByRole('button', { name: said(words) }).click();
  }
}

/**
 * Types the lines of the protocol by their numbers in the form, and takes every number of the machine as counted by hand.
 */
export async function fillsForm(
  desk: Hands,
  typed: Readonly<Record<string, number>>,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  await desk.page.locator('.button-main').click();
  const [next, last] = [said('ballot-desk:fill.next'), said('ballot-desk:fill.last')];
  const numbers = desk.page.locator('.fill-numbers');
  for (;;) {
    const title = (await desk.page.getByRole('heading').first().textContent()) ?? '';
    const number = /^(\w+)\./.exec(title)?.[1] ?? '';
    const places = desk.page.locator('.fill-place');
    for (let at = 0; at < (await places.count()); at += 1) {
      const place = places.nth(at);
      const machine =
        (await place
          .locator('strong')
          .first()
          .textContent({ timeout: 500 })
          .catch(() => null)) ?? '0';
      await place.getByRole('textbox').fill(String(typed[number] ?? machine));
    }
    if (number === '4') await picture('form');
    const before = await numbers.textContent();
    const done = await desk.button(last).isVisible();
    await desk.button(done ? last : next).click();
    if (done) return;
    await expect.poll(() => numbers.textContent()).not.toBe(before);
  }
}

/** Those whom the policy names sign with their codes. */
export async function signsProtocol(desk: Hands, ids: readonly string[]): Promise<void> {
  await desk.button(said('ballot-desk:sign')).click();
  const sheet = desk.page.getByRole('dialog');
  for (const id of ids) {
    const { name, code } = colleague(id);
    const empty = sheet.getByRole('button', { name: said('ballot-desk:sign.nobody') });
    await empty.first().click();
    await sheet.getByRole('button', { name }).click();
    await desk.digits(code, sheet);
  }
  await desk.button(said('ballot-desk:sign'), sheet).click();
  await sheet.waitFor({ state: 'hidden' });
}
