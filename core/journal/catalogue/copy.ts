import { z } from 'zod';
import { entry } from './entry.ts';
import { approvers, count, hex32, id, problemCode, reason } from './fields.ts';

/** The copy on the chair's stick. */
export const copyEvents = {
  'copy.began': entry({
    body: z.strictObject({ copy: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The chair’s stick was chosen: from now on each event is appended to a sealed copy on it.',
  }),
  'copy.stopped': entry({
    body: z.strictObject({ problem: problemCode, copied: count }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-status',
    description: 'The copy does not go on: why, and how many lines lie on the stick. No voter waits for it.',
  }),
  'copy.resumed': entry({
    body: z.strictObject({ copied: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-status',
    description: 'The copy has caught up: so many lines lie on the stick.',
  }),
  'copy.continued': entry({
    body: z.strictObject({
      device: id,
      head: hex32,
      count,
      /** The sitting that goes on; null where none was under way. */
      sitting: id.nullable(),
      approvers,
    }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'This kiosk goes on from the copy of another one’s journal: its device, the hash of the last event that was copied, and how many there were. What that kiosk did afterwards is not known here.',
  }),
  'copy.superseded': entry({
    body: z.strictObject({ device: id, count }),
    disposition: 'na',
    severity: 'error',
    cdf: 'application-status',
    description:
      'The chair’s stick says that another kiosk has gone on from this one’s copy: which one, and after how many of its events. Where that is the sitting of now, it stands still here.',
  }),
  'copy.served-beside': entry({
    body: z.strictObject({ device: id, by: z.enum(['opened', 'resumed']) }),
    disposition: 'na',
    severity: 'error',
    cdf: 'application-status',
    description:
      'By the decision of people, which stands beside it, this kiosk serves although another one has gone on from its copy: which one. Until the papers of both were held against each other a voter may have been admitted twice.',
  }),
  'copy.reconciled': entry({
    body: z.strictObject({ device: id, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'People held the papers of this kiosk and of the one that served beside it against each other, and what they found.',
  }),
} as const;
