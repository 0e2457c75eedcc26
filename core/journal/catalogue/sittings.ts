import { z } from 'zod';
import { applicationNumber } from '../../application/application.ts';
import { outsideReasons } from '../../election/policy-applications.ts';
import { notMetReasons } from '../../election/sittings.ts';
import { sealNumber } from './day.ts';
import { entry } from './entry.ts';
import { approvers, count, hex32, id, reason } from './fields.ts';

const kind = z.enum(['outside', 'day', 'repeat']);
const date = z.iso.date();

/** The sittings of a station beside the opening and closing of each. */
export const sittingsEvents = {
  'sitting.prepared': entry({
    /** approvers: who agreed to another one than the clock proposes; the clock's needs nobody. */
    body: z.strictObject({ sitting: id, kind, date, approvers: approvers.optional() }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A person chose which of the election’s sittings comes next here: after a close, or instead of another.',
  }),
  'ballots.taken': entry({
    body: z.strictObject({ sitting: id, taken: count, boxes: z.array(sealNumber).min(1).max(10) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'What goes out of the room to the voters: how many ballots, and the numbers of the seals on the mobile boxes. The last one before the opening counts.',
  }),
  'ballots.returned': entry({
    body: z.strictObject({
      sitting: id,
      handedOut: count,
      spoiled: count,
      broughtBack: count,
      /** Why the numbers differ from what was taken, or from the receipts; null where they do not. */
      reason: reason.nullable(),
      approvers,
    }),
    disposition: (body) => (body.reason === null ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'user-action',
    description:
      'What came back from outside the room: ballots handed out, spoiled and brought back. The last one counts.',
  }),
  'applicant.listed': entry({
    body: z.strictObject({
      sitting: id,
      voter: hex32,
      /** Place in the order of visits. */
      place: count.min(1),
      /** One of the law's grounds and no words of anybody's: what ails a voter has no place beside her pseudonym. */
      reason: z.enum(outsideReasons),
      by: z.enum(['file', 'typed', 'application']),
      /** The granted application that she comes from. */
      application: applicationNumber.optional(),
      approvers,
    }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description:
      'A voter (a pseudonym) stands on the list of those who have applied to vote outside the room, with the ground that she gave.',
  }),
  'visit.not-met': entry({
    body: z.strictObject({ voter: hex32, reason: z.enum(notMetReasons) }),
    disposition: 'failure',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A voter who had applied was visited and not met, or did not vote; an admission after it counts all the same.',
  }),
  'admissions.written': entry({
    body: z.strictObject({ sitting: id, sha256: hex32, lines: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The events of a sitting outside the room were written to a medium for the other kiosks of the station.',
  }),
  'admission.learned': entry({
    body: z.strictObject({
      device: id,
      admission: id,
      sitting: id,
      voter: hex32,
      round: count,
      state: z.enum(['reserved', 'confirmed', 'released', 'undone']),
      at: z.iso.datetime({ offset: true }),
    }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-action',
    description:
      'How an admission stands at another kiosk of the station, as its verified journal says: a voter admitted there is refused here.',
  }),
  'admissions.taken': entry({
    body: z.strictObject({
      device: id,
      sitting: id,
      /** Numbers of the first and the last event of the other kiosk's journal that were read, and the hash of the last. */
      from: count,
      to: count,
      last: hex32,
      /** The sitting was closed there, and no other kiosk had gone on with it before. */
      closed: z.boolean(),
      admissions: count,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The events of another kiosk’s sitting outside the room were verified and taken in; each admission stands before it as an event of its own.',
  }),
  'outside.not-awaited': entry({
    body: z.strictObject({ sitting: id, reason, approvers }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People decided that the station opens without the admissions of the sitting outside the room, and why: a voter admitted there is not known here.',
  }),
  'batch.excluded': entry({
    body: z.strictObject({ batch: id, device: id, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'The commission excluded the ballots of the mobile boxes of one sitting at one kiosk: they are counted apart. Its voters stay admitted.',
  }),
  'batch.restored': entry({
    body: z.strictObject({ batch: id, device: id, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'The exclusion of the mobile boxes of a sitting was taken back.',
  }),
} as const;
