import { z } from 'zod';
import { dutySchema } from '../../election/policy-duties.ts';
import { entry } from './entry.ts';
import { approvers, count, counts, id } from './fields.ts';

/** Who does what at the station: the duties that the commission draws by lot. */
export const peopleEvents = {
  'duty.given': entry({
    body: z.strictObject({ duty: dutySchema, person: id, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A member of the commission took up a duty that is drawn by lot, before the opening or during the day.',
  }),
  'duty.ended': entry({
    body: z.strictObject({ duty: dutySchema, person: id, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A member of the commission gave up a duty that is drawn by lot.',
  }),
  'shift.ended': entry({
    body: z.strictObject({
      person: id,
      /** 1, 2, 3 … in the sitting. */
      shift: count.min(1),
      why: z.enum(['taken-over', 'closed']),
      reserved: count,
      confirmed: count,
      released: count,
      undone: count,
      reprints: count,
      refused: counts,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The turn of an operator ended, because another operator came or the station closes; her own totals. Those of all shifts of a sitting, together with what happened while none ran, are the totals of the sitting.',
  }),
} as const;
