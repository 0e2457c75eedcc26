import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { dutySchema } from '../../core/election/policy-duties.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { approvers } from './credential.ts';

/** More lots than this are no station's. */
const LOTS_MAX = 30;

/** The duties that the commission draws by lot. */
export const dutyContract = {
  /** Who holds which duty from now on: all of them together, at 7:00 and at every change during the day. */
  draw: oc
    .input(
      z
        .object({
          holders: z.array(z.object({ duty: dutySchema, person: z.string().max(64) }).strict()).max(LOTS_MAX),
          approvers,
        })
        .strict(),
    )
    .output(type<Result<null, Problem>>()),
};
