import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../tools/say.ts';
import { ballotFamilies } from './families/ballots.ts';
import { chairFamilies } from './families/chair.ts';
import { commissionFamilies } from './families/commission.ts';
import { deskFamilies } from './families/desk.ts';
import { partsFamilies } from './families/parts.ts';
import { signedFamilies } from './families/signed.ts';
import { technicianFamilies } from './families/technician.ts';
import type { Families } from './families/values.ts';
import { languages, namespaces, read, words } from './locales.ts';

/** Every value has its words, and they stand in one room's file alone. */
const families: Families = {
  ...deskFamilies,
  ...chairFamilies,
  ...technicianFamilies,
  ...partsFamilies,
  ...ballotFamilies,
  ...commissionFamilies,
  ...signedFamilies,
};

describe('the words of the screens', () => {
  it.each(Object.entries(families))('has %s for every value there can be', (family, values) => {
    for (const value of values) expect(words.ky, value).toHaveProperty([`${family}${value}`]);
  });

  it.each(languages)('%s has every key, and each with words', (language) => {
    expect(Object.keys(words[language])).toEqual(Object.keys(words.ky));
    for (const [key, text] of Object.entries(words[language])) expect(text, key).toMatch(/\S/);
  });

  it('uses the same values in all three languages', () => {
    const values = (text: string | undefined): string[] =>
      [...(text ?? '').matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    for (const key of Object.keys(words.ky)) {
      expect(values(words.ru[key]), key).toEqual(values(words.ky[key]));
      expect(values(words.en[key]), key).toEqual(values(words.ky[key]));
    }
  });

  it('names in reviewed.json only entries that exist, and says "no" of each', () => {
    const reviewed = read('assets/locales/reviewed.json');
    expect(new Set(namespaces)).toEqual(new Set(Object.keys(reviewed).map((key) => key.split('/')[0])));
    expect(Object.keys(reviewed).filter((key) => !(key in words.ky))).toEqual([]);
    expect([...new Set(Object.values(reviewed))]).toEqual(['no']);
    // What is not listed is a term that a stored source has: few, and no sentences of ours.
    for (const key of Object.keys(words.ky)) {
      if (!(key in reviewed)) expect((words.ky[key] ?? '').split(' ').length, key).toBeLessThanOrEqual(4);
    }
  });

  it('has words for every key that a screen asks for', () => {
    const asked = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => {
        const source = readFileSync(join(root, 'renderer', file), 'utf8');
        const home = /useTranslation\(\[?'([\w-]+)'/.exec(source)?.[1];
        return [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) =>
          key.includes(':') ? key.replace(':', '/') : `${home}/${key}`,
        );
      });
    expect(asked.length).toBeGreaterThan(100);
    expect([...new Set(asked)].filter((key) => !(key in words.ky))).toEqual([]);
  });
});
