import { z } from 'zod';
import { CASES_MOST, rehearsalCaseSchema } from '../../election/policy-rehearsal.ts';
import { entry } from './entry.ts';
import { count, id } from './fields.ts';

/** 1, 2, 3 … in the sitting. */
const number = count.min(1);

/** Operators rehearse guided cases, in training only. */
export const rehearsalEvents = {
  'rehearsal.begun': entry({
    body: z.strictObject({ number, person: id }),
    disposition: 'na',
    severity: 'info',
    cdf: 'user-action',
    description:
      'In training: an operator began to rehearse the cases of the signed policy; from here on her work counts for them.',
  }),
  'rehearsal.ended': entry({
    body: z.strictObject({
      number,
      person: id,
      /** In the order in which they were passed. */
      passed: z.array(rehearsalCaseSchema).max(CASES_MOST),
      /** How many cases the policy has. */
      of: count.min(1).max(CASES_MOST),
      /** Voters' ways that she began. */
      attempts: count,
      seconds: count,
    }),
    disposition: (body) => (body.passed.length === body.of ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'user-action',
    description:
      'In training: the rehearsal of an operator ended; the cases that she passed, how often she began with a voter, and how long it took, all of it counted from this journal.',
  }),
} as const;
