import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../main/api/views.ts';
import { scenes } from './gallery/scenes.ts';
import { type Gallery, openGallery, sizes } from './gallery-browser.ts';
import { measure } from './measure.ts';

/** EP-64, EP-65; body text of officers is 20 px at 149 dpi, what accompanies it 16 px. */
const demands = { target: 12.7, gap: 2.54, contrast: 10, capitals: 4.8, text: 2.7 };
const languages: readonly Language[] = ['ky', 'ru', 'en'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

let gallery: Gallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  page = await gallery.newPage(sizes[0]);
});
afterAll(() => gallery?.close());

describe.each(Object.keys(scenes))('the screen %s', (scene) => {
  it('is large, apart, dark and whole in three languages and both sizes, and holds the rules of axe', async () => {
    await gallery.show(page, scene, 'ky');
    const faults: Record<string, string[]> = {};
    for (const { name, width, height, dpi } of sizes) {
      await page.setViewportSize({ width, height });
      for (const language of languages) {
        await page.evaluate((next) => window.speak(next), language);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        const found = await page.evaluate(measure, { ...demands, mm: dpi / 25.4 });
        if (found.length > 0) faults[`${name} ${language}`] = found;
      }
    }
    // Contrast is measured above, more strictly; a screen of an instrument is no document with a title of its own.
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResult>(
      "axe.run({ rules: { 'color-contrast': { enabled: false }, 'page-has-heading-one': { enabled: false } } })",
    );
    if (violations.length > 0) {
      faults.axe = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    }
    expect(faults).toEqual({});
  });
});

it("nothing broke the page's policy, and no script failed", () => {
  expect(gallery.complaints).toEqual([]);
});
