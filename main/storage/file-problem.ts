import type { Problem, ProblemCode } from '../../core/problem/catalogue.ts';

const TROUBLES: Readonly<Record<string, ProblemCode>> = {
  ENOENT: 'command.file-missing',
  EACCES: 'command.file-not-allowed',
  EPERM: 'command.file-not-allowed',
  EISDIR: 'command.file-wrong-kind',
  ENOTDIR: 'command.file-wrong-kind',
  ENOSPC: 'storage.full',
  EROFS: 'command.medium-read-only',
  EEXIST: 'command.file-exists',
};

/** What is wrong with a file that a person named; null for errors of another kind, which are bugs. */
export function fileProblem(error: unknown): Problem | null {
  const { code = '', path } = error as NodeJS.ErrnoException;
  const trouble = TROUBLES[code];
  return trouble === undefined || path === undefined ? null : { code: trouble, params: { file: path } };
}
