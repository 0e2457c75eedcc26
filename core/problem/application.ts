import { family } from './problem.ts';

/** Problems of applications before the day, and of the files in which they go to the commission and come back. */
export const application = family({
  'application.not-taken': { severity: 'notice' },
  'application.late': { severity: 'notice', params: ['date'] },
  'application.not-listed-here': { severity: 'notice' },
  'application.no-finger': { severity: 'notice' },
  'application.not-identified': { severity: 'notice' },
  'application.waiting-already': { severity: 'notice', params: ['application'] },
  'application.no-such-station': { severity: 'notice', params: ['station'] },
  'application.none': { severity: 'notice' },
  'application.file-unreadable': { severity: 'blocking', params: ['file'] },
  'application.file-signature': { severity: 'blocking', params: ['file'] },
  'application.file-other': { severity: 'blocking', params: ['file'] },
  'application.decision-line': { severity: 'blocking', params: ['line'] },
});
