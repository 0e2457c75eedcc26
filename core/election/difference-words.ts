import type { Words } from './common.ts';
import type { Difference, FieldStep, FieldValue } from './differences.ts';

/** A word of the namespace `signed` by its key; null: there is none. */
export type SignedWord = (key: string) => string | null;

type Language = keyof Words;

/** Between the steps of a way. */
const THEN = ' › ';
/** So many names of fields may tell which field is meant. */
const NAMES_MOST = 3;
/** What stands there is what somebody wrote, and no word of ours. */
const written: readonly string[] = [
  ...['id', 'name', 'serial', 'station', 'number', 'zone', 'ballot', 'constituency', 'constituencies', 'layout'],
  ...['source', 'surname', 'given', 'patronymic', 'pin', 'abbreviation', 'servers', 'code', 'parent', 'precincts'],
];

/** Where something stands, in words: `Rules › Who decides › Opening the station › How many persons`. */
export function pathWords(path: readonly FieldStep[], language: Language, word: SignedWord): string {
  const names: string[] = [];
  return path
    .map((step, at) => {
      if (!('field' in step)) return typeof step.called === 'string' ? step.called : step.called[language];
      names.push(step.field);
      return at === 0 ? (word(`what.${step.field}`) ?? step.field) : fieldWord(names, word);
    })
    .join(THEN);
}

function fieldWord(names: readonly string[], word: SignedWord): string {
  for (let count = Math.min(NAMES_MOST, names.length); count > 0; count--) {
    const found = word(`field.${names.slice(-count).join('.')}`);
    if (found !== null) return found;
  }
  return names.at(-1) ?? '';
}

/** A value in words; a text in every language in which it is another. */
export function valueWords(value: FieldValue | undefined, path: readonly FieldStep[], word: SignedWord): string {
  const last = path.findLast((step) => 'field' in step);
  const field = last && 'field' in last ? last.field : '';
  const one = (text: string): string => (written.includes(field) ? text : (word(`value.${text}`) ?? text));
  if (value === undefined || value === null) return one('nothing');
  if (typeof value === 'boolean') return word(`value.${value}`) ?? String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return one(value);
  if ('whole' in value) return word('value.whole') ?? '';
  if ('ky' in value) return [...new Set([value.ky, value.ru, value.en])].join(' · ');
  return value.length === 0 ? (word('value.nothing') ?? '') : value.map((each) => one(String(each))).join(', ');
}

/** A difference in words, as a row of a table has it. */
export interface SaidDifference {
  readonly where: string;
  readonly before: string;
  readonly now: string;
}

export const differenceWords = (
  { path, before, now }: Difference,
  language: Language,
  word: SignedWord,
): SaidDifference => ({
  where: pathWords(path, language, word),
  before: valueWords(before, path, word),
  now: valueWords(now, path, word),
});
