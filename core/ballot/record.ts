import { z } from 'zod';
import { idSchema } from '../election/common.ts';

/**
 * One ballot as it is kept until the close: what stands on the paper, and nothing of when, where, by what way or after
 * whom it came (BS-05). Ballots are counted from these records alone; there is no running count of choices.
 */
export const ballotRecordSchema = z.strictObject({
  v: z.literal(1),
  style: idSchema,
  /** From the sitting's test pack; never counted with the others. */
  test: z.boolean(),
  /** Where its sheet came from: the box itself, or a mobile box that was fed at the end. */
  batch: z.enum(['box', 'mobile']),
  /** Into which compartment its sheet went. */
  compartment: z.enum(['valid', 'invalid']),
  /** Persons have decided what counts as marked on it. */
  decided: z.literal(true).optional(),
  /** By part of the style, in its order: the options whose squares are marked, and those which persons have to decide. */
  parts: z
    .array(
      z.strictObject({
        part: idSchema,
        marked: z.array(idSchema),
        unsure: z.array(idSchema),
      }),
    )
    .min(1)
    .max(8),
});
export type BallotRecord = z.infer<typeof ballotRecordSchema>;
