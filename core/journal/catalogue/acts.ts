import { z } from 'zod';
import { actKindSchema, actWordsSchema } from '../../election/policy-acts.ts';
import { entry } from './entry.ts';
import { count, id, reason, receipt } from './fields.ts';

const moment = z.iso.datetime({ offset: true });

/** What the journal tells of an act's occasion; for one that people draw by what they know, when they did. */
export const actFacts = z.strictObject({
  at: moment,
  until: moment.optional(),
  receipts: z.array(receipt).max(8).optional(),
  voided: z.array(receipt).max(8).optional(),
  /** As somebody gave it then; or the name of a refusal. */
  reason: reason.optional(),
  refusal: id.optional(),
  way: z.enum(['photo', 'override']).optional(),
  /** Kind of a document that was read, as the package names it. */
  document: id.optional(),
  /** The remote station whose list names a voter who was admitted at home; null where the list does not say. */
  listed: id.nullable().optional(),
  page: count.min(1).optional(),
  line: count.min(1).optional(),
  /** The kiosk that served beside this one; `until` is then when the papers of both had been compared. */
  beside: id.optional(),
  /** Sheets in the ballot box, and the most that there might be. */
  sheets: count.optional(),
  most: count.optional(),
  /** How the voter of a line of the paper list was known already. */
  conflict: z.enum(['admitted', 'reserved', 'on-paper', 'elsewhere']).optional(),
});
export type ActFacts = z.infer<typeof actFacts>;

/** Acts of the station's commission. */
export const actEvents = {
  'act.drawn': entry({
    body: z.strictObject({
      /** 1, 2, 3 … over the whole journal, and those that it goes on from. */
      number: count.min(1),
      /** The number as every copy bears it, with station, device and, in a repeat vote, its round. */
      shown: z.string().regex(/^\d{1,6}(?:-\d{1,6}){1,2}\/\d{1,7}$/),
      kind: actKindSchema,
      /** Heading and template as the package had them then: another package changes no act that was drawn. */
      names: actWordsSchema,
      text: actWordsSchema,
      /** The attempt, admission, receipt, entry or event that it is of; null: no event tells of it. */
      of: id.nullable(),
      facts: actFacts,
      /** What the chair wrote into it. */
      words: reason.nullable(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The commission draws an act about an exception: its number, and what the journal tells of it. Every copy is printed from this event; the person’s name is written on it by hand.',
  }),
  'act.waived': entry({
    body: z.strictObject({ kind: actKindSchema, of: id, reason }),
    disposition: 'na',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The commission draws no act about an exception for which one was due, and why.',
  }),
} as const;
