import { readFileSync } from 'node:fs';
import type { Problem, ProblemCode } from '../core/problem/catalogue.ts';

/** Languages that the words of problems are kept in. */
export const languages = ['ky', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];
type Part = 'happened' | 'officer' | 'technician';

/** Whose part of a page is whose. */
export const problemHeads: Readonly<Record<Language, Readonly<Record<'officer' | 'technician', string>>>> = {
  ky: { officer: 'Оператор', technician: 'Техник' },
  ru: { officer: 'Оператор', technician: 'Техник' },
  en: { officer: 'Officer', technician: 'Technician' },
};

type Texts = Readonly<Record<Part, string>>;

const read = new Map<string, Readonly<Record<string, Texts>>>();

/** The three texts of a code as they are kept: what each case fills in stands as `‹name›`. */
export function problemTemplate(code: ProblemCode, language: Language): Texts {
  const { happened = code, officer = code, technician = code } = wordsOf(code, language) ?? {};
  const shown = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, '‹$1›');
  return { happened: shown(happened), officer: shown(officer), technician: shown(technician) };
}

/** One of a problem's three texts, for where no screen is: terminals and paper. Its code where there are no words. */
export function problemText({ code, params }: Problem, language: Language, part: Part): string {
  const text = wordsOf(code, language)?.[part] ?? code;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params?.[name] ?? ''));
}

function wordsOf(code: ProblemCode, language: Language): Texts | undefined {
  const key = `${language}/problem-${code.slice(0, code.indexOf('.'))}`;
  let words = read.get(key);
  if (!words) {
    words = JSON.parse(readFileSync(new URL(`../assets/locales/${key}.json`, import.meta.url), 'utf8')) as Readonly<
      Record<string, Texts>
    >;
    read.set(key, words);
  }
  return words[code];
}
