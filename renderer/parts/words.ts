/// <reference types="vite/client" />
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { saidParams } from '../../core/problem/said.ts';
import type { Language, Words } from '../../main/api/views.ts';

/**
 * The words of every screen, in three languages, all in memory: a change of language reloads nothing and waits for
 * nothing. One file of assets/locales/<language> is one namespace; keys are flat ("idle.ask").
 */
export const languages: readonly Language[] = ['ky', 'ru', 'en'];

type Entries = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const files = import.meta.glob<Entries>('../../assets/locales/*/*.json', { eager: true, import: 'default' });

/** `problem-*.json` holds three texts for a code; here each has a key of its own, "code/officer". */
function flat(entries: Entries): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[key, value]]
        : Object.entries(value).map(([part, text]) => [`${key}/${part}`, text]),
    ),
  );
}

function resources(): Record<string, Record<string, Record<string, string>>> {
  const all: Record<string, Record<string, Record<string, string>>> = {};
  for (const [path, entries] of Object.entries(files)) {
    const [language = '', file = ''] = path.split('/').slice(-2);
    all[language] = { ...all[language], [file.replace('.json', '')]: flat(entries) };
  }
  return all;
}

/** Starts the words of this window in a language. */
export function startWords(language: Language): i18n {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: [...languages],
    resources: resources(),
    keySeparator: false,
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const tell = (now: string): void => {
    document.documentElement.lang = now;
  };
  tell(language);
  i18next.on('languageChanged', tell);
  return i18next;
}

/** The language of the screen now. */
export function languageOf(instance: { readonly language: string }): Language {
  return languages.find((one) => one === instance.language) ?? 'ky';
}

/** The text of a configured name (election, station, address) in the language of the screen. */
export function inLanguage(words: Words, instance: { readonly language: string }): string {
  return words[languageOf(instance)];
}

export type ProblemPart = 'happened' | 'officer' | 'technician';

/** What to say about a problem: what happened, what the officer does, what the technician does. */
export function problemWords(problem: Problem, part: ProblemPart, instance: i18n): string {
  const family = problem.code.split('.')[0] ?? '';
  const word = (name: string): string => instance.t(name, { ns: 'values', nsSeparator: false, defaultValue: name });
  return instance.t(`${problem.code}/${part}`, { ns: `problem-${family}`, ...saidParams(problem, word) });
}
