import { readFileSync } from 'node:fs';

export const languages = ['ky', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** @returns a sentence by its key, its {names} filled in */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The words of a language: flat, in words/LANGUAGE.json. */
export function wordsOf(language: Language): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`./words/${language}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
}

/** @throws for a key that there is not: a bug, which a test finds */
export function sayIn(words: Readonly<Record<string, string>>): Say {
  return (key, values = {}) => {
    const sentence = words[key];
    if (sentence === undefined) throw new Error(`no words for ${key}`);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
  };
}
