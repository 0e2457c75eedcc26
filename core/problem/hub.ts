import { family } from './problem.ts';

/** Problems of the hub above the kiosks. */
export const hub = family({
  /** The streams of the servers are gone, or were made anew by somebody else. */
  'hub.lost': { severity: 'blocking' },
  /** The collectors were told of no package of that election, by which results files are checked. */
  'hub.no-package': { severity: 'blocking' },
  /** A sum of protocols says that more people voted than stand in the list. */
  'hub.more-than-list': { severity: 'blocking', params: ['protocol', 'found', 'listed'] },
  /** A sum of protocols is of so few ballots that it would tell how single voters voted. */
  'hub.few-ballots': { severity: 'warning', params: ['protocol', 'fewer'] },
  /** The locks of a device are to be freed, and it sends still: it gives back by itself what it does not need. */
  'hub.device-sends': { severity: 'blocking', params: ['device', 'seconds'] },
  /** Too few servers are there, or they are choosing which of them leads. */
  'hub.no-answer': { severity: 'blocking' },
});
