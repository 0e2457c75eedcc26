import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const languages = ['ky', 'ru', 'en'] as const;
type Language = (typeof languages)[number];
const namespaces = ['parts', 'officer', 'chair', 'technician', 'voter'] as const;

type Entries = Readonly<Record<string, string>>;
const read = (path: string): Entries => JSON.parse(readFileSync(join(root, path), 'utf8')) as Entries;
const words = Object.fromEntries(
  languages.map((language) => [
    language,
    Object.fromEntries(
      namespaces.flatMap((namespace) =>
        Object.entries(read(`assets/locales/${language}/${namespace}.json`)).map(([key, text]) => [
          `${namespace}/${key}`,
          text,
        ]),
      ),
    ),
  ]),
) as Readonly<Record<Language, Entries>>;

/** Kyrgyz words that are spelt as in Russian because they are the same words. */
const trulySame: readonly string[] = [
  'parts/menu',
  'parts/mode',
  'parts/pin',
  'parts/trail.document',
  'parts/trail.receipt',
  'parts/light.document',
  'parts/light.printer',
  'parts/role.officer',
  'parts/role.technician',
  'chair/page.log',
  'chair/item.mode',
  'chair/log.file',
  'technician/page.log',
];

/**
 * The glossary of the domain: where the Russian text speaks of a thing, the Kyrgyz one uses the term of Kyrgyz
 * elections and the English one ours. Stems, because all three languages bend their words.
 */
const glossary: readonly { readonly ru: RegExp; readonly ky: RegExp; readonly en: RegExp }[] = [
  { ru: /избирател(?!ьн)/i, ky: /шайлоочу|адам/i, en: /voter|person/i },
  { ru: /избирательн\S+ участ/i, ky: /шайлоо участка/i, en: /polling station/i },
  { ru: /дистанционн\S+ голосован/i, ky: /аралыктан добуш бер/i, en: /remote voting/i },
  { ru: /вне помещения/i, ky: /жайдан тышкары/i, en: /outside the room/i },
  { ru: /комисси/i, ky: /комиссия/i, en: /commission/i },
  { ru: /округ/i, ky: /округ/i, en: /constituency/i },
  { ru: /идентификац/i, ky: /идентификаци|өткөн/i, en: /identif|admitted/i },
  { ru: /отпечат/i, ky: /бармак из|аныктал/i, en: /finger|sensor/i },
  { ru: /первичн\S+ чек/i, ky: /баштапкы чек/i, en: /start receipt/i },
  { ru: /итогов\S+ чек/i, ky: /жыйынтыктоочу чек/i, en: /final receipt/i },
  { ru: /ПИН/, ky: /ПИН/, en: /PIN/ },
  { ru: /бюллетен/i, ky: /бюллетен/i, en: /ballot/i },
  { ru: /председател/i, ky: /төрага/i, en: /chair/i },
  { ru: /секретар/i, ky: /катчы/i, en: /secretary/i },
  { ru: /в акт/i, ky: /акт/i, en: /\bact\b/i },
];

describe('the words of the screens', () => {
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

  it('is Kyrgyz where it says so', () => {
    const same = Object.keys(words.ky).filter(
      (key) => words.ky[key] === words.ru[key] || words.ky[key] === words.en[key],
    );
    expect(same.sort()).toEqual([...trulySame].sort());
  });

  it('spells Kyrgyz with its own letters, without the look-alike fita and without odd spaces', () => {
    for (const [key, text] of Object.entries(words.ky)) expect(text, key).not.toMatch(/[ѳѲ\u00a0]/);
  });

  it.each(glossary)('speaks of $ru by the terms of the glossary', ({ ru, ky, en }) => {
    const speaking = Object.keys(words.ru).filter((key) => ru.test(words.ru[key] ?? ''));
    expect(speaking).not.toEqual([]);
    for (const key of speaking) {
      expect(words.ky[key], key).toMatch(ky);
      expect(words.en[key], key).toMatch(en);
    }
  });

  it('has no plural after a number in Kyrgyz', () => {
    for (const [key, text] of Object.entries(words.ky)) {
      expect(text, key).not.toMatch(
        /(\d|\{\{(number|of|typed|count|done)\}\}) \p{L}+(лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)(\s|\p{P}|$)/u,
      );
    }
  });

  it('names in reviewed.json only entries that exist, and says "no" of each', () => {
    const reviewed = read('assets/locales/reviewed.json');
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
        const home = /useTranslation\(\[?'(\w+)'/.exec(source)?.[1];
        return [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) =>
          key.includes(':') ? key.replace(':', '/') : `${home}/${key}`,
        );
      });
    expect(asked.length).toBeGreaterThan(100);
    const ours = new Set(asked.filter((key) => namespaces.some((namespace) => key.startsWith(`${namespace}/`))));
    expect([...ours].filter((key) => !(key in words.ky))).toEqual([]);
  });
});
