import type { Problem } from '../../core/problem/catalogue.ts';
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

const TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'not allowed',
  EPERM: 'not allowed',
  EISDIR: 'this is a folder',
  ENOTDIR: 'a part of this path is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'this medium is read-only',
  EEXIST: 'there is something of that name already',
};

/** What is wrong with a file that a person named, in words; null for errors of another kind, which are bugs. */
export function fileTrouble(error: unknown): string | null {
  const { code = '', path, syscall } = error as NodeJS.ErrnoException;
  const words = TROUBLES[code];
  return words === undefined || path === undefined
    ? null
    : `${path}: ${words} [${code}${syscall ? `, ${syscall}` : ''}]`;
}

/** How `node:util` parseArgs complains about options that there are not, or values that are missing. */
export function isWrongUse(error: unknown): error is Error {
  return (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
}
