import { z } from 'zod';
import { entry } from './entry.ts';
import { approvers, count, finger, hex32, id, problemCode, reason, receipt, sex, text } from './fields.ts';

/** An admission or attempt by its own identifier. */
const attempt = id;
const admission = id;
const job = id;

/** One voter's way: attempts, the two phases of an admission, and its paper. */
export const admissionEvents = {
  'attempt.started': entry({
    body: z.strictObject({
      attempt,
      by: z.enum(['document', 'document-number', 'pin', 'name', 'number']),
      documentKind: id.optional(),
    }),
    disposition: 'na',
    severity: 'info',
    cdf: 'user-action',
    description: 'An officer began to identify somebody; how the record was looked for.',
  }),
  'attempt.biometric': entry({
    body: z.strictObject({
      attempt,
      modality: z.enum(['finger', 'face', 'photo']),
      finger: finger.optional(),
      result: z.enum(['match', 'no-match', 'low-quality', 'failed']),
      try: count,
    }),
    disposition: (body) => (body.result === 'match' ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'application-action',
    description: 'One comparison (or capture that was not good enough) of a finger or a face; never its score.',
  }),
  'attempt.approved': entry({
    body: z.strictObject({ attempt, kind: z.enum(['photo', 'override']), reason, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'People established the identity where the signed policy lets them; who and why.',
  }),
  'attempt.homecoming': entry({
    /** station: where she is listed to vote; null where the list does not say. */
    body: z.strictObject({ attempt, station: id.nullable(), reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'A voter who is listed to vote at a remote station came to her home station, and people decided, where the signed policy lets them, that she is admitted here; who, why, and which station’s list names her. The stations do not see each other: only both journals together show whether she voted twice.',
  }),
  'attempt.finger-search': entry({
    body: z.strictObject({ attempt, found: count, level: count }),
    disposition: (body) => (body.found > 0 ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'application-action',
    description:
      'A document could not be read, and a finger was looked for in the voter list, where the signed policy lets it: how many people were shown, and the order of magnitude of the first one’s rarity among strangers in whole tens, not a score. Nobody is admitted by it.',
  }),
  'attempt.candidate-chosen': entry({
    body: z.strictObject({ attempt, place: count.min(1), level: count, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'People chose the record of one of those shown after a finger was looked for, by its place among them; the finger is then compared 1:1 as ever.',
  }),
  'attempt.ended': entry({
    body: z.strictObject({
      attempt,
      outcome: z.enum(['refused', 'cancelled', 'timed-out', 'not-identified']),
      reason: id,
    }),
    disposition: 'failure',
    severity: 'info',
    cdf: 'application-status',
    description:
      'The attempt ended without a reservation; the reason is one of a fixed list and is counted under its name.',
  }),
  'admission.reserved': entry({
    body: z.strictObject({
      admission,
      attempt,
      voter: hex32,
      category: z.enum(['home', 'remote', 'outside']),
      constituency: id,
      precinct: id,
      sex,
      ageGroup: text,
      modality: z.enum(['finger', 'face', 'photo', 'override']),
      receipts: z
        .array(z.strictObject({ receipt, ballot: id }))
        .min(1)
        .max(8),
      /** Those of the ballots that this kiosk prints for her; absent where there are none. */
      printed: z.array(id).min(1).max(8).optional(),
      /** She is listed to vote at this remote station (null: the list does not say), and people admitted her at home. */
      listedAt: id.nullable().optional(),
      /** The policy admits her without her lock across the country: whether she was admitted elsewhere nobody could know. */
      unconfirmed: z.literal(true).optional(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description: 'First phase: the voter (a pseudonym) is reserved and cannot be admitted a second time.',
  }),
  'admission.confirmed': entry({
    body: z.strictObject({
      admission,
      receipts: z.array(receipt).min(1).max(8),
      evidence: z.enum(['printer', 'officer']),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description: 'Second phase: the receipts are out, as the printer reported or as the officer found in the tray.',
  }),
  'admission.released': entry({
    body: z.strictObject({ admission, reason, voided: z.array(receipt).max(8), approvers }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'user-action',
    description: 'The reservation was given up: the voter was not admitted; lists the numbers that are void.',
  }),
  'admission.undone': entry({
    body: z.strictObject({ admission, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'A confirmed admission was undone by two people; the original stays in the journal.',
  }),
  'admission.same-finger': entry({
    body: z.strictObject({ receipt, earlier: receipt, level: count }),
    disposition: 'na',
    severity: 'warning',
    cdf: 'application-action',
    description:
      'Where the signed policy asks for it: a finger looks like one that was admitted earlier in this sitting under another name. Both by a receipt’s number; level is the order of magnitude of its rarity among strangers, in whole tens (70 is one pair in ten million), not a score. For people to look at: nobody was stopped.',
  }),
  'print.handed': entry({
    body: z.strictObject({ job, receipt, copy: count }),
    disposition: 'na',
    severity: 'info',
    cdf: 'application-action',
    description: 'A print job is about to go to the printer; written before its first byte. Copy 0 is the first print.',
  }),
  'print.failed': entry({
    body: z.strictObject({ job, receipt, problem: problemCode, sent: z.enum(['nothing', 'maybe']) }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-status',
    description: 'A print job did not certainly come out; whether any byte may have reached the printer.',
  }),
  'receipt.printed': entry({
    body: z.strictObject({ admission, receipt }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-status',
    description: 'A receipt came out, as the printer reported or as the officer found in the tray.',
  }),
  'receipt.reissued': entry({
    body: z.strictObject({
      admission,
      ballot: id,
      voided: receipt,
      receipt,
      copy: count.min(1),
      reason,
      approvers,
    }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'A receipt’s number was made void and a new, marked one takes its place; it is printed next.',
  }),
} as const;
