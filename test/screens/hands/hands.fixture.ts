import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { Language } from '../../../main/api/views.ts';
import { type Gallery, openGallery, sizes } from '../gallery-browser.ts';

/** A screen under a hand: what a press, a slip of the finger or a key calls of the zone's methods. */
export interface Screen {
  /** The page of the test that runs. */
  readonly page: Page;
  /** Opens a scene of the gallery in it, and waits until it stands still. */
  readonly show: (scene: string, language: Language) => Promise<void>;
  /** The methods that were called since, in their order. */
  readonly called: () => Promise<string[]>;
  readonly press: (name: string) => Promise<void>;
}

/** One gallery for a file of tests, and one page that is left after each: a new one would read and parse all anew. */
export function underHands(): Screen {
  let gallery: Gallery | undefined;
  let page: Page | undefined;
  const opened = <T>(what: T | undefined): T => {
    if (what === undefined) throw new Error('no test runs');
    return what;
  };
  beforeAll(async () => {
    gallery = await openGallery(inject('gallery').production);
    page = await gallery.newPage(sizes[0]);
  });
  afterAll(() => gallery?.close());
  afterEach(() => opened(gallery).leave(opened(page)));

  return {
    get page() {
      return opened(page);
    },
    show: (scene, language) => opened(gallery).show(opened(page), scene, language),
    called: () => opened(page).evaluate(() => window.called),
    press: (name) => opened(page).getByRole('button', { name }).click(),
  };
}

/** From now on nothing is asked again by itself: what is asked after that, a hand has asked for. */
export async function askNothingByItself(page: Page): Promise<void> {
  await page.evaluate(() => {
    const real = window.setTimeout.bind(window);
    const short = (then: () => void, ms = 0) => (ms >= 1_000 ? 0 : real(then, ms));
    window.setTimeout = short as typeof window.setTimeout;
  });
  // What was to be asked already has been.
  await page.waitForTimeout(2_500);
}
