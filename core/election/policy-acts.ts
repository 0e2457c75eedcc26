import { z } from 'zod';
import { paragraph } from '../journal/catalogue/fields.ts';
import { idSchema } from './common.ts';

/**
 * What an act of the station's commission can be about. Which of them there are, what stands on them, and which one the
 * journal makes due by itself, is signed configuration: no rule of Kyrgyzstan beyond the word "акт" was found.
 */
export const actKinds = [
  'not-identified',
  'not-printed',
  'listed-remote',
  'homecoming',
  'standing-still',
  'undone',
  'decision',
  'on-paper',
  'twice',
  'standstill',
  'served-beside',
  'too-many-sheets',
  'too-many-handed',
  'already-admitted',
  'address-differs',
  'refused',
  'reprint',
  'other',
] as const;
export const actKindSchema = z.enum(actKinds);
export type ActKind = z.infer<typeof actKindSchema>;

/** Kinds that people draw by what they alone know; of some the journal tells in part. */
const byPeople: readonly ActKind[] = ['address-differs', 'other'];

/** Whether an act of this kind is always about something that stands in the journal. */
export const isTold = (kind: ActKind): boolean => !byPeople.includes(kind);

/** What a template can name: facts of the journal, and words that the chair types when the act is drawn. */
export const actBlanks = [
  'station',
  'device',
  'date',
  'time',
  'until',
  'receipts',
  'voided',
  'reason',
  'way',
  'document',
  'listed',
  'page',
  'line',
  'beside',
  'sheets',
  'most',
  'words',
] as const;
export type ActBlank = (typeof actBlanks)[number];

/** Facts that are told of each kind; of all of them station, device, date and time, and words where somebody types them. */
const everywhere: readonly ActBlank[] = ['station', 'device', 'date', 'time', 'words'];
const facts: Readonly<Record<ActKind, readonly ActBlank[]>> = {
  'not-identified': ['reason'],
  'not-printed': ['receipts', 'reason'],
  'listed-remote': [],
  homecoming: ['receipts', 'listed', 'reason'],
  'standing-still': [],
  undone: ['receipts', 'reason'],
  decision: ['receipts', 'reason', 'way'],
  'on-paper': ['page', 'line', 'reason'],
  twice: ['receipts'],
  standstill: ['until', 'reason'],
  'served-beside': ['beside', 'until', 'reason'],
  'too-many-sheets': ['sheets', 'most'],
  'too-many-handed': ['sheets', 'most'],
  'already-admitted': ['reason'],
  'address-differs': ['document'],
  refused: ['reason'],
  reprint: ['receipts', 'voided', 'reason'],
  other: [],
};

/** The names between braces in a template, in its order. */
export const blanksOf = (template: string): readonly string[] =>
  [...template.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name ?? '');

/** Whether somebody types words of her own into a template of these texts. */
export const asksWords = (text: { readonly ky: string; readonly ru: string }): boolean =>
  [text.ky, text.ru].some((template) => blanksOf(template).includes('words'));

/** Heading or template of an act, as it stands in the journal. */
export const actWordsSchema = z.strictObject({ ky: paragraph, ru: paragraph, en: paragraph });

const rule = z
  .strictObject({
    kind: actKindSchema,
    /** The act's heading. */
    names: actWordsSchema,
    /** What it says, with blanks that are filled from the journal: {{time}}, {{receipts}} … */
    text: actWordsSchema,
    /** Whether what the journal tells makes it due by itself; otherwise people draw it where they want it. */
    due: z.boolean(),
    /** Of `address-differs`: kinds of documents that have an address printed in them. */
    documents: z.array(idSchema).min(1).max(40).optional(),
  })
  .superRefine(({ kind, text, due, documents }, context) => {
    if (documents !== undefined && kind !== 'address-differs') {
      context.addIssue({ code: 'custom', path: ['documents'], message: 'this kind is not about a document' });
    }
    const known: readonly string[] = [...everywhere, ...facts[kind]];
    for (const [language, template] of Object.entries(text)) {
      for (const blank of blanksOf(template)) {
        if (known.includes(blank)) continue;
        const message = `nothing of this kind fills in {{${blank}}}`;
        context.addIssue({ code: 'custom', path: ['text', language], message });
      }
    }
    if (due && !isTold(kind)) {
      context.addIssue({ code: 'custom', path: ['due'], message: 'no event of the journal makes it due' });
    }
  });
export type ActRule = z.infer<typeof rule>;

/** The acts of an election. A package without them has none, as it was before. */
export const actsPolicySchema = z
  .strictObject({
    /** What an act that is due and not drawn does to the close: warn, or block until it is drawn or given up. */
    atClose: z.enum(['warn', 'block']),
    /** In the order of the screens. */
    kinds: z
      .array(rule)
      .max(actKinds.length)
      .refine((rules) => new Set(rules.map(({ kind }) => kind)).size === rules.length, 'a kind stands twice'),
  })
  .default({ atClose: 'warn', kinds: [] });
export type ActsPolicy = z.infer<typeof actsPolicySchema>;
