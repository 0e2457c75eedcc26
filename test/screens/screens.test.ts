import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Language } from '../../main/api/views.ts';
import { scenes } from './gallery/scenes.ts';
import { type Gallery, openGallery, sizes, type UnseenPage } from './gallery-browser.ts';
import { lookScript } from './in-page.ts';
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
  selectors: false,
  rules: { 'color-contrast': { enabled: false }, 'page-has-heading-one': { enabled: false } },
}).then(({ violations }) => violations)`;

let gallery: Gallery;
let unseen: UnseenPage;
beforeAll(async () => {
  // The React that tells of its own accord what is wrong: what it says of any scene ends up among the complaints.
  gallery = await openGallery(inject('gallery').development);
  unseen = await gallery.newUnseenPage();
  await gallery.show(unseen.page, Object.keys(scenes)[0]!, 'ky');
  await unseen.page.evaluate(axe);
  await unseen.page.evaluate(lookScript);
});
afterAll(() => gallery?.close());

describe.each(Object.keys(scenes).map((scene, at) => ({ scene, at })))('the screen $scene', ({ scene, at }) => {
  beforeAll(() => gallery.turnTo(unseen.page, scene, 'ky'));

  it('is large, apart, dark and whole in three languages and both sizes, and holds the rules of axe', async () => {
    const faults: Record<string, string[]> = {};
    // The larger one first: what follows is drawn on the smaller, where room is scarce and drawing costs half. There it goes
    // back to the first language.
    for (const [size, order] of [
      [sizes[1], languages],
      [sizes[0], languages.toReversed()],
    ] as const) {
      await unseen.resize(size);
      const asked = { languages: order, demands: { ...demands, mm: size.dpi / 25.4 } };
      const all = await unseen.page.evaluate((the) => window.look.inLanguages(the.languages, the.demands), asked);
      expect(all.map(({ language, width }) => [language, width])).toEqual(order.map((one) => [one, size.width]));
      for (const { language, faults: found, texts } of all) {
        // In English a name of ours may be the word for it; a name that is made of a key is no word anywhere.
        const raw = texts.flatMap(language === 'en' ? namesIn : rawIn).map((id) => `raw: ${id}`);
        if (found.length + raw.length > 0) faults[`${size.name} ${language}`] = [...found, ...raw];
      }
    }
    const violations = await unseen.page.evaluate<readonly Violation[]>(runAxe);
    if (violations.length > 0) {
      faults.axe = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    }
    expect(faults).toEqual({});
  });

  it('is under a bright band in a mode in which nobody votes, and under none in official work', async () => {
    // The band is the same part everywhere: each screen has one of the modes, in one of the languages.
    const mode = trialModes[at % trialModes.length]!;
    const language = languages[Math.floor(at / trialModes.length) % languages.length]!;
    const [band, left] = await unseen.page.evaluate(([which, spoken]) => window.look.inMode(which, spoken), [
      mode,
      language,
    ] as const);
    const spoken = ['voter', 'box'].includes(scenes[scene]?.view.window ?? '') ? (['ky', 'ru'] as const) : [language];
    for (const one of spoken) expect(band.text).toContain(modeNames[one][`mode-name.${mode}`]);
    expect(band).toMatchObject({ top: 0, wide: true, covered: false });
    expect(left).toBe(false);
  });

  it('is reached by keys alone, everything that can be pressed, with a ring around it', async () => {
    const targets = await unseen.page.evaluate(() => window.look.countTargets());
    // Once around and a little: the browser's own frame is a stop of the way.
    await unseen.tab(targets + 3);
    const stops = await unseen.page.evaluate(() => window.stops);
    expect(new Set(stops.map(({ target }) => target)).size).toBe(targets);
    expect(stops.filter(({ ring }) => ring < 2)).toEqual([]);
  });
});

it("nothing broke the page's policy, and no script failed", () => {
  expect(gallery.complaints).toEqual([]);
});
