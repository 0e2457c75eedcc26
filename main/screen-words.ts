import { readFileSync } from 'node:fs';
import type { Language } from './problem-words.ts';

const read = new Map<string, Readonly<Record<string, string>>>();

/**
 * A text of the screens, for paper, which calls things as the screens do.
 * @param name namespace and key, as `t()` of a screen has them: `technician:check.disk`
 * @returns the key where there are no words
 */
export function screenText(language: Language, name: string, values: Readonly<Record<string, string>> = {}): string {
  const [namespace = '', key = ''] = name.split(/:(.*)/s);
  const file = `${language}/${namespace}`;
  let words = read.get(file);
  if (!words) {
    const text = readFileSync(new URL(`../assets/locales/${file}.json`, import.meta.url), 'utf8');
    words = JSON.parse(text) as Readonly<Record<string, string>>;
    read.set(file, words);
  }
  return (words[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (whole, value: string) => values[value] ?? whole);
}
