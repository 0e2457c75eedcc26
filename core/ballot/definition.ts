import { z } from 'zod';
import { idSchema, wordsSchema } from '../election/common.ts';
import { layoutSchema } from './layout-data.ts';

/**
 * What is printed on a ballot and what a mark on it means, as the commission signs it. Lines stand in the order drawn by
 * lot, and no order but that of the definition is ever made: every choice is treated alike.
 */

/** One line, or one numbered square, that can be marked. */
export const optionSchema = z.strictObject({
  id: idSchema,
  /** number: a square of a grid, which says its number only (2021: preference within a party's list). */
  kind: z.enum(['candidate', 'party', 'against-all', 'number']),
  names: wordsSchema,
  /** What else the form says of a candidate (year of birth, occupation, who put her up); which of it is unknown in law. */
  notes: wordsSchema.nullable(),
});
export type Option = z.infer<typeof optionSchema>;

/** A part of a ballot with a rule of its own: one candidate of a list; at most one preferred number. */
export const partSchema = z
  .strictObject({
    id: idSchema,
    /** list: a line for each option, its square at the right; grid: numbered squares in rows. */
    form: z.enum(['list', 'grid']),
    title: wordsSchema.nullable(),
    options: z.array(optionSchema).min(1).max(1_000),
    /** How many squares must, and may, be marked. */
    marks: z.strictObject({ min: z.int().min(0).max(1), max: z.int().min(1).max(1_000) }),
    /**
     * What a part that breaks its rule spoils: the whole ballot, or itself alone (then it counts as not filled in).
     * Whether a wrong preference spoils a party's vote is unknown in law, so the definition says it.
     */
    spoils: z.enum(['ballot', 'part']),
  })
  .superRefine((part, context) => {
    const bad = (message: string) => context.addIssue({ code: 'custom', path: ['options'], message });
    if (new Set(part.options.map(({ id }) => id)).size !== part.options.length) bad('two options have one id');
    if (part.marks.max > part.options.length) bad('more marks are allowed than there are options');
    // A grid has no room for names, and a number alone is no line of a list.
    if (part.options.some(({ kind }) => (kind === 'number') !== (part.form === 'grid')))
      bad('a grid has numbers only, a list none');
  });
export type Part = z.infer<typeof partSchema>;

/** One form of a ballot: that of a constituency. */
export const ballotStyleSchema = z
  .strictObject({
    id: idSchema,
    /** Which ballot of the election (core/election `ballots`). */
    ballot: idSchema,
    constituency: idSchema,
    /** Its number in the corner code. */
    number: z.int().min(0).max(0xffff),
    /** By which layout it is printed. */
    layout: idSchema,
    title: wordsSchema,
    /** How it is filled in. */
    explanation: wordsSchema,
    parts: z.array(partSchema).min(1).max(8),
  })
  .superRefine((style, context) => {
    if (new Set(style.parts.map(({ id }) => id)).size !== style.parts.length) {
      context.addIssue({ code: 'custom', path: ['parts'], message: 'two parts have one id' });
    }
  });
export type BallotStyle = z.infer<typeof ballotStyleSchema>;

/** All ballots of an election, one style per ballot and constituency. */
export const ballotPapersSchema = z
  .strictObject({
    styles: z.array(ballotStyleSchema).min(1).max(4_000),
    layouts: z.array(layoutSchema).min(1).max(50),
  })
  .superRefine(({ styles, layouts }, context) => {
    const bad = (message: string, at: number) => context.addIssue({ code: 'custom', path: ['styles', at], message });
    const known = new Set(layouts.map(({ id }) => id));
    const seen = { id: new Set<string>(), number: new Set<number>(), form: new Set<string>() };
    for (const [at, style] of styles.entries()) {
      if (!known.has(style.layout)) bad(`unknown layout ${style.layout}`, at);
      if (seen.id.has(style.id)) bad('two styles have one id', at);
      if (seen.number.has(style.number)) bad('two styles have one number', at);
      const form = `${style.ballot} ${style.constituency}`;
      if (seen.form.has(form)) bad('a constituency has two styles of one ballot', at);
      seen.id.add(style.id);
      seen.number.add(style.number);
      seen.form.add(form);
    }
  });
export type BallotPapers = z.infer<typeof ballotPapersSchema>;
