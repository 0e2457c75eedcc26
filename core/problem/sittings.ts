import { family } from './problem.ts';

/**
 * Problems of the several sittings of one station. `sitting` is its name in the journal, `date` its day; of a list or a
 * file only the line is told, never what stands in it.
 */
export const sittings = family({
  'sittings.not-to-come': { severity: 'notice', params: ['sitting'] },
  'sittings.copies-open': { severity: 'notice', params: ['count'] },
  'sittings.closed-receipt': { severity: 'notice', params: ['receipt', 'sitting'] },
  /** Outside the room. */
  'sittings.no-ballots': { severity: 'blocking' },
  'sittings.too-many-boxes': { severity: 'notice', params: ['boxes'] },
  'sittings.seal-twice': { severity: 'notice', params: ['seal'] },
  'sittings.ballots-open': { severity: 'blocking' },
  'sittings.ballots-reason': { severity: 'blocking', params: ['handed', 'receipts', 'missing'] },
  'sittings.ballots-differ': { severity: 'warning', params: ['handed', 'receipts', 'missing', 'reason'] },
  'sittings.not-outside': { severity: 'notice' },
  'sittings.applicants-line': { severity: 'blocking', params: ['line'] },
  'sittings.applicant-unknown': { severity: 'blocking', params: ['line'] },
  'sittings.applicant-listed': { severity: 'notice' },
  'sittings.applicant-shape': { severity: 'notice' },
  'sittings.not-listed': { severity: 'notice' },
  /** What comes from the other kiosks. */
  'sittings.not-arrived': { severity: 'blocking', params: ['date', 'arrived', 'awaited'] },
  'sittings.opens-without': { severity: 'warning', params: ['date', 'arrived', 'awaited'] },
  'sittings.not-awaited': { severity: 'warning', params: ['date', 'reason'] },
  'sittings.nothing-held': { severity: 'notice' },
  'sittings.file-not-read': { severity: 'blocking', params: ['line'] },
  'sittings.file-not-outside': { severity: 'blocking' },
  'sittings.own-file': { severity: 'notice' },
  'sittings.nothing-new': { severity: 'notice' },
  'sittings.other-history': { severity: 'blocking', params: ['device'] },
  'sittings.admitted-twice': { severity: 'warning', params: ['count'] },
  'sittings.no-batch': { severity: 'notice', params: ['batch'] },
});
