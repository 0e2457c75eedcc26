import { family } from './problem.ts';

/** Problems between a window and the zone that it shows. */
export const windowProblems = family({
  'window.line-lost': { severity: 'blocking' },
  'window.not-done': { severity: 'blocking' },
  'window.code-refused': { severity: 'blocking' },
  /** A bug: the zone could not answer, or did not understand its own screen. */
  'window.fault': { severity: 'blocking' },
});
