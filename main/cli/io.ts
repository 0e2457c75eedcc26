import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { problemText } from '../problem-words.ts';

/** Where a command writes: answers to one side, complaints and progress to the other. */
export interface CommandIo {
  /** One line of the answer. */
  readonly out: (line: string) => void;
  /** One line about what went wrong or how far it is. */
  readonly complain: (line: string) => void;
  /** The answer is read on a terminal by a person, not by a file or a program. */
  readonly terminal?: boolean;
}

/** Exit codes: done / refused with a problem / used wrongly. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

/** A problem in words, for a terminal: what happened and what the technician does, in English, with its code. */
export const sayProblem = (problem: Problem): string =>
  `${problemText(problem, 'en', 'happened')} ${problemText(problem, 'en', 'technician')} [${problem.code}]`;

/** A command cannot do what it was asked: a problem of the catalogue, thrown to where the command ends. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The value, or the end of the command with the problem. */
export function orRefuse<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Refused(result.error);
  return result.value;
}

/**
 * What is wrong with what was typed, in one sentence. Those of `node:util` tell a programmer how to quote, where a person
 * wants to hear which word was not understood.
 */
export function sayWrongUse({ message }: Error): string {
  const option = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1];
  if (message.startsWith('Unknown option')) return `There is no option ${option}.`;
  if (message.includes('does not take an argument')) return `${option} takes no value.`;
  if (message.includes('argument missing') || message.includes('is ambiguous'))
    return `The value of ${option} is missing.`;
  const word = /^Unexpected argument '(.*)'\. /s.exec(message)?.[1];
  return word === undefined ? message : `“${word}” is one word too many.`;
}

/** How `node:util` parseArgs complains about options that there are not, or values that are missing. */
export function isWrongUse(error: unknown): error is Error {
  return (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
}
