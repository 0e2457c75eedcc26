import type { i18n as I18n } from 'i18next';
import type { ChecklistLine } from '../../main/api/views.ts';

/** Lines whose number is no count: the journal’s mark is told whole. */
const whole: ReadonlySet<string> = new Set(['journal']);
const letters = ['a', 'b', 'c', 'd'] as const;

/**
 * What was found for a line, in words: no sum stands there without the name of what was counted. The zone's own words for
 * modes and list stages are said in the screen's language.
 */
export function foundWords({ item, detail }: ChecklistLine, i18n: I18n): string {
  if (detail === null) return '';
  const parts = detail.split(' ');
  const numbers = whole.has(item) ? [] : parts.filter((part) => /^\d+$/.test(part));
  const said = parts.filter((part) => !numbers.includes(part)).map((part) => i18n.t(`chair:detail.${part}`, part));
  const kind = item.startsWith('question-') ? 'question' : item;
  const key = `chair:told.${kind}.${numbers.length}`;
  if (!i18n.exists(key)) return parts.map((part) => i18n.t(`chair:detail.${part}`, part)).join(' ');
  const named = Object.fromEntries(letters.map((letter, place) => [letter, numbers[place] ?? '']));
  return i18n.t(key, { ...named, words: said.join(' ') });
}
