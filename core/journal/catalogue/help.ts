import { z } from 'zod';
import { entry } from './entry.ts';
import { id } from './fields.ts';

/** Who is called to a kiosk without leaving the voter. */
export const helpEvents = {
  'help.called': entry({
    body: z.strictObject({ call: id, whom: z.enum(['chair', 'technician']) }),
    disposition: 'na',
    severity: 'notice',
    cdf: 'user-action',
    description: 'Somebody at the kiosk called the chair or the technician; shown and heard until it is answered.',
  }),
  'help.answered': entry({
    body: z.strictObject({ call: id, person: id }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'Somebody came with her own code, or whoever had called took the call back with hers.',
  }),
} as const;
