import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DemoVoter } from '../../../main/demo/voters.ts';
import { type Hands, nameOf } from './hands.ts';
import type { Pictures } from './pictures.ts';
import { receiptOf } from './steps/voters.ts';
import { said } from './words.ts';

/** What the officer's window and the voters' one say of the same voter. */
export class BothWindows {
  readonly display: Page;
  readonly #desk: Hands;
  readonly #pictures: Pictures;

  constructor(desk: Hands, display: Page, pictures: Pictures) {
    this.#desk = desk;
    this.display = display;
    this.#pictures = pictures;
    display.setDefaultTimeout(20_000);
  }

  /** Pictures of both windows, for a person to look at afterwards. */
  readonly picture = async (name: string): Promise<void> => {
    await this.#pictures.take(this.#desk.page, `${name}.officer`);
    await this.#pictures.take(this.display, `${name}.voter`);
  };

  /** The second display, with everything that it must say. */
  shown(...words: readonly string[]): Locator {
    return words.reduce((found, hasText) => found.filter({ hasText }), this.display.getByRole('main'));
  }

  /** The photo and the names on both windows are those of the voter who stands there; her finger is awaited. */
  async stands(who: DemoVoter): Promise<void> {
    const { record } = who;
    const name = nameOf(who);
    const card = this.#desk.page.getByRole('region', { name: said('parts:voter') });
    await card.getByRole('img', { name }).waitFor();
    await expect.poll(() => card.textContent()).toContain(record.pin.slice(-2));
    expect(await card.textContent()).not.toContain(record.pin);
    // A sensor that waits for a finger is well.
    await this.#desk.light('fingerprint').waitFor();
    await this.display.getByRole('img', { name }).waitFor();
    await this.shown(record.surname, `№ ${record.number}`, said('voter:sentence.finger')).waitFor();
  }

  /** Waits for the verdict on both windows, which goes by itself. @returns the number of the slip */
  async admitted(who: DemoVoter): Promise<string> {
    const { surname, number } = who.record;
    const [receipt] = await Promise.all([
      receiptOf(this.#desk, who),
      this.shown(surname, `№ ${number}`, said('voter:sentence.admitted')).waitFor(),
    ]);
    return receipt;
  }

  /** A verdict against somebody, on both windows. */
  async refused(name: string, ...words: readonly (string | RegExp)[]): Promise<void> {
    await this.#desk.verdict(...words).waitFor();
    await this.shown(said('voter:sentence.refused')).waitFor();
    await this.picture(name);
    await this.#desk.nextVoter();
  }
}
