import { family } from './problem.ts';

/** Problems of the commission's console. */
export const consoleProblems = family({
  /** Also where somebody asks for a station of another territory. */
  'console.no-station': { severity: 'blocking', params: ['station'] },
  /** No hub stands behind a simulated country. */
  'console.simulated': { severity: 'blocking' },
});
