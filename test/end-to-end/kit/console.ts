import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { compiledBefore } from '../../../main/cli/simulate/house.ts';
import { demoConsolePeople } from '../../../main/demo/country-settings.ts';
import type { ProcessPlan } from '../../../main/host/plan.ts';
import { root } from '../../../tools/say.ts';
import { said } from './words.ts';

/** The console of a simulated country, as the only process of its house: see test/fixtures/processes/country-console.ts. */
export function consolePlan(folder: string, ...of: readonly string[]): readonly ProcessPlan[] {
  const entry = join(root, 'test/fixtures/processes/country-console.ts');
  return [{ name: 'console', entry, args: [join(root, 'dist/renderer'), folder, ...of], env: compiledBefore() }];
}

/** The commission's window, as a hand uses it. */
export class ConsoleHand {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(20_000);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Presses a button by its words. */
  press(words: string): Promise<void> {
    return this.button(said(words)).click();
  }

  /** Goes into a room. */
  room(name: string): Promise<void> {
    return this.page
      .getByRole('navigation')
      .getByRole('button', { name: said(`commission:room.${name}`) })
      .click();
  }

  table(): Locator {
    return this.page.getByRole('grid');
  }

  /** Rows of the table that is shown. */
  async rows(): Promise<number> {
    return Number(await this.table().getAttribute('aria-rowcount')) - 1;
  }

  async signIn(id: string): Promise<void> {
    const person = demoConsolePeople.find((one) => one.id === id);
    await this.button(person?.name ?? '').click();
    await this.page.keyboard.type(person?.code ?? '');
    await this.press('parts:sign-in');
    await this.page.getByRole('navigation').waitFor();
  }

  async signOut(): Promise<void> {
    await this.press('parts:menu');
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: said('parts:sign-out') })
      .click();
    await this.page.getByRole('heading', { name: said('parts:sign-in.who') }).waitFor();
  }
}
