import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { closingQuestions, paperQuestions } from '../../core/election/policy-day.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';

/** What the chair does around the voters: steps of the opening, questions of the close, copies of slips. */

const number = z.int().min(0).max(99_999);
const words = z.string().trim().min(3).max(250).nullable();
const done = type<Result<null, Problem>>();
const series = z.string().max(64);
/** How many copies; the policy's usual number where left out. */
export const copiesInput = z.int().min(1).max(50).optional();

export const dayContract = {
  /** The number of a seal that the policy names. */
  readSeal: oc.input(z.object({ what: z.string().max(64), number: z.string().trim().max(40) }).strict()).output(done),
  /** The paper list beside the register. */
  compareList: oc.input(z.object({ voters: number, version: number, last: number, words }).strict()).output(done),
  /** A missing device is done without. */
  doWithout: oc.input(z.object({ device: z.string().max(32) }).strict()).output(done),
  /** A question of the close; for those inside the number of people is that of the doors. */
  answer: oc
    .input(
      z.object({ question: z.enum([...closingQuestions, ...paperQuestions]), people: number, reason: words }).strict(),
    )
    .output(done),
  /** More numbered copies of a slip that the sitting has come to. Begins to print; the view tells how far it is. */
  printCopies: oc.input(z.object({ slip: z.enum(['start', 'final']), copies: copiesInput }).strict()).output(done),
  /** On with the copies that were broken off. */
  goOnCopies: oc.input(z.object({}).strict()).output(done),
  /** A person has looked whether this copy lies in the tray. */
  copySeen: oc.input(z.object({ series, copy: z.int().min(1).max(50), out: z.boolean() }).strict()).output(done),
  /** The copies that are not out are not wanted any more. */
  leaveCopies: oc.input(z.object({ series }).strict()).output(done),
};
