import { family } from './problem.ts';

/** Problems of the weeks before: of people who ask where they vote, and of their applications. */
export const reception = family({
  'reception.no-pin-read': { severity: 'notice' },
});
