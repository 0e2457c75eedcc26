import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { helpers } from '../../core/journal/help-calls.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { credential } from './credential.ts';

const done = type<Result<null, Problem>>();

/** Calling somebody to this kiosk, and coming. */
export const helpContract = {
  call: oc.input(z.object({ whom: z.enum(helpers) }).strict()).output(done),
  /** Whoever comes types the own code; the officer stays signed in, and her voter in front of her. */
  answer: oc.input(z.object({ call: z.string().max(64), by: credential }).strict()).output(done),
};
