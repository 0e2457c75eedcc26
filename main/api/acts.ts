import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { actKindSchema } from '../../core/election/policy-acts.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { ActsView } from './acts-views.ts';
import type { PrintedPageView } from './views.ts';

const words = z.string().trim().min(3).max(250);
const of = z.string().min(1).max(64);
const on = z.enum(['slip', 'page']);
const printed = type<Result<PrintedPageView, Problem>>();

/** Acts of the station's commission. */
export const actsContract = {
  /** So many as a screen may show. `from`: the place of the first one; `kind`: which of those that are drawn by hand. */
  overview: oc
    .input(z.object({ from: z.int().min(0).optional(), kind: actKindSchema.optional() }).strict())
    .output(type<ActsView>()),
  /** Gives an act its number and prints its first copy; of an exception that has its act already, another copy. */
  draw: oc
    .input(z.object({ kind: actKindSchema, of: of.nullable(), words: words.nullable(), on }).strict())
    .output(printed),
  /** Another copy of an act that was drawn. */
  print: oc.input(z.object({ number: z.int().min(1), on }).strict()).output(printed),
  /** No act is drawn about an exception, and why. */
  waive: oc.input(z.object({ kind: actKindSchema, of, reason: words }).strict()).output(type<Result<null, Problem>>()),
};
