import type { Words } from '../../../core/election/common.ts';
import { languages } from '../../problem-words.ts';
import { screenText } from '../../screen-words.ts';

/** Reasons that the screens offer, by the key of their words. Whoever presses one writes nothing of her own. */
const offered = [
  ...['power', 'device', 'order'].map((key) => `chair:suspend.reason.${key}`),
  ...['worn', 'injured', 'sensor'].map((key) => `officer:override.reason.${key}`),
  ...['left', 'printer', 'mistake'].map((key) => `officer:release.reason.${key}`),
  ...['none', 'spoiled'].map((key) => `officer:reprint.reason.${key}`),
  ...['other-person', 'left', 'mistake'].map((key) => `parts:undo.reason.${key}`),
];

let known: ReadonlyMap<string, Words> | null = null;

/** A reason of the journal in all languages, in whichever it was pressed; null: somebody's own words. */
export function offeredReason(reason: string): Words | null {
  known ??= new Map([
    ...offered.map(wordsOf).flatMap((words) => Object.values(words).map((text) => [text, words] as const)),
    // Nobody says why where a photo is compared: the step itself writes it.
    ['photo-compared', wordsOf('officer:photo.compared')],
  ]);
  return known.get(reason) ?? null;
}

function wordsOf(name: string): Words {
  const [ky = '', ru = '', en = ''] = languages.map((language) => screenText(language, name));
  return { ky, ru, en };
}
