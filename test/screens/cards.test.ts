import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardBrowser, cardFolder, cardNames, printCard, readCard } from './cards.ts';

const locales = join(import.meta.dirname, '../../assets/locales');

/** Whose screens have which words: what stands on a card stands on a screen of the person who holds it. */
const screensOf: Readonly<Record<string, readonly string[]>> = {
  officer: ['officer', 'parts', 'people', 'papers', 'next', 'home', 'rehearsal'],
  chair: [
    'chair',
    'parts',
    'people',
    'papers',
    'paper',
    'day',
    'copy',
    'sittings',
    'acts',
    'afterwards',
    'application',
    'rehearsal',
  ],
  ballots: ['ballot-desk', 'box', 'parts'],
  technician: ['technician', 'parts', 'kit', 'configuration', 'trial', 'afterwards'],
};

/** What is behind a key that opens a sheet: the words that its source asks for. */
const sheets: Readonly<Record<string, string>> = { 'parts:menu': 'menu-sheet', 'people:help': 'help-sheet' };

/** The words of a language; where a screen has a number or a name, a card has an ellipsis. */
function wordsOf(language: string, file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(locales, language, `${file}.json`), 'utf8')) as Record<string, unknown>;
}

/** Whether a screen of this person says it in this language. */
function saidBy(who: string, language: string): (words: string) => boolean {
  const texts = (screensOf[who] ?? []).flatMap((file) => Object.values(wordsOf(language, file)));
  const words = texts.filter((text) => typeof text === 'string');
  const said = new Set(words.map((text) => text.replaceAll(/\s*\{\{\w+\}\}/g, '…')));
  return (text) => said.has(text);
}

/** What a sheet says that a card leads to, by the word of the key that opens it. */
function sheetWords(language: string): ReadonlyMap<unknown, readonly unknown[]> {
  const text = (key: string) => {
    const [file = '', name = ''] = key.split(':');
    return wordsOf(language, file)[name];
  };
  return new Map(
    Object.entries(sheets).map(([key, source]) => {
      const code = readFileSync(join(import.meta.dirname, `../../renderer/parts/${source}.tsx`), 'utf8');
      const home = /useTranslation\(\[?'(\w+)'/.exec(code)?.[1] ?? '';
      const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, one = '']) => one);
      return [text(key), asked.map((one) => text(one.includes(':') ? one : `${home}:${one}`))];
    }),
  );
}

describe('the printable cards', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await cardBrowser();
  });
  afterAll(() => browser.close());

  it('are there for officer, chair, technician and the ballot box, in Kyrgyz and Russian', () => {
    const people = ['ballots', 'chair', 'officer', 'technician'];
    expect([...cardNames()].sort()).toEqual(people.flatMap((who) => [`${who}.ky`, `${who}.ru`]));
  });

  it.each(cardNames())('%s names each key as its screen does, and shows screens of its language', (name) => {
    const [who = '', language = ''] = name.split('.');
    const says = saidBy(who, language);
    const { title, intro, sections } = readCard(name);
    expect([title, intro].every((text) => text !== '')).toBe(true);
    expect(sections).toHaveLength(12);
    const quoted = sections.flatMap(({ steps }) => steps.flatMap((step) => step.match(/`[^`]+`/g) ?? []));
    expect(quoted.map((words) => words.slice(1, -1)).filter((words) => !says(words))).toEqual([]);
    const behind = sheetWords(language);
    const steps = sections.flatMap((section) => section.steps);
    for (const [, from, to] of steps.flatMap((step) => [...step.matchAll(/`([^`]+)` → `([^`]+)`/g)])) {
      if (behind.has(from)) expect(behind.get(from), `${from} → ${to}`).toContain(to);
    }
    for (const { picture, steps } of sections) {
      expect(picture).toMatch(new RegExp(`^\\.\\./screens/[a-z-]+\\.${language}\\.1280x800\\.webp$`));
      expect(existsSync(join(cardFolder, picture)), picture).toBe(true);
      expect(steps.length).toBeGreaterThan(0);
    }
  });

  it.each(cardNames())('%s is two pages of A4, and nothing is cut off', async (name) => {
    const { pdf, over } = await printCard(browser, name);
    expect(over).toEqual([]);
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  });
});
