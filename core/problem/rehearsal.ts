import { family } from './problem.ts';

/** Problems of rehearsing guided cases. */
export const rehearsal = family({
  'rehearsal.only-in-training': { severity: 'notice' },
});
