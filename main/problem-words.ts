import { readFileSync } from 'node:fs';
import type { Problem } from '../core/problem/catalogue.ts';

/** Languages that the words of problems are kept in. */
export const languages = ['ky', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];
type Part = 'happened' | 'officer' | 'technician';

const read = new Map<string, Readonly<Record<string, Readonly<Record<Part, string>>>>>();

/** One of a problem's three texts, for where no screen is: terminals and paper. Its code where there are no words. */
export function problemText({ code, params }: Problem, language: Language, part: Part): string {
  const family = code.slice(0, code.indexOf('.'));
  const key = `${language}/problem-${family}`;
  let words = read.get(key);
  if (!words) {
    words = JSON.parse(readFileSync(new URL(`../assets/locales/${key}.json`, import.meta.url), 'utf8'));
    read.set(key, words as NonNullable<typeof words>);
  }
  const text = words?.[code]?.[part] ?? code;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params?.[name] ?? ''));
}
