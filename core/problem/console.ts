import { family } from './problem.ts';

/** Problems of the commission's console. */
export const consoleProblems = family({
  /** Also where somebody asks for a station of another territory. */
  'console.no-station': { severity: 'blocking', params: ['station'] },
  /** No file of a kiosk's log, of those stations that this person may see. */
  'console.no-journals': { severity: 'blocking' },
  /** The code is no slip's, or no device of this person's stations has signed it. */
  'console.slip': { severity: 'blocking' },
  /** The console does not hear the hub: since a time of the election's wall clock, or since it was started. */
  'console.hub-away': { severity: 'blocking', params: ['time'] },
  'console.hub-never': { severity: 'blocking' },
  /** No hub stands behind a simulated country. */
  'console.simulated': { severity: 'blocking' },
});
