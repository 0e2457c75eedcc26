import { z } from 'zod';
import { idSchema, roleSchema, wordsSchema } from '../election/common.ts';

/**
 * The results protocol as a form that the commission signs: its lines, where each number comes from, and which numbers
 * must balance. The form in force is unknown (domain.md §4), so nothing of it stands in the program; `historical-form.ts`
 * is what is shipped, and says of itself that it is historical.
 */

/** Numbers that the identification zone has at its close, of one ballot and constituency at this station. */
export const identificationFigures = ['voters-in-list', 'admitted', 'admitted-in-room', 'admitted-outside'] as const;
export type IdentificationFigure = (typeof identificationFigures)[number];

/** Numbers that the ballot zone counts from its ballots. */
export const ballotFigures = ['box', 'mobile', 'valid', 'invalid'] as const;
export type BallotFigure = (typeof ballotFigures)[number];

/** Where the number of a line comes from. */
const sourceSchema = z.discriminatedUnion('from', [
  /** Persons type it. */
  z.strictObject({ from: z.literal('typed') }),
  z.strictObject({ from: z.literal('identification'), figure: z.enum(identificationFigures) }),
  z.strictObject({ from: z.literal('ballots'), figure: z.enum(ballotFigures) }),
  /** One number for each option of these kinds in that part of the ballot (null: its first); the line is their sum. */
  z.strictObject({
    from: z.literal('votes'),
    part: idSchema.nullable(),
    kinds: z.array(z.enum(['candidate', 'party', 'against-all', 'number'])).min(1),
  }),
  /** Made of other lines, above or below. */
  z.strictObject({ from: z.literal('sum'), of: z.array(idSchema).min(1).max(20) }),
]);
export type LineSource = z.infer<typeof sourceSchema>;

const lineSchema = z.strictObject({
  id: idSchema,
  /** As the form numbers it: `1a`. */
  number: z.string().min(1).max(8),
  label: wordsSchema,
  source: sourceSchema,
  /** Whether the number counted by hand is written beside the machine's (both stay; which one counts is `counts`). */
  byHand: z.boolean(),
});
export type FormLine = z.infer<typeof lineSchema>;

/** Lines that are added up on one side of a ratio. */
const side = z.array(idSchema).min(1).max(20);

const ratioSchema = z.strictObject({
  id: idSchema,
  label: wordsSchema,
  left: side,
  relation: z.enum(['equal', 'at-most']),
  right: side,
  /** The protocol cannot be signed while it is broken, unless the discrepancy is recorded. */
  required: z.boolean(),
});
export type Ratio = z.infer<typeof ratioSchema>;

export const resultsFormSchema = z
  .strictObject({
    id: idSchema,
    title: wordsSchema,
    /** From where it was taken, for people who ask; the shipped one says that it is historical. */
    basis: wordsSchema,
    lines: z.array(lineSchema).min(1).max(60),
    ratios: z.array(ratioSchema).max(40),
    /** Which count stands in the protocol where both are known. The law: the count by hand is final. */
    counts: z.enum(['hand', 'machine']),
    /** Who signs: that many of each role. */
    signed: z
      .array(z.strictObject({ role: roleSchema, persons: z.int().min(1).max(20) }))
      .min(1)
      .max(6),
  })
  .superRefine((form, context) => {
    const bad = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const byId = new Map(form.lines.map((line) => [line.id, line]));
    if (byId.size !== form.lines.length) bad(['lines'], 'two lines have one id');
    if (new Set(form.lines.map(({ number }) => number)).size !== form.lines.length)
      bad(['lines'], 'two lines have one number');
    if (new Set(form.ratios.map(({ id }) => id)).size !== form.ratios.length) bad(['ratios'], 'two ratios have one id');
    for (const [at, { source }] of form.lines.entries()) {
      if (source.from !== 'sum') continue;
      // One step deep: a sum of sums could go in a circle.
      const wrong = source.of.find((id) => (byId.get(id)?.source.from ?? 'sum') === 'sum');
      if (wrong !== undefined) bad(['lines', at, 'source'], `${wrong} is no line, or a sum itself`);
    }
    for (const [at, { left, right }] of form.ratios.entries()) {
      const unknown = [...left, ...right].find((id) => !byId.has(id));
      if (unknown !== undefined) bad(['ratios', at], `unknown line ${unknown}`);
    }
  });
export type ResultsForm = z.infer<typeof resultsFormSchema>;
