import { z } from 'zod';
import { dateSchema, idSchema, modeSchema } from '../election/common.ts';

/** Where consoles ask what was published, and say what they publish. */
export const PUBLISHED = 'console.published';
/** A message of the servers holds a mebibyte. */
const MOST = 700_000;

export const publishedAskSchema = z.strictObject({
  ...{ v: z.literal(1), election: idSchema, mode: modeSchema, date: dateSchema, round: z.int().min(0).max(20) },
  time: z.string().min(1).max(40),
  /** What is published at this time of the day, as a console writes it; null: it is only asked for. */
  text: z.string().max(MOST).nullable(),
});
/** Of which time of which day, and what a console publishes then. */
export type PublishedAsk = z.infer<typeof publishedAskSchema>;

/** What stands for that time: what was asked to stand there, or what another console said before; null: nothing. */
export const publishedAnswerSchema = z.strictObject({ v: z.literal(1), text: z.string().nullable() });

export const writePublishedAsk = (ask: Omit<PublishedAsk, 'v'>): string => JSON.stringify({ v: 1, ...ask });
