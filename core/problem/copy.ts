import { family } from './problem.ts';

/** Problems of the copy on the chair's stick. `events`: what is not on the stick yet. */
export const copy = family({
  'copy.missing': { severity: 'warning', params: ['events'] },
  'copy.full': { severity: 'warning', params: ['events'] },
  'copy.read-only': { severity: 'warning', params: ['events'] },
  'copy.stuck': { severity: 'warning', params: ['events'] },
  'copy.failed': { severity: 'warning', params: ['events'] },
  /** The list for the paper road could not be written. `time`: when it was written last. */
  'copy.list-not-written': { severity: 'warning', params: ['time'] },
  'copy.no-such-line': { severity: 'notice', params: ['page', 'line'] },
  /** Whoever stands there has a reservation that nobody has ended yet. */
  'copy.voter-reserved': { severity: 'blocking', params: ['page', 'line'] },
  'copy.behind': { severity: 'warning', params: ['events', 'seconds'] },
  /** The stick knows of this very kiosk what the kiosk itself does not: it was set back. */
  'copy.other-history': { severity: 'warning', params: ['events'] },
  /** Another kiosk goes on with this one's sitting. */
  'copy.continued-elsewhere': { severity: 'blocking', params: ['device'] },
  /** This one serves beside it, by the decision of people. `time`: since when. */
  'copy.served-beside': { severity: 'warning', params: ['device', 'time'] },
  /** What keeps a kiosk from going on from a copy. */
  'copy.not-blank': { severity: 'blocking' },
  'copy.not-readable': { severity: 'blocking' },
  'copy.not-opened': { severity: 'blocking' },
  'copy.not-true': { severity: 'blocking', params: ['seq'] },
});
