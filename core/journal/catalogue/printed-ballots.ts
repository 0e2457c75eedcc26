import { z } from 'zod';
import { entry } from './entry.ts';
import { approvers, count, id, problemCode, reason } from './fields.ts';

/** A sheet by an identifier of ours, which stands in the journal alone: nothing of it is printed. */
const sheet = id;
const admission = id;
/** At a turnout time, or at the close (null). */
const handed = {
  sitting: id,
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  sheets: count,
  most: count,
};

/**
 * Ballots that the identification zone prints for one voter's admission, sheet by sheet: each is delivered, cancelled, or
 * never was anything but blank paper. Nothing here knows what is marked on one.
 */
export const printedBallotEvents = {
  'ballot.print-handed': entry({
    body: z.strictObject({ sheet, admission, ballot: id }),
    disposition: 'na',
    severity: 'info',
    cdf: 'application-action',
    description:
      'A ballot is about to go to the printer for an admission whose receipts are out; written before its first byte. The sheet’s identifier stands in the journal alone, the paper bears none.',
  }),
  'ballot.print-failed': entry({
    body: z.strictObject({ sheet, problem: problemCode, sent: z.enum(['nothing', 'maybe']) }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-status',
    description: 'A ballot did not certainly come out; whether anything of it may have reached the printer.',
  }),
  'ballot.printed': entry({
    body: z.strictObject({ sheet }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-status',
    description: 'A ballot came out, as the printer reported or as the officer found in the tray.',
  }),
  'ballot.delivered': entry({
    body: z.strictObject({ sheet }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The officer handed a whole printed ballot to its voter.',
  }),
  'ballot.sheet-cancelled': entry({
    body: z.strictObject({ sheet, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People cancelled a jammed, half-printed or spoiled ballot and put it into the spoiled envelope; only after that may the same admission print again.',
  }),
  'ballot.not-printed': entry({
    body: z.strictObject({ sheet, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People looked at the printer and found that no ballot came out of it: its job was taken back, and the paper is still blank.',
  }),
  'ballot.handed-compared': entry({
    body: z.strictObject({ ...handed }),
    disposition: 'na',
    severity: 'info',
    cdf: 'system-status',
    description:
      'Ballots handed out (printed ones as they were delivered; at the close also those that people counted as handed out by hand) beside the receipts that stand for them, at a turnout time or at the close.',
  }),
  'ballot.too-many-handed': entry({
    body: z.strictObject({ ...handed }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'system-status',
    description: 'More ballots were handed out than there are receipts that stand for them.',
  }),
  'ballot-paper.loaded': entry({
    body: z.strictObject({ sheets: count.min(1).max(10_000) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'So many blank sheets were counted and put into the printer of the ballots.',
  }),
  'ballot-paper.counted': entry({
    body: z.strictObject({ was: z.int().min(-10_000).max(1_000_000), blank: count, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People counted the blank sheets in the printer of the ballots, and the account goes on from their number: what was loaded was mistyped, or paper was taken out. Beside it what the account said before.',
  }),
} as const;
