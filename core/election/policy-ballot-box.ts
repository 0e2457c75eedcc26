import { z } from 'zod';

/**
 * What the ballot box does with a ballot that breaks the rule of its definition, or on which a mark has to be looked at by
 * persons. A sheet that is no ballot of this box (foreign, of another election or constituency, printed for tests) is
 * always given back: it has no record, so it could not be counted.
 *
 * return: given back, with the reason; accept-invalid: taken into the compartment for invalid ballots; accept: taken, and
 * persons decide about it when the sitting is closed; ask: held until the voter has said which of them she wants.
 * The default is what the boxes of 2015–2021 did (none marked: into the invalid compartment); what the law says now, and
 * whether a voter may correct her ballot, is unknown. It keeps packages signed before valid.
 */
export const ballotBoxPolicySchema = z
  .strictObject({
    none: z.enum(['return', 'accept-invalid', 'ask']),
    tooMany: z.enum(['return', 'accept-invalid', 'ask']),
    unsure: z.enum(['return', 'accept', 'ask']),
    /** Of a ballot that was given back: whether she may correct it and put it in again, or exchanges it at the table. */
    mayCorrect: z.boolean(),
    /** How long she is asked; then it is given back. */
    askSeconds: z.int().min(10).max(600),
  })
  .default({ none: 'accept-invalid', tooMany: 'accept-invalid', unsure: 'accept', mayCorrect: false, askSeconds: 60 });
export type BallotBoxPolicy = z.infer<typeof ballotBoxPolicySchema>;
