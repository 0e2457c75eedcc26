import { family } from './problem.ts';

/** Problems of the hub above the kiosks. */
export const hub = family({
  /** The streams of the servers are gone, or were made anew by somebody else. */
  'hub.lost': { severity: 'blocking' },
  /** Too few servers are there, or they are choosing which of them leads. */
  'hub.no-answer': { severity: 'blocking' },
});
