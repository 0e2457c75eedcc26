import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { FingerPosition } from '../../../core/admission/facts.ts';
import { type DemoPerson, demoPeople } from '../../../main/demo/people.ts';
import type { DemoVoter } from '../../../main/demo/voters.ts';
import type { World } from '../../../main/demo/world.ts';
import { said } from './words.ts';

const positions: readonly FingerPosition[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** So long a finger is away before it comes again, in milliseconds: the sensor is looked at every 60. */
const LIFTED_MS = 200;
/** A finger that the sensor has not taken for so long is put on it anew, as anybody would. */
const TAKEN_MS = 5_000;
const PATIENCE_MS = 20_000;

/** Somebody of the demonstration's station, or the commission's administrator, by the id of the list. */
export function colleague(id: string): DemoPerson {
  const found = demoPeople.find((one) => one.id === id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
}

/** The voter's name as the screens and the list have it. */
export function nameOf({ record: { surname, given, patronymic } }: DemoVoter): string {
  return [surname, given, patronymic].filter((part) => part !== null).join(' ');
}

/** Hands at the officer's window: they find everything by the role and the words that a person finds it by. */
export class Hands {
  readonly page: Page;
  readonly #world: World;

  constructor(page: Page, world: World) {
    this.page = page;
    this.#world = world;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** The key that writes onto a medium of this name; below it stands how people tell it from another one. */
  target(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: said('parts:write.to', { name }) });
  }

  /** The key of one of the chair's pages; below its name may stand what waits there. */
  tab(name: string): Locator {
    return this.page.getByRole('navigation', { name: said('chair:pages') }).getByRole('button', { name });
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  /** The light of a device in the bar, while the device is well. */
  light(kind: 'fingerprint' | 'document' | 'printer'): Locator {
    const lights = this.page.getByRole('list', { name: said('parts:devices') });
    return lights.locator('.device-ready').getByText(said(`parts:light.${kind}`), { exact: true });
  }

  /** A verdict over the whole width, with everything that it must say. */
  verdict(...words: readonly (string | RegExp)[]): Locator {
    return words.reduce<Locator>((found, hasText) => found.filter({ hasText }), this.page.getByRole('status'));
  }

  /** Everything that the screen says now, without the bar above it. */
  async screen(): Promise<string> {
    return (await this.page.getByRole('main').textContent()) ?? '';
  }

  async signIn(id: string): Promise<void> {
    const { name, code } = colleague(id);
    await this.page.getByRole('button', { name }).click();
    await this.digits(code);
    await this.button(said('parts:sign-in')).click();
    await this.heading(said('parts:sign-in.who')).waitFor({ state: 'hidden' });
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: said('parts:menu') }).click();
    await this.button(said('parts:sign-out'), this.page.getByRole('dialog')).click();
    await this.heading(said('parts:sign-in.who')).waitFor();
  }

  /** Presses keys of the number pad, of a sheet or of the screen. */
  async digits(text: string, within: Page | Locator = this.page): Promise<void> {
    const pad = within.getByRole('group', { name: said('parts:keys.numbers') });
    for (const digit of text) await this.button(digit, pad).click();
  }

  /** Types letters on the screen's keyboard; a first letter is a capital by itself. */
  async letters(text: string): Promise<void> {
    const keys = this.page.getByRole('group', { name: said('parts:keys.letters') });
    for (const letter of text) await keys.getByRole('button', { name: new RegExp(`^${letter}$`, 'iu') }).click();
  }

  /**
   * Each person at the sheet picks the own name and types the own code; then the sheet's last button.
   * @param told what a sheet says that stays open when it is done; without it the sheet closes
   */
  async approve(ids: readonly string[], action: string, told?: string): Promise<void> {
    const sheet = this.page.getByRole('dialog');
    for (const [index, id] of ids.entries()) {
      const { name, code } = colleague(id);
      const which = ids.length === 1 ? said('parts:approver.one') : said('parts:approver', { place: index + 1 });
      const heading = this.page.getByRole('heading', { name: which });
      const place = sheet.locator('section').filter({ has: heading });
      const own = place.getByRole('button', { name });
      await place.waitFor();
      while (!(await own.isVisible())) await this.button(said('parts:paged.on'), place).click();
      await own.click();
      await this.digits(code, sheet);
    }
    await this.button(action, sheet).click();
    await (told === undefined ? sheet.waitFor({ state: 'hidden' }) : sheet.getByText(told).waitFor());
  }

  /** Counts the copies of a slip up or down to so many, and goes on. */
  async copies(wanted: number): Promise<void> {
    const sheet = this.page.getByRole('dialog');
    const shown = sheet.locator('.stepper-number');
    await shown.waitFor();
    for (;;) {
      const now = Number(await shown.textContent());
      if (now === wanted) break;
      await this.button(said(now < wanted ? 'day:copies.more' : 'day:copies.fewer'), sheet).click();
    }
    await this.button(said('parts:next'), sheet).click();
  }

  /**
   * Writes down what the opening asks: the number of each seal in the policy's order, and the paper list.
   * @param seals by what they seal; letters are typed on a real keyboard
   */
  async writeOpening(
    seals: Readonly<Record<string, string>>,
    list: readonly [voters: number, version: number, last: number],
    picture: (name: string) => Promise<void> = async () => {},
  ): Promise<void> {
    const sheet = this.page.getByRole('dialog');
    await this.button(said('day:opening.write')).click();
    for (const [what, number] of Object.entries(seals)) {
      await sheet.getByLabel(said('day:opening.seal.number')).fill(number);
      await picture(`opening-${what}`);
      const title = await sheet.getByRole('heading').first().textContent();
      await this.button(said('parts:next'), sheet).click();
      await expect.poll(() => sheet.getByRole('heading').first().textContent()).not.toBe(title);
    }
    const fields = ['voters', 'version', 'last'] as const;
    for (const [place, name] of fields.entries()) {
      await sheet.getByLabel(said(`day:opening.list.${name}`)).click();
      await this.digits(String(list[place]), sheet);
    }
    await picture('opening-list');
    await this.button(said('parts:next'), sheet).click();
    await sheet.waitFor({ state: 'hidden' });
  }

  /** Closes the doors behind so many voters. */
  async closeDoors(inside: string): Promise<void> {
    await this.button(said('chair:finish')).click();
    const sheet = this.page.getByRole('dialog');
    await this.digits(inside, sheet);
    await this.button(said('parts:next'), sheet).click();
    await this.button(said('day:doors.yes'), sheet).click();
    await this.heading(said('chair:duty.finishing')).waitFor();
  }

  /** Answers the questions of the close: those inside went home, and the numbers as given; null: as the device has them. */
  async answerQuestions(
    numbers: readonly [signatures: string, receipts: string, byHand: string] | null,
    picture: (name: string) => Promise<void> = async () => {},
  ): Promise<void> {
    const sheet = this.page.getByRole('dialog');
    await this.button(said('day:ask')).click();
    await sheet.waitFor();
    const left = this.button(said('day:question.left'), sheet);
    if (await left.isVisible()) {
      await left.click();
      await this.button(said('parts:next'), sheet).click();
    }
    for (const [place, question] of (['signatures', 'receipts', 'by-hand'] as const).entries()) {
      await this.heading(said(`day:question.${question}`)).waitFor();
      const own = (await sheet.locator('.beside-own dd').first().textContent()) ?? '';
      await this.digits(numbers?.[place] ?? own, sheet);
      await picture(`question-${question}`);
      await this.button(said('parts:next'), sheet).click();
    }
    await sheet.waitFor({ state: 'hidden' });
  }

  /** Lays a voter's first document on the reader. */
  lay({ record }: DemoVoter): void {
    this.#world.layDocument({ person: record.record, document: 0 });
  }

  /**
   * Puts the finger that the screen asks for on the sensor, and again as often as it asks.
   * @param hand whose fingers they are
   * @returns how many touches it took until the screen asked for no finger any more
   */
  async identify({ record: { record: person } }: DemoVoter): Promise<number> {
    await this.page.getByRole('heading', { name: /колдун/ }).waitFor();
    for (let touches = 0; ; touches += 1) {
      const before = await this.screen();
      const finger = positions.find((one) => before.includes(said(`officer:finger.${one}`)));
      if (finger === undefined) return touches;
      await this.#touch({ person, finger, condition: 'good' });
      await expect.poll(async () => this.#moved(before, await this.screen()), { timeout: PATIENCE_MS }).toBe(true);
      this.#world.putFinger(null);
      await sleep(LIFTED_MS);
    }
  }

  /** The next voter's screen. An admission gives way to it by itself. */
  async idle(): Promise<void> {
    await this.heading(said('officer:idle.document')).waitFor();
    this.#world.layDocument(null);
  }

  /** Goes on from an admission by its button, unless the screen has just gone on by itself: then the press is idle. */
  async goOn(): Promise<void> {
    await this.button(said('officer:next-voter'))
      .or(this.heading(said('officer:idle.document')))
      .click();
    await this.idle();
  }

  async nextVoter(): Promise<void> {
    await this.button(said('officer:next-voter')).click();
    await this.idle();
  }

  async #touch(what: Parameters<World['putFinger']>[0]): Promise<void> {
    for (let puts = 0; puts < 4; puts += 1) {
      this.#world.putFinger(what);
      const until = performance.now() + TAKEN_MS;
      while (performance.now() < until) {
        if (this.#world.view().finger?.captured) return;
        await sleep(20);
      }
      this.#world.putFinger(null);
      await sleep(LIFTED_MS);
    }
    throw new Error('the sensor takes no image');
  }

  #moved(before: string, now: string): boolean {
    const busy = [said('officer:finger.reading'), said('officer:finger.comparing')];
    return now !== before && !busy.some((words) => now.includes(words));
  }
}
