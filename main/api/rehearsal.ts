import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { rehearsalCaseSchema } from '../../core/election/policy-rehearsal.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';

const done = type<Result<null, Problem>>();
const number = z.int().min(1);

/** Operators rehearse the guided cases of the signed policy; in training only. */
export const rehearsalContract = {
  /** The operator at the desk begins hers. */
  begin: oc.input(z.object({}).strict()).output(done),
  /** Another case than the first that is not passed; it changes what she is told, and nothing of what counts. */
  turnTo: oc.input(z.object({ case: rehearsalCaseSchema }).strict()).output(done),
  /** Ends a rehearsal, and prints its slip. */
  end: oc.input(z.object({ number }).strict()).output(done),
  /** Prints the slip of one that is over, again. */
  print: oc.input(z.object({ number }).strict()).output(done),
};
