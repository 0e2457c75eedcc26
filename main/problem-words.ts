import { readFileSync } from 'node:fs';
import type { Problem, ProblemCode } from '../core/problem/catalogue.ts';
import { saidParams } from '../core/problem/said.ts';

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

const read = new Map<string, unknown>();

/** The three texts of a code as they are kept: what each case fills in stands as `‹name›`. */
export function problemTemplate(code: ProblemCode, language: Language): Texts {
  const { happened = code, officer = code, technician = code } = wordsOf(code, language) ?? {};
  const shown = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, '‹$1›');
  return { happened: shown(happened), officer: shown(officer), technician: shown(technician) };
}

/** One of a problem's three texts, for where no screen is: terminals and paper. Its code where there are no words. */
export function problemText(problem: Problem, language: Language, part: Part): string {
  const text = wordsOf(problem.code, language)?.[part] ?? problem.code;
  const words = file<string>(`${language}/values`);
  const params = saidParams(problem, (name) => words[name] ?? name);
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

const wordsOf = (code: ProblemCode, language: Language): Texts | undefined =>
  file<Texts>(`${language}/problem-${code.slice(0, code.indexOf('.'))}`)[code];

/** One file of words, read once. */
function file<T>(key: string): Readonly<Record<string, T>> {
  if (!read.has(key)) {
    read.set(key, JSON.parse(readFileSync(new URL(`../assets/locales/${key}.json`, import.meta.url), 'utf8')));
  }
  return read.get(key) as Readonly<Record<string, T>>;
}
