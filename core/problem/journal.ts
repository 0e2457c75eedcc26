import { family } from './problem.ts';

/**
 * Problems of the journal. The `journal.line-*` codes are the verifier's findings:
 * `line` counts the lines of the file from 1, `seq` is the number of the event that belongs there.
 */
export const journal = family({
  /** This device's own journal does not hold together: nothing may be written after it. */
  'journal.broken': { severity: 'blocking', params: ['seq'] },
  /** This device's own journal was there, and its file is not any more: none is begun in its place. */
  'journal.gone': { severity: 'blocking', params: ['file'] },
  'journal.line-changed': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-dropped': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-moved': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-forged': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-not-canonical': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-unknown-type': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-wrong-key': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-wrong-election': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-wrong-device': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-rewritten': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.rolled-back': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.truncated': { severity: 'blocking', params: ['line', 'seq'] },
  'journal.line-after-head': { severity: 'blocking', params: ['line', 'seq'] },
  /** A log was given as one that another goes on from, and that one says nothing of it. */
  'journal.not-continued': { severity: 'blocking', params: ['device'] },
  /** A receipt went out, and its attempt had identified nobody before; how many such there are. */
  'journal.not-identified': { severity: 'blocking', params: ['receipt', 'seq', 'count'] },
  /** Of a ballot that the kiosk printed it says what contradicts itself. */
  'journal.sheets': { severity: 'blocking', params: ['seq', 'fault', 'count'] },
  'journal.trust-unreadable': { severity: 'blocking', params: ['file'] },
  'journal.identity-differs': { severity: 'blocking' },
  'journal.clock-behind': { severity: 'warning', params: ['seconds'] },
});
