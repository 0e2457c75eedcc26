import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../tools/say.ts';

export const languages = ['ky', 'ru', 'en'] as const;
type Language = (typeof languages)[number];
/** Every file of words is a namespace: a new one is held to the same rules without being named here. */
export const namespaces = readdirSync(join(root, 'assets/locales/ky')).map((file) => basename(file, '.json'));

type Entries = Readonly<Record<string, string>>;
type Nested = Readonly<Record<string, string | Entries>>;
/** One file of words, by its path in the house. */
export const read = (path: string): Nested => JSON.parse(readFileSync(join(root, path), 'utf8')) as Nested;
/** Problems have three texts for a code; here each has a key of its own, "code/officer". */
const flat = (entries: Nested): readonly (readonly [string, string])[] =>
  Object.entries(entries).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[key, value] as const]
      : Object.entries(value).map(([part, text]) => [`${key}/${part}`, text] as const),
  );
/** Every entry in each language, as `namespace/key`. */
export const words = Object.fromEntries(
  languages.map((language) => [
    language,
    Object.fromEntries(
      namespaces.flatMap((namespace) =>
        flat(read(`assets/locales/${language}/${namespace}.json`)).map(([key, text]) => [`${namespace}/${key}`, text]),
      ),
    ),
  ]),
) as Readonly<Record<Language, Entries>>;
