import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../main/api/views.ts';
import { scenes } from './gallery/scenes.ts';
import { type Gallery, openGallery, sizes } from './gallery-browser.ts';
import { measure } from './measure.ts';
import { namesIn, rawIn } from './raw-ids.ts';

/** EP-64, EP-65; body text of officers is 20 px at 149 dpi, what accompanies it 16 px. */
const demands = { target: 12.7, gap: 2.54, contrast: 10, capitals: 4.8, text: 2.7 };
const languages: readonly Language[] = ['ky', 'ru', 'en'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What each mode in which nobody votes is called, in the languages of a window. */
const modeNames = Object.fromEntries(
  languages.map((language) => [
    language,
    JSON.parse(readFileSync(join(import.meta.dirname, `../../assets/locales/${language}/parts.json`), 'utf8')),
  ]),
) as Readonly<Record<Language, Readonly<Record<string, string>>>>;
const trialModes = ['training', 'laboratory', 'public-test'] as const;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Contrast is measured here, more strictly; a screen of an instrument is no document with a title of its own. */
const runAxe = `axe.run({
  resultTypes: ['violations'],
  rules: { 'color-contrast': { enabled: false }, 'page-has-heading-one': { enabled: false } },
}).then(({ violations }) => violations)`;

/** The band of the mode as it is drawn; a sheet and the shade around it must leave it free. */
function bandOverAll(): { text: string; top: number; wide: boolean; covered: boolean } {
  const band = document.querySelector('.mode-mark');
  if (band === null) return { text: '', top: -1, wide: false, covered: true };
  const box = band.getBoundingClientRect();
  const sheet = document.querySelector('dialog[open]');
  const shade = sheet && Number.parseFloat(getComputedStyle(sheet, '::backdrop').top);
  return {
    text: band.textContent ?? '',
    top: box.top,
    wide: box.width === innerWidth && box.height >= 20,
    covered:
      sheet !== null && (sheet.getBoundingClientRect().top < box.bottom || (shade ?? 0) < Math.floor(box.bottom)),
  };
}

/** Numbers everything that can be pressed or typed into on the sheet or the screen; how many there are. */
function markTargets(): number {
  const scope = document.querySelector('dialog[open]') ?? document.body;
  const targets = [...scope.querySelectorAll<HTMLElement>('button:not([disabled]), input')];
  for (const [index, target] of targets.entries()) target.dataset.target = String(index);
  return targets.length;
}

/** What has the focus, and how many pixels wide its ring is. */
function focusNow(): { target: string; ring: number; what: string } | null {
  const focused = document.activeElement;
  const target = focused instanceof HTMLElement ? focused.dataset.target : undefined;
  if (!focused || target === undefined) return null;
  const style = getComputedStyle(focused);
  const ring = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
  return { target, ring, what: focused.textContent ?? '' };
}

/**
 * Every text that is drawn, but codes of problems, which are there to be read over the telephone, and the one place where a
 * device's own name is asked for: the commission registers it by it.
 */
function textsNow(): string[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (element === null || element.closest('.notice-code, .registration-id, script, style')) continue;
    found.push(texts.currentNode.textContent ?? '');
  }
  return found;
}

let gallery: Gallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  page = await gallery.newPage(sizes[0]);
  await gallery.show(page, Object.keys(scenes)[0]!, 'ky');
  await page.evaluate(axe);
});
afterAll(() => gallery?.close());

describe.each(Object.keys(scenes).map((scene, at) => ({ scene, at })))('the screen $scene', ({ scene, at }) => {
  beforeAll(() => gallery.turnTo(page, scene, 'ky'));

  it('is large, apart, dark and whole in three languages and both sizes, and holds the rules of axe', async () => {
    const faults: Record<string, string[]> = {};
    // The larger one first: what follows is drawn on the smaller, where room is scarce and drawing costs half.
    for (const { name, width, height, dpi } of sizes.toReversed()) {
      await page.setViewportSize({ width, height });
      for (const language of languages) {
        await page.evaluate((next) => window.speak(next), language);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        const found = await page.evaluate(measure, { ...demands, mm: dpi / 25.4 });
        // In English a name of ours may be the word for it; a name that is made of a key is no word anywhere.
        const rawOf = language === 'en' ? namesIn : rawIn;
        const raw = (await page.evaluate(textsNow)).flatMap(rawOf).map((id) => `raw: ${id}`);
        if (found.length + raw.length > 0) faults[`${name} ${language}`] = [...found, ...raw];
      }
    }
    const violations = await page.evaluate<readonly Violation[]>(runAxe);
    if (violations.length > 0) {
      faults.axe = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    }
    expect(faults).toEqual({});
  });

  it('is under a bright band in every mode in which nobody votes, and under none in official work', async () => {
    for (const [nth, mode] of trialModes.entries()) {
      // The band is the same part everywhere: each screen has every mode, and the next screen has it in the next language.
      const language = languages[(nth + at) % languages.length]!;
      await page.evaluate((next) => window.speak(next), language);
      await page.evaluate((next) => window.inMode(next), mode);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const band = await page.evaluate(bandOverAll);
      const spoken = ['voter', 'box'].includes(scenes[scene]?.view.window ?? '') ? (['ky', 'ru'] as const) : [language];
      for (const one of spoken) expect(band.text).toContain(modeNames[one][`mode-name.${mode}`]);
      expect(band).toMatchObject({ top: 0, wide: true, covered: false });
    }
    await page.evaluate(() => window.inMode('official'));
    await page.waitForFunction(() => document.querySelector('.mode-mark') === null);
  });

  it('is reached by keys alone, everything that can be pressed, with a ring around it', async () => {
    const targets = await page.evaluate(markTargets);
    const reached = new Set<string>();
    // Once around and a little: the browser's own frame is a stop of the way.
    for (let tabs = 0; tabs < targets + 3 && reached.size < targets; tabs += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(focusNow);
      if (focus === null) continue;
      expect(focus.ring, focus.what).toBeGreaterThanOrEqual(2);
      reached.add(focus.target);
    }
    expect(reached.size).toBe(targets);
  });
});

it("nothing broke the page's policy, and no script failed", () => {
  expect(gallery.complaints).toEqual([]);
});
