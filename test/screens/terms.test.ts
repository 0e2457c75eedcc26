import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from '../../tools/problem-sources.ts';
import { root } from '../../tools/say.ts';
import { glossary, strays } from './glossary.ts';

/** What stands on paper, in both languages: words of the slips are written in the source. */
const papers = sources()
  .filter(({ path }) => path.startsWith('core/'))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/(?:both\(\s*|\bky: )'([^']*)',\s*(?:ru: )?'([^']*)'/g)].map(([, ky = '', ru = '']) => ({
      path,
      ky,
      ru,
    })),
  );

/** Everything that screens and problems say in a language, with the file it stands in. */
const said = (language: 'ky' | 'ru'): readonly (readonly [string, string])[] =>
  readdirSync(join(root, 'assets/locales', language)).map(
    (file) => [file, readFileSync(join(root, 'assets/locales', language, file), 'utf8')] as const,
  );

/** Every text of a file of words, however deep it stands. */
const textsOf = (words: unknown): readonly string[] =>
  typeof words === 'string' ? [words] : Object.values(words as object).flatMap(textsOf);
/** Quoted, and no word of a screen: the name that a printer's maker gives a sensor. */
const othersWords: readonly string[] = ['кагаз аз'];

describe('one name for one thing', () => {
  it.each(['ky', 'ru'] as const)('what a text in %s quotes, a screen says', (language) => {
    const texts = said(language).flatMap(([, text]) => textsOf(JSON.parse(text)));
    const quoted = texts.flatMap((text) => [...text.matchAll(/«([^«»{}]*)»/g)].map(([, words = '']) => words));
    const ours = quoted.filter((words) => /\p{Script=Cyrillic}/u.test(words) && !othersWords.includes(words));
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter((words) => !texts.includes(words))).toEqual([]);
  });

  it.each(['ky', 'ru'] as const)('on every screen: no stray word in %s', (language) => {
    const found = said(language).flatMap(([file, text]) =>
      text
        .split('\n')
        .filter((line) => strays[language].test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('on every paper: no stray word', () => {
    expect(papers.length).toBeGreaterThan(250);
    expect(papers.filter(({ ky, ru }) => strays.ky.test(ky) || strays.ru.test(ru))).toEqual([]);
  });

  it.each(glossary)('on every paper, where it speaks of $ru', ({ ru, ky }) => {
    expect(papers.filter((one) => ru.test(one.ru) && !ky.test(one.ky))).toEqual([]);
  });

  it('would find a stray word, and a term that is another one', () => {
    for (const wrong of ['Бүгүн бул участокто', 'Жабылган отурумдар', 'өз участогуңузда'])
      expect(wrong).toMatch(strays.ky);
    expect('заседание продолжится').toMatch(strays.ru);
    const station = glossary.filter(({ ru }) => ru.test('на участке'));
    expect(station.map(({ ky }) => ky.test('Бүгүн бул жерде'))).toEqual([false]);
  });
});
