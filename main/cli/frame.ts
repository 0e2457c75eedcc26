import { parseArgs } from 'node:util';
import { type Commission, hasCommission, openCommission } from '../package/commission.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { type CommandIo, EXIT, isWrongUse, Refused, sayProblem, sayWrongUse } from './io.ts';

/** What was given to one of the commission's commands: texts by the name of their option, and which flags. */
export interface Given<F extends string = string> {
  readonly text: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<F, boolean>>;
  readonly positionals: readonly string[];
}

/** The command was used wrongly: its usage helps. */
export class WrongUse extends Error {}

/**
 * The frame of a command of the commission's: reads what was given, runs it, and says what was in its way.
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function framed<F extends string>(
  {
    args,
    texts,
    flags,
    usage,
  }: {
    readonly args: readonly string[];
    /** Names of the options that have a text, and of those that have none. */
    readonly texts: readonly string[];
    readonly flags: readonly F[];
    readonly usage: string;
  },
  io: CommandIo,
  run: (given: Given<F>) => Promise<number>,
): Promise<number> {
  const options = (names: readonly string[], type: 'string' | 'boolean') =>
    names.map((name) => [name, { type }] as const);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries([...options(texts, 'string'), ...options(flags, 'boolean')]),
      allowPositionals: true,
    });
    return await run({
      text: Object.fromEntries(texts.map((name) => [name, values[name] as string | undefined])),
      flags: Object.fromEntries(flags.map((name) => [name, values[name] === true])) as Record<F, boolean>,
      positionals,
    });
  } catch (error) {
    if (error instanceof WrongUse || isWrongUse(error)) {
      io.complain(sayWrongUse(error));
      io.complain(usage);
      return EXIT.usage;
    }
    const problem = error instanceof Refused ? error.problem : fileProblem(error);
    if (problem === null) throw error;
    io.complain(sayProblem(problem));
    return EXIT.refused;
  }
}

/** The text of an option that the command cannot do without. */
export function need({ text }: Pick<Given, 'text'>, name: string): string {
  const value = text[name];
  if (value === undefined) throw new WrongUse(`--${name} is missing.`);
  return value;
}

/** The commission whose root key signs; none is made here, where a wrong folder would sign with a new key. */
export function commissionOf(given: Pick<Given, 'text'>): Commission {
  const folder = need(given, 'commission');
  if (!hasCommission(folder)) throw new Refused({ code: 'package.no-commission', params: { folder } });
  return openCommission(folder, 'commission', false);
}
