import { ORPCError } from '@orpc/client';
import { isProblem, type Problem } from '../../core/problem/catalogue.ts';

/**
 * A call that threw, as a person is told of it: the refusal that the zone sent along, a mistake of the program where the
 * zone answered with another error, and otherwise a line that is away.
 */
export function thrownProblem(error: unknown): Problem {
  if (!(error instanceof ORPCError)) return { code: 'window.not-done' };
  const { data }: { readonly data: unknown } = error;
  return isProblem(data) ? data : { code: 'window.fault' };
}
