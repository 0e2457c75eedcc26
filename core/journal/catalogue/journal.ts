import { z } from 'zod';
import { entry } from './entry.ts';
import { count, fileName, hex32 } from './fields.ts';

/** What the journal says about itself. */
export const journalEvents = {
  'checkpoint.made': entry({
    body: z.strictObject({ count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'application-status',
    description: 'A checkpoint: so many events lie before it. Its hash is printed or goes upstream.',
  }),
  'log.exported': entry({
    body: z.strictObject({
      format: z.enum(['ndjson', 'cdf', 'csv']),
      sha256: hex32,
      lines: count,
      /** What the slip of it says besides; events of before have none of it. */
      file: z.strictObject({ name: fileName, bytes: count, events: count, head: hex32 }).optional(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The journal was exported; the hash of the file that was read back.',
  }),
  'log.opened': entry({
    body: z.strictObject({ minutes: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A person opened the journals of this station to a console of the commission in the same network, for so many minutes.',
  }),
  'log.given': entry({
    body: z.strictObject({ journals: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description:
      'A console that said the digits which were shown begins to take so many journals of this station. It stands before anything was given.',
  }),
  'log.guessed': entry({
    body: z.strictObject({ count }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'application-action',
    description:
      'Since the journals were opened, wrong digits were said so many times by somebody in the network. It was slowed down and given nothing.',
  }),
  'log.taken': entry({
    body: z.strictObject({ events: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description:
      'The console has the journals of this station, with so many events, and they are open to nobody any more.',
  }),
  'log.shut': entry({
    body: z.strictObject({}),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A person ended it that the journals stood open to a console.',
  }),
} as const;
