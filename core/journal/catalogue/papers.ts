import { z } from 'zod';
import { entry } from './entry.ts';
import { count, id, problemCode } from './fields.ts';

/** Papers that people take with them and that are no receipts: a refusal in words, the day of the station, a shift, the log’s sums. */
export const paperEvents = {
  'paper.handed': entry({
    body: z.strictObject({
      job: id,
      paper: z.enum(['refusal', 'today', 'shift', 'log', 'act', 'rehearsal', 'sum', 'opening-sum', 'results']),
      /** The number that stands on it, among those of its kind in this sitting; of a shift, an act or a rehearsal its own. */
      number: count.min(1),
      /** Which print of this number it is. */
      copy: count.min(1),
      /** The receipt printer’s paper, or a sheet of A4. */
      on: z.enum(['slip', 'page']),
      /** The attempt that a refusal is about, and its reason. */
      attempt: id.optional(),
      reason: id.optional(),
    }),
    disposition: 'na',
    severity: 'info',
    cdf: 'user-action',
    description:
      'A paper that is no receipt is about to be printed: a refusal in words for the voter, the day of the station, an operator’s totals, the sums of a log that was written, an act, or the sum of the station’s kiosks. Written before anything is sent to the printer.',
  }),
  'paper.ended': entry({
    body: z.strictObject({ job: id, out: z.enum(['yes', 'no', 'maybe']), problem: problemCode.nullable() }),
    disposition: (body) => (body.out === 'yes' ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'system-status',
    description: 'What came of printing a paper that is no receipt.',
  }),
} as const;
