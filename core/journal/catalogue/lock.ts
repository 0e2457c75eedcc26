import { z } from 'zod';
import { entry } from './entry.ts';
import { count, hex32, id, text } from './fields.ts';

const whose = { voter: hex32, round: count };

/** The lock of a voter across the country (docs/remote-paper.md). A lost bucket of locks is made anew from these. */
export const lockEvents = {
  'lock.asked': entry({
    body: z.strictObject({ attempt: id, ...whose }),
    disposition: 'na',
    severity: 'info',
    cdf: 'application-action',
    description:
      'The hub is about to be asked for the lock of a voter (a pseudonym) in a round of the election. Written before it is asked: what it answers to a kiosk that does not hear it is asked for again.',
  }),
  'lock.taken': entry({
    body: z.strictObject({ attempt: id, ...whose, revision: count.min(1) }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-action',
    description:
      'The hub gave this kiosk the lock of a voter (a pseudonym) in a round of the election: nobody else in the country can be given it. Written before a ballot is issued; for an admission that was unconfirmed it is what confirms it.',
  }),
  'lock.refused': entry({
    body: z.strictObject({
      attempt: id,
      ...whose,
      /** locked: another kiosk has it. admitted: another kiosk has admitted her. not-open: locks are given to nobody now. */
      how: z.enum(['locked', 'admitted', 'not-open']),
      /** Whose it is, and since when by the hub's clock; null where it is nobody's. */
      by: z.strictObject({ station: id, device: id, at: text }).nullable(),
      /** This kiosk has admitted her without it, and that admission stands. */
      admission: id.optional(),
    }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-action',
    description:
      'The hub did not give this kiosk the lock of a voter (a pseudonym), and who has it. Where this kiosk admitted her unconfirmed and another one has admitted her too, both admissions stay.',
  }),
  'lock.released': entry({
    body: z.strictObject({ ...whose, revision: count.min(1), why: z.enum(['not-admitted', 'released', 'undone']) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description:
      'The hub has taken back the lock of a voter (a pseudonym) that this kiosk held in this revision, because nobody was admitted by it any more.',
  }),
  'admission.elsewhere': entry({
    body: z.strictObject({
      ...whose,
      station: id,
      device: id,
      at: text,
      /** False: that admission was released or undone. */
      in: z.boolean(),
      /** Its place among all that the hub tells this station, and of which making of that. */
      n: count.min(1),
      epoch: text,
    }),
    disposition: 'na',
    severity: 'info',
    cdf: 'application-action',
    description:
      'The hub tells that a voter of this station’s list (a pseudonym) is admitted at another station, or that this was taken back.',
  }),
} as const;
