import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { conditions, HANDED_MAX, handedKinds } from '../../core/journal/catalogue/afterwards.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { HandingView, RetentionView, RetentionWritten, WipeView } from './afterwards-views.ts';
import { credential } from './credential.ts';

/** The part of the zone's contract that is about what comes after the closing. */
const done = type<Result<null, Problem>>();
const approvers = z.array(credential).max(3);
/** As it was typed: what the journal does not take is refused in words. */
const handed = z
  .object({
    kind: z.enum(handedKinds),
    what: z.string().max(64),
    number: z.string().trim().max(100).nullable(),
    count: z.int().min(1).max(100_000),
  })
  .strict();
const nothing = z.object({}).strict();

export const afterwardsContract = {
  retention: {
    /** Media that are there, verified copies, and what is missing. */
    copies: oc.input(nothing).output(type<RetentionView>()),
    /** Writes a retention copy to one of the media of `copies`. */
    writeCopy: oc
      .input(z.object({ target: z.string().max(500) }).strict())
      .output(type<Result<RetentionWritten, Problem>>()),
  },

  handing: {
    /** What is proposed, or the act that was made. */
    act: oc.input(nothing).output(type<HandingView>()),
    /** Persons hand the station over, each with the own code, once everything lies on the policy's media. */
    handOver: oc
      .input(
        z
          .object({
            to: z.string().trim().min(3).max(100),
            items: z.array(handed).min(1).max(HANDED_MAX),
            approvers,
          })
          .strict(),
      )
      .output(done),
    /** Prints copy 1 or 2 of the act, as often as it must. */
    printCopy: oc
      .input(z.object({ copy: z.union([z.literal(1), z.literal(2)]) }).strict())
      .output(type<Result<{ readonly out: 'yes' | 'no' | 'maybe' }, Problem>>()),
    /** What the territorial commission found of each thing of the act, in its order. */
    check: oc
      .input(
        z
          .object({
            items: z
              .array(z.object({ condition: z.enum(conditions), note: z.string().trim().max(250).nullable() }).strict())
              .min(1)
              .max(HANDED_MAX),
          })
          .strict(),
      )
      .output(done),
  },
  wipe: {
    orders: oc.input(nothing).output(type<WipeView>()),
    /** Two persons carry out one of these orders, each with the own code. */
    begin: oc.input(z.object({ path: z.string().max(500), approvers }).strict()).output(done),
    /** The proof of the last wipe, again. */
    printSlip: oc.input(nothing).output(done),
  },
};
