import { family } from './problem.ts';

/** Problems of the second display. A voter is served without it: it is told to the technician and stops nobody. */
export const display = family({
  /** The computer sees one screen only. */
  'display.missing': { severity: 'warning' },
  /** It is there, and its window does not show anything. */
  'display.page-silent': { severity: 'warning' },
  /** No window of it is open, and nobody knows what screens there are: the kiosk runs in a browser. */
  'display.no-window': { severity: 'warning' },
});
