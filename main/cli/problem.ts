import { parseArgs } from 'node:util';
import { catalogue, isProblemCode } from '../../core/problem/catalogue.ts';
import { type Language, languages, problemHeads, problemTemplate } from '../problem-words.ts';
import { type CommandIo, EXIT, sayProblem } from './io.ts';

export const PROBLEM_USAGE = `taanuu problem [CODE] [--language ky|ru|en]
    what a problem is, what the officer does and what the technician does, in the language of the terminal (LANG);
    without a code, the list of all. The manual: docs/problems
exit code 0: done; 1: there is no such code; 2: wrong use`;

/** The language that a terminal is set to; English where it is set to none of ours. */
export function terminalLanguage({
  LC_ALL,
  LC_MESSAGES,
  LANG,
}: Readonly<Record<string, string | undefined>>): Language {
  const set = LC_ALL || LC_MESSAGES || LANG || '';
  return languages.find((one) => set.startsWith(one)) ?? 'en';
}

/**
 * `taanuu problem …`: the manual page of a code, in a terminal.
 * @param args what follows `problem` on the command line
 * @returns exit code: 0 done, 1 no such code, 2 wrong use
 */
export async function problemCommand(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { language: { type: 'string' } },
      allowPositionals: true,
    });
    const language = languages.find((one) => one === (values.language ?? terminalLanguage(process.env)));
    const [code, ...more] = positionals;
    if (language === undefined || more.length > 0) return wrongUse(io);
    if (code === undefined) {
      for (const [one, { severity }] of Object.entries(catalogue)) io.out(`${severity.padEnd(8)}  ${one}`);
      return EXIT.done;
    }
    if (!isProblemCode(code)) {
      io.complain(sayProblem({ code: 'command.unknown-problem', params: { code } }));
      return EXIT.refused;
    }
    const { happened, officer, technician } = problemTemplate(code, language);
    const heads = problemHeads[language];
    io.out(`${code} (${catalogue[code]?.severity})`);
    for (const line of [happened, `${heads.officer}: ${officer}`, `${heads.technician}: ${technician}`]) io.out(line);
    return EXIT.done;
  } catch (error) {
    return wrongUse(io, error instanceof Error ? error.message : String(error));
  }
}

function wrongUse(io: CommandIo, why?: string): number {
  if (why !== undefined) io.complain(why);
  io.complain(PROBLEM_USAGE);
  return EXIT.usage;
}
