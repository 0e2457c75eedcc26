import { z } from 'zod';
import { idSchema, wordsSchema } from './common.ts';

/**
 * What may vary in a station's day: what is asked at the opening and at the close, and how many copies of the slips are
 * printed. Composed into policy.ts; defaults here are the way it was before there were these fields.
 */

/** What a kiosk cannot know, and people tell it at the close. */
export const closingQuestions = ['inside', 'signatures', 'receipts', 'by-hand'] as const;
/** Asked where the kiosk prints ballots, whatever the policy says: every sheet was delivered, cancelled, or is blank. */
export const paperQuestions = ['ballots-blank', 'ballots-cancelled'] as const;
export type ClosingQuestion = (typeof closingQuestions)[number] | (typeof paperQuestions)[number];

export const closingSchema = z.strictObject({
  /** inside: how many were in the station when its doors were closed; asked at that moment. */
  questions: z.array(z.enum(closingQuestions)).max(closingQuestions.length),
});

/** Kinds of devices without which voters can still be served. */
export const replaceableKinds = [
  'fingerprint',
  'document',
  'camera',
  'chip',
  'page-scanner',
  'page-printer',
  'display',
  'power',
  'ballot-box',
] as const;
export type ReplaceableKind = (typeof replaceableKinds)[number];

export const openingSchema = z.strictObject({
  /** Whose seal numbers are written down before the opening: safe, kit, boxes. */
  seals: z.array(z.strictObject({ id: idSchema, names: wordsSchema })).max(8),
  /** Whether the paper list is held beside the register. */
  paperList: z.boolean(),
  /** A device of these kinds that is set up and not there needs a recorded decision before the opening. */
  replaceable: z.array(z.enum(replaceableKinds)).max(replaceableKinds.length),
  /** Minutes after the opening hour from which on a reason is asked; null: never. */
  lateMinutes: z.int().min(0).max(600).nullable(),
});
export type OpeningPolicy = z.infer<typeof openingSchema>;

const copies = z
  .strictObject({ usual: z.int().min(1).max(50), most: z.int().min(1).max(50) })
  .refine(({ usual, most }) => usual <= most, 'more copies are usual than there may be');

/** How many copies of a slip there usually are, and at most. */
export const slipCopiesSchema = z.strictObject({ start: copies, final: copies });

export const dayBefore = {
  closing: { questions: [] },
  opening: { seals: [], paperList: false, replaceable: [], lateMinutes: null },
  slipCopies: { start: { usual: 1, most: 20 }, final: { usual: 1, most: 20 } },
} satisfies {
  closing: z.infer<typeof closingSchema>;
  opening: OpeningPolicy;
  slipCopies: z.infer<typeof slipCopiesSchema>;
};
