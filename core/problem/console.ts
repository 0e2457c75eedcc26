import { family } from './problem.ts';

/** Problems of the commission's console. */
export const consoleProblems = family({
  /** Also where somebody asks for a station of another territory. */
  'console.no-station': { severity: 'blocking', params: ['station'] },
  /** Also where somebody asks for a territory that is not hers. */
  'console.no-territory': { severity: 'blocking', params: ['territory'] },
  /** No file of a kiosk's log, of those stations that this person may see. */
  'console.no-journals': { severity: 'blocking' },
  /** What was scanned or typed is no kiosk's address with its digits. */
  'console.no-offer': { severity: 'blocking' },
  /** Nobody answers there: the logs are not open, or the network does not reach. */
  'console.no-kiosk': { severity: 'blocking', params: ['at'] },
  /** Who answers there is no kiosk that the commission has registered for this election, or is another one than that which showed the digits. */
  'console.not-that-kiosk': { severity: 'blocking', params: ['at'] },
  'console.wrong-digits': { severity: 'blocking' },
  /** So many wrong digits were said that these were not looked at. */
  'console.digits-later': { severity: 'blocking' },
  /** Its time is over, a console has everything, or its people have ended it. */
  'console.offer-over': { severity: 'blocking' },
  /** It answered, and then nobody did for a minute. */
  'console.kiosk-gone': { severity: 'blocking' },
  /** The code is no slip's, or no device of this person's stations has signed it. */
  'console.slip': { severity: 'blocking' },
  /** The console does not hear the hub: since a time of the election's wall clock, or since it was started. */
  'console.hub-away': { severity: 'blocking', params: ['time'] },
  'console.hub-never': { severity: 'blocking' },
  /** Turnout is published at the times of the commission's reports. */
  'console.publication-early': { severity: 'blocking', params: ['time'] },
  /** What was looked at is not what would be written now: time has gone on, or somebody else has looked. */
  'console.publication-gone': { severity: 'blocking' },
  /** Another console has published of this day, and what it remembers is not here. */
  'console.publication-unknown': { severity: 'blocking', params: ['file'] },
  /** The hub does not say what other consoles have published. */
  'console.publication-alone': { severity: 'blocking' },
  /** Another console was first. */
  'console.publication-other': { severity: 'blocking', params: ['time'] },
  /** Every number is withheld. */
  'console.publication-nothing': { severity: 'blocking', params: ['fewest'] },
  /** No protocol may be published yet: none has come in order, or each sum has a hindrance. */
  'console.sums-none': { severity: 'blocking' },
  /** The file that is in force now has no such image: a later one has come meanwhile. */
  'console.no-scan': { severity: 'blocking' },
  /** The hub does not answer, and the results file is not kept here. */
  'console.scan-away': { severity: 'blocking' },
  /** The hub has lost that part of the results file. */
  'console.scan-missing': { severity: 'blocking', params: ['station'] },
  /** What came is not what the station's ballot zone has signed: another hash, another head, or no image. */
  'console.scan-altered': { severity: 'blocking', params: ['station'] },
  /** No results file there is one that is in force, of those stations that this person may see. */
  'console.no-results': { severity: 'blocking' },
  /** No hub stands behind a simulated country. */
  'console.simulated': { severity: 'blocking' },
  /** No folder says with what packages are made at this console. */
  'console.packages-not-set': { severity: 'blocking' },
  'console.packages-running': { severity: 'blocking' },
  /** The folder or stick that was chosen is not there any more. */
  'console.packages-no-place': { severity: 'blocking' },
  'console.packages-election': { severity: 'blocking', params: ['election', 'mode'] },
  'console.packages-empty': { severity: 'blocking' },
  'console.packages-none': { severity: 'blocking' },
  /** The thread that made them has died. */
  'console.packages-ended': { severity: 'blocking' },
  /** The root key is on another machine. */
  'console.packages-elsewhere': { severity: 'blocking' },
  'console.packages-none-signed': { severity: 'blocking' },
});
