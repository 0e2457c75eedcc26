/**
 * Names as lists, documents and fingers on a keyboard spell them. The joining key of a person is the PIN, never a
 * name: everything here helps a human to find or to compare, and decides nothing.
 */

/**
 * One spelling of a text for display and storage: composed, one kind of space, and ө for the letter fita (ѳ),
 * which official texts use by mistake. NFKC does not fold ѳ.
 */
export function tidyName(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('ѳ', 'ө')
    .replaceAll('Ѳ', 'Ө')
    .replaceAll(/[\s\u00a0\u2000-\u200b\u202f\u2060\ufeff]+/g, ' ')
    .trim();
}

/** Kyrgyz upper case "ӨМҮРБЕКОВ" and mixed case fold alike; ё = е as in every Russian-made list. */
export function foldName(text: string): string {
  return tidyName(text).toLowerCase().replaceAll('ё', 'е');
}

/** "Daughter of" and "son of", in Kyrgyz and in the Latin spellings of passport offices. */
const filiation = new Set(['кызы', 'кизи', 'уулу', 'уулы', 'kyzy', 'kizi', 'kizy', 'uulu', 'ulu']);

const looseLetters: Readonly<Record<string, string>> = { ө: 'о', ү: 'у', ң: 'н', ъ: '', ь: '' };

/**
 * Search words of a name or of what was typed: folded, split at spaces and hyphens, кызы/уулу left out, and
 * ө ү ң read as о у н, because a Russian keyboard has no other keys. A name consisting of кызы alone keeps it.
 */
export function searchWords(text: string): readonly string[] {
  const words = foldName(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const named = words.filter((word) => !filiation.has(word));
  return (named.length > 0 ? named : words).map(loosen).filter((word) => word !== '');
}

function loosen(word: string): string {
  return word.replaceAll(/[өүңъь]/g, (letter) => looseLetters[letter] ?? letter);
}

/** ICAO 9303-3 transliteration of Kyrgyz Cyrillic, as in machine readable zones (Ң N, Ө O, Ү U, Ж ZH, Ы Y, Ю IU). */
const icao: Readonly<Record<string, string>> = {
  // biome-ignore format: a table
  а: 'A',
  б: 'B',
  в: 'V',
  г: 'G',
  д: 'D',
  е: 'E',
  ё: 'E',
  ж: 'ZH',
  з: 'Z',
  и: 'I',
  й: 'I',
  к: 'K',
  л: 'L',
  м: 'M',
  // biome-ignore format: a table
  н: 'N',
  ң: 'N',
  о: 'O',
  ө: 'O',
  п: 'P',
  р: 'R',
  с: 'S',
  т: 'T',
  у: 'U',
  ү: 'U',
  ф: 'F',
  х: 'KH',
  ц: 'TS',
  ч: 'CH',
  // biome-ignore format: a table
  ш: 'SH',
  щ: 'SHCH',
  ъ: 'IE',
  ы: 'Y',
  ь: '',
  э: 'E',
  ю: 'IU',
  я: 'IA',
};

/** Upper-case Latin as ICAO writes it; letters it does not know are dropped, spaces and hyphens kept. */
export function transliterate(name: string): string {
  return [...tidyName(name).toLowerCase()]
    .map((letter) => icao[letter] ?? (/[a-z0-9 -]/.test(letter) ? letter.toUpperCase() : ''))
    .join('');
}

/**
 * What is left of a Latin or Cyrillic word when the variants of different offices are taken away
 * (zh/j/dj, kh/h, y/i, yu/iu/ju, ng/n, doubled letters): ЖУМАБЕКОВ, Zhumabekov, Jumabekov → `jumabekov`.
 */
export function latinKey(word: string): string {
  const latin = /[a-z]/i.test(word)
    ? word.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[ıİ]/g, 'i').toLowerCase()
    : transliterate(loosen(foldName(word))).toLowerCase();
  return latin
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('shch', 'sh')
    .replaceAll(/dzh|dj|zh/g, 'j')
    .replaceAll('kh', 'h')
    .replaceAll(/[yi]+/g, 'i')
    .replace(/^ie/, 'e')
    .replaceAll('ng', 'n')
    .replaceAll('w', 'v')
    .replaceAll('q', 'k')
    .replaceAll('x', 'ks')
    .replaceAll(/(.)\1+/g, '$1');
}

/** Latin search words of a name, in the order written, кызы/уулу left out. */
export function latinWords(text: string): readonly string[] {
  return searchWords(text)
    .map(latinKey)
    .filter((word) => word !== '');
}

/** True if what was typed holds Latin letters and should be looked up by Latin keys. */
export function isLatin(text: string): boolean {
  return /[a-z]/i.test(text);
}

/** A person's name as lists and documents hold it; the patronymic is often missing and never required. */
export interface FullName {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
}

/**
 * Whether a document and the list can be speaking of one person: every word of the shorter name occurs in the longer,
 * in any order, after variants of spelling are taken away. Documents may lack the patronymic or carry it with the
 * given names. A "no" is a warning to look, never a refusal.
 */
export function namesAgree(a: FullName, b: FullName): boolean {
  const words = (n: FullName) => [n.surname, n.given, n.patronymic ?? ''].flatMap(latinWords);
  const [shorter, longer] = [words(a), words(b)].sort((x, y) => x.length - y.length);
  if (!shorter || !longer || shorter.length === 0) return false;
  const rest = [...longer];
  return shorter.every((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

const collator = new Intl.Collator('ky', { sensitivity: 'variant' });

/** Order of the Kyrgyz alphabet: ң after н, ө after о, ү after у; ё with е. For lists by surname, given name. */
export function compareNames(a: string, b: string): number {
  return collator.compare(tidyName(a), tidyName(b));
}
