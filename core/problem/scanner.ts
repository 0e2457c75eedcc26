import { family } from './problem.ts';

/**
 * Problems of page scanners. `scanner` is the configured name or address, `part` a Debian package, `status` the number
 * by which the scanner or its program called what this catalogue does not know.
 */
export const scanner = family({
  'scanner.missing': { severity: 'blocking', params: ['scanner'] },
  'scanner.silent': { severity: 'blocking', params: ['scanner'] },
  'scanner.wrong-answer': { severity: 'blocking', params: ['scanner'] },
  'scanner.part-missing': { severity: 'blocking', params: ['part'] },
  'scanner.jammed': { severity: 'blocking' },
  'scanner.no-documents': { severity: 'notice' },
  'scanner.cover-open': { severity: 'blocking' },
  'scanner.busy': { severity: 'notice' },
  'scanner.stopped': { severity: 'blocking' },
  'scanner.io-error': { severity: 'blocking' },
  'scanner.out-of-memory': { severity: 'blocking' },
  'scanner.access-denied': { severity: 'blocking', params: ['scanner'] },
  /** Source, resolution or area that this scanner does not have. */
  'scanner.unsupported': { severity: 'blocking' },
  'scanner.timed-out': { severity: 'blocking' },
  /** What came is no whole image. */
  'scanner.page-broken': { severity: 'warning' },
  'scanner.no-zone': { severity: 'notice' },
  'scanner.unknown': { severity: 'blocking', params: ['status'] },
});
