import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { families, isProblemCode, type ProblemCode } from '../core/problem/catalogue.ts';
import type { ProblemEntry, Severity } from '../core/problem/problem.ts';
import { languages, problemHeads, problemTemplate } from '../main/problem-words.ts';
import { comesFrom, type Source, sources } from './problem-sources.ts';
import { root } from './say.ts';

/** Where the manual of problems stands in the checkout. */
export const MANUAL = 'docs/problems';

const names = { ky: 'Кыргызча', ru: 'Русский', en: 'English' } as const;

const severities: Readonly<Record<Severity, string>> = {
  blocking: 'бул кадам токтоп турат · этот шаг стоит · this step stands still until somebody acts',
  warning:
    'иш уланат, бирок тез арада чара көрүү керек · работа идёт, но скоро надо действовать · work goes on, somebody must act soon',
  notice: 'бир айтылат, иш уланат · говорится один раз, работа идёт · told once, work goes on',
};

/** The manual of problems: a page for each family and one that lists all, by file name. */
export function problemPages(): ReadonlyMap<string, string> {
  const all = sources();
  const pages = Object.entries(families).map(
    ([family, entries]) => [`${family}.md`, familyPage(family, Object.entries(entries), all)] as const,
  );
  return new Map([['README.md', index()], ...pages]);
}

type Entry = readonly [code: string, entry: ProblemEntry];

const known = (code: string): ProblemCode => {
  if (!isProblemCode(code)) throw new Error(`${code} is in no family`);
  return code;
};

/** What the family's own file says of it, without line breaks. */
function about(family: string): string {
  const text = readFileSync(join(root, `core/problem/${family}.ts`), 'utf8');
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+ = family/.exec(text)?.[1] ?? '';
  return comment.replaceAll(/\s*\n? \*\s?/g, ' ').trim();
}

function familyPage(family: string, entries: readonly Entry[], all: readonly Source[]): string {
  const head = [`# Problems: ${family}`, `${about(family)}`, '[All problems](README.md)'];
  return page([...head, ...entries.flatMap(([code, entry]) => codeSection(known(code), entry, all))]);
}

function codeSection(code: ProblemCode, { severity }: ProblemEntry, all: readonly Source[]): readonly string[] {
  const from = comesFrom(code, all).map((folder) => `[${folder}](../../${folder})`);
  return [
    `## ${code}`,
    `*${severity}*, from ${from.join(', ')}`,
    ...languages.map((language) => {
      const { happened, officer, technician } = problemTemplate(code, language);
      const heads = problemHeads[language];
      return [
        `**${names[language]}.** ${happened}`,
        `- ${heads.officer}: ${officer}`,
        `- ${heads.technician}: ${technician}`,
      ].join('\n');
    }),
  ];
}

function index(): string {
  return page([
    '# Problems',
    'Everything that a screen, a slip, the journal or a command can say went wrong. Each has a code, which stands small beside the sentence; `npm run taanuu -- problem CODE` says the same in a terminal. What stands between ‹ › is filled in by the case.',
    Object.entries(severities)
      .map(([severity, words]) => `- *${severity}*: ${words}`)
      .join('\n'),
    'These pages are made from [core/problem](../../core/problem) and `assets/locales` by `npm run problems`; a test fails when they are old. How devices mend themselves: [devices.md](../devices.md).',
    ...Object.entries(families).flatMap(([family, entries]) => [
      `## [${family}](${family}.md)`,
      [
        '| code | | what happened |',
        '|---|---|---|',
        ...Object.entries<ProblemEntry>(entries).map(([code, { severity }]) => {
          const { happened } = problemTemplate(known(code), 'en');
          return `| [${code}](${family}.md#${code.replaceAll('.', '')}) | ${severity} | ${happened} |`;
        }),
      ].join('\n'),
    ]),
  ]);
}

const page = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
