import { z } from 'zod';
import { entry } from './entry.ts';
import { approvers, count, hex32, id, reason, text } from './fields.ts';

/** The kiosks of one station together. */
export const networkEvents = {
  'kiosk.seen': entry({
    body: z.strictObject({ device: id, count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-status',
    description: 'Another kiosk of the station is seen, and how many of its events were known here at that moment.',
  }),
  'kiosk.unseen': entry({
    body: z.strictObject({ device: id, count }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-status',
    description:
      'Another kiosk of the station is not seen any more, and how many of its events were known here. What the kiosks do meanwhile is policy.',
  }),
  'kiosk.event-refused': entry({
    body: z.strictObject({
      /** Whose event it says it is, and its number; null where it is no event. */
      device: id.nullable(),
      seq: count.nullable(),
      cause: z.string().regex(/^[a-z-]{1,40}$/),
      /** Who brought it. */
      from: id,
    }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'application-action',
    description:
      'What came as an event of a kiosk of this station was none, and why: it was not signed by it, was changed, is of another election or station, or its device has two histories. It does not count.',
  }),
  'kiosk.letter-refused': entry({
    body: z.strictObject({ cause: z.string().regex(/^[a-z-]{1,40}$/), count }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-action',
    description:
      'So many messages over the network were of no kiosk of this station and election, or had been said before; told once a minute at most.',
  }),
  'kiosk.clock-apart': entry({
    body: z.strictObject({ device: id, seconds: z.int() }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-status',
    description:
      'The clock of another kiosk differs from this one by so many seconds, more than the policy allows; positive: it is ahead.',
  }),
  'kiosk.journal-taken': entry({
    body: z.strictObject({ device: id, count, last: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The journal of another kiosk of the station came on a medium and was verified: whose, how many of its events were new here, and the number of the last one that is known now.',
  }),
  'kiosk.invited': entry({
    body: z.strictObject({ minutes: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A technician had this kiosk show another one the way to its station, for so many minutes.',
  }),
  'kiosk.joined': entry({
    body: z.strictObject({ station: id, at: text, package: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'This kiosk was led to another one by an invitation: of which station, at which address, and the hash of the package that it named.',
  }),
  'share.taken': entry({
    body: z.strictObject({ device: id, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People decided that this kiosk serves the share of another one, which is out of service, and why. What that one did since it was last seen is not known here.',
  }),
  'kiosk.reservation-ended': entry({
    body: z.strictObject({ device: id, admission: id, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People decided that a reservation which stands open at a kiosk that is out of service binds nobody any more, and why: its voter may be served. If that kiosk has admitted her after all, both admissions are found.',
  }),
  'admission.doubled': entry({
    body: z.strictObject({ voter: hex32, admission: id, device: id, other: id }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'application-action',
    description:
      'A voter (a pseudonym) who stands admitted here was admitted at another kiosk too while the two did not see each other: this kiosk’s admission, the other device and its admission. Both stay.',
  }),
} as const;
