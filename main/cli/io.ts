import { readFileSync } from 'node:fs';
import type { Problem } from '../../core/problem/catalogue.ts';

/** Where a command writes: answers to one side, complaints and progress to the other. */
export interface CommandIo {
  /** One line of the answer. */
  readonly out: (line: string) => void;
  /** One line about what went wrong or how far it is. */
  readonly complain: (line: string) => void;
}

/** Exit codes: done / refused with a problem / used wrongly. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

/** A problem in words, for a terminal: what happened and what the technician does, in English, with its code. */
export function sayProblem({ code, params }: Problem): string {
  const family = code.split('.')[0] ?? '';
  const file = new URL(`../../assets/locales/en/problem-${family}.json`, import.meta.url);
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const text = `${words[code]?.happened ?? code} ${words[code]?.technician ?? ''}`;
  return `${text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params?.[name] ?? ''))} [${code}]`;
}
