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
} as const;
