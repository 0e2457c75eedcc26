import { parseArgs } from 'node:util';
import { catalogue, isProblemCode } from '../../core/problem/catalogue.ts';
import { type Language, languages, problemHeads, problemTemplate } from '../problem-words.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from './io.ts';

export const PROBLEM_USAGE = `taanuu problem [CODE] [--language ky|ru|en]
    what a problem is, what the officer does and what the technician does, in the language of the terminal (LANG);
    without a code, the list of all with what happened. The manual: docs/problems
exit code 0: done; 1: there is no such code; 2: wrong use`;

/** As wide as most codes are. */
const CODE_WIDTH = 34;

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
    if (language === undefined) return wrongUse(io, `--language is one of ${languages.join(', ')}.`);
    if (more[0] !== undefined) return wrongUse(io, `“${more[0]}” is one word too many.`);
    if (code === undefined) {
      // With what happened beside each, a person who has only the words of a screen finds the code.
      for (const one of Object.keys(catalogue).filter(isProblemCode)) {
        const { happened } = problemTemplate(one, language);
        io.out(`${catalogue[one]?.severity.padEnd(8)}  ${one.padEnd(CODE_WIDTH)}  ${happened}`);
      }
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
    if (!isWrongUse(error)) throw error;
    return wrongUse(io, sayWrongUse(error));
  }
}

function wrongUse(io: CommandIo, why: string): number {
  io.complain(why);
  io.complain(PROBLEM_USAGE);
  return EXIT.usage;
}
