import { z } from 'zod';
import { entry } from './entry.ts';
import { count, hex32, id } from './fields.ts';

/** The lock of a voter across the country (docs/hub.md). A lost bucket of locks is made anew from these. */
export const lockEvents = {
  'lock.taken': entry({
    body: z.strictObject({ attempt: id, voter: hex32, round: count, revision: count.min(1) }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-action',
    description:
      'The hub gave this kiosk the lock of a voter (a pseudonym) in a round of the election: nobody else in the country can be given it. Written before a ballot is issued.',
  }),
  'lock.released': entry({
    body: z.strictObject({
      voter: hex32,
      round: count,
      revision: count.min(1),
      why: z.enum(['not-admitted', 'released', 'undone']),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description:
      'This kiosk gives up the lock of a voter (a pseudonym) that it took in this revision, because nobody was admitted by it any more. Written before the hub is told.',
  }),
} as const;
