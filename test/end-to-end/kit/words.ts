import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/say.ts';

const files = new Map<string, Readonly<Record<string, string>>>();

function fileOf(family: string): Readonly<Record<string, string>> {
  const known = files.get(family);
  if (known) return known;
  const file = join(root, 'assets/locales/ky', `${family}.json`);
  const words = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  files.set(family, words);
  return words;
}

/**
 * What a Kyrgyz screen says.
 * @param name family and name of the words: `officer:admitted`
 * @param values what stands in their gaps
 */
export function said(name: string, values: Readonly<Record<string, string | number>> = {}): string {
  const [family = '', key = ''] = name.split(':');
  const words = fileOf(family)[key];
  if (words === undefined) throw new Error(`there are no words ${name}`);
  return words.replaceAll(/\{\{(\w+)\}\}/g, (_gap, value: string) => String(values[value]));
}
