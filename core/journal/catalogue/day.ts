import { z } from 'zod';
import { closingQuestions, paperQuestions, replaceableKinds } from '../../election/policy-day.ts';
import { entry } from './entry.ts';
import { count, id, problemCode, reason } from './fields.ts';

/** Number of a seal as people read it: letters of any alphabet, digits, hyphens; never the digits of a PIN. */
export const sealNumber = z
  .string()
  .regex(/^[\p{L}\p{Nd}][\p{L}\p{Nd}-]{0,19}$/u)
  .refine((value) => value.normalize('NFC') === value && !/\d{13}/.test(value));

/** Slips of the station that are printed in numbered copies. */
export const copiedSlips = ['start', 'final', 'suspended', 'resumed'] as const;
export type CopiedSlip = (typeof copiedSlips)[number];

/** The numbers that a slip of the station bears and signs; null: not asked, or not answered. */
export const slipTotals = z.strictObject({
  registered: count,
  reserved: count,
  confirmed: count,
  released: count,
  undone: count,
  validSlips: count,
  reprints: count,
  /** Whole seconds that the station stood still in this sitting. */
  stoodStill: count,
  inside: count.nullable(),
  signatures: count.nullable(),
  receipts: count.nullable(),
  byHand: count.nullable(),
  /** Entered from the paper list afterwards; slips that were asked for before this was counted have it not. */
  onPaper: count.optional(),
  /** Kiosks that served beside this one and whose papers were not yet held against its own; absent where there is none. */
  beside: count.min(1).optional(),
});
export type SlipTotals = z.infer<typeof slipTotals>;

/** What a missing device leaves; each has its words on screens. */
export const leftModes = [
  'pin-typed',
  'no-finger',
  'no-camera',
  'no-chip',
  'no-scan',
  'no-pages',
  'no-second-display',
  'no-battery-reading',
  'ordinary-box',
] as const;

const listNumbers = { voters: count, version: count };

/** Opening, copies of slips and closing: what people do and say around the voters. */
export const dayEvents = {
  'opening.seal-read': entry({
    body: z.strictObject({ what: id, number: sealNumber }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'The number of a seal was read and typed before the opening; the last one of a thing counts.',
  }),
  'opening.list-compared': entry({
    body: z.strictObject({
      ...listNumbers,
      /** Number of the last voter on the list. */
      last: count,
      /** The same of the register; `last` is unknown until it is unlocked. */
      own: z.strictObject({ ...listNumbers, last: count.nullable() }),
      /** Why they differ, in words. */
      words: reason.nullable(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The paper list was held beside the register before the opening: both in numbers, and a difference in words.',
  }),
  'opening.without-device': entry({
    body: z.strictObject({ device: id, kind: z.enum(replaceableKinds), leaves: z.enum(leftModes) }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'It was decided to open without a device that is not there; tells the mode that this leaves.',
  }),
  'slip.copies-asked': entry({
    body: z.strictObject({
      series: id,
      /** The sitting that the slip is about: a final slip comes after its end. */
      sitting: id,
      slip: z.enum(copiedSlips),
      copies: count,
      totals: slipTotals,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'So many numbered copies of a slip of the station are to be printed. All bear these totals, and this event’s own hash as the journal’s mark.',
  }),
  'slip.handed': entry({
    body: z.strictObject({ series: id, copy: count }),
    disposition: 'na',
    severity: 'info',
    cdf: 'system-action',
    description: 'A copy is about to be printed; written before anything is sent to the printer.',
  }),
  'slip.ended': entry({
    body: z.strictObject({
      series: id,
      copy: count,
      out: z.enum(['yes', 'no', 'maybe']),
      problem: problemCode.nullable(),
    }),
    disposition: (body) => (body.out === 'yes' ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'system-status',
    description:
      'Whether a copy came out: as the printer says, or the person who looked into the tray; "maybe" waits for such a person.',
  }),
  'slip.copies-left': entry({
    body: z.strictObject({ series: id }),
    disposition: 'failure',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The copies that are not out are not printed: a person gave them up.',
  }),
  'closing.answered': entry({
    body: z.strictObject({
      question: z.enum([...closingQuestions, ...paperQuestions]),
      /** What people counted, and what this device counts of the same. */
      people: count,
      own: count,
      /** Why both differ. */
      reason: reason.nullable(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A question that a device cannot answer was answered before the close, beside the device’s own number.',
  }),
} as const;
