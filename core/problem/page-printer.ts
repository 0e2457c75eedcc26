import { family } from './problem.ts';

/** Problems of the page printer (A4) behind CUPS. `queue` is the configured name of the queue. */
export const pagePrinter = family({
  'page-printer.not-set-up': { severity: 'blocking' },
  'page-printer.unconfirmed': { severity: 'blocking' },
  'page-printer.service-missing': { severity: 'warning' },
  'page-printer.service-refused': { severity: 'warning', params: ['reason'] },
  'page-printer.no-such-queue': { severity: 'warning', params: ['queue'] },
  'page-printer.stopped': { severity: 'blocking', params: ['queue'] },
  'page-printer.refusing': { severity: 'blocking', params: ['queue'] },
  'page-printer.unreachable': { severity: 'blocking', params: ['queue'] },
  'page-printer.paper-out': { severity: 'blocking' },
  'page-printer.paper-low': { severity: 'warning' },
  'page-printer.jam': { severity: 'blocking' },
  'page-printer.cover-open': { severity: 'blocking' },
  'page-printer.toner-out': { severity: 'blocking' },
  'page-printer.toner-low': { severity: 'warning' },
  'page-printer.fault': { severity: 'blocking', params: ['reason'] },
  'page-printer.job-failed': { severity: 'blocking' },
  'page-printer.job-late': { severity: 'blocking' },
  'page-printer.job-lost': { severity: 'blocking' },
  'page-printer.not-printable': { severity: 'blocking' },
});
