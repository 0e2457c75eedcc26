import { z } from 'zod';
import { entry } from './entry.ts';
import { approvers, count, hex32, id, reason, sex, text } from './fields.ts';

/** The list on the chair's stick, for when no kiosk works any more. */
export const paperListEvents = {
  'paper-list.phrase-printed': entry({
    /** Why they were printed once more, and who agreed; nothing at the first time. */
    body: z.strictObject({ reason: reason.optional(), approvers: approvers.optional() }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The six words that open the list on the chair’s stick were printed for the sealed envelope; once more only by people, with a reason.',
  }),
  'paper-list.written': entry({
    body: z.strictObject({ voters: count, admitted: count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-action',
    description: 'The list with who was admitted was written, sealed, to the chair’s stick; how many stand on it.',
  }),
  'admission.on-paper': entry({
    body: z.strictObject({
      entry: id,
      voter: hex32,
      page: count.min(1),
      line: count.min(1),
      sex,
      ageGroup: text,
      /** How the kiosk knew her already; null: it did not. */
      conflict: z.enum(['admitted', 'reserved', 'on-paper', 'elsewhere']).nullable(),
      approvers,
    }),
    disposition: (body) => (body.conflict === null ? 'success' : 'failure'),
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People entered a voter (a pseudonym) who was admitted by the paper list, by page and line; or it was found that the kiosk had admitted her already, which is kept for people to look at. Counted apart from admissions.',
  }),
  'admission.on-paper-undone': entry({
    body: z.strictObject({ entry: id, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'An entry from the paper list was a mistake and is undone by people; the original stays in the journal.',
  }),
} as const;
