import { family } from './problem.ts';

/**
 * Problems of the ballot box and of feeding sheets. `port` is the configured address, `version` the protocol that the
 * box speaks, `why` a refusal as docs/ballot-box-protocol.md names it, `expected` and `fed` are numbers of sheets.
 */
export const ballotReader = family({
  'ballot-reader.missing': { severity: 'blocking' },
  'ballot-reader.silent': { severity: 'blocking' },
  'ballot-reader.wrong-answer': { severity: 'blocking', params: ['port'] },
  'ballot-reader.other-version': { severity: 'blocking', params: ['version'] },
  /** It was without power for a moment: what it held is looked at anew. */
  'ballot-reader.lost-power': { severity: 'notice' },
  'ballot-reader.jammed-front': { severity: 'blocking' },
  'ballot-reader.jammed-middle': { severity: 'blocking' },
  'ballot-reader.jammed-gate': { severity: 'blocking' },
  'ballot-reader.jammed-back': { severity: 'blocking' },
  'ballot-reader.cover-open': { severity: 'blocking' },
  'ballot-reader.double-feed': { severity: 'notice' },
  'ballot-reader.bin-missing': { severity: 'blocking' },
  'ballot-reader.bin-full': { severity: 'blocking' },
  'ballot-reader.bin-nearly-full': { severity: 'warning' },
  'ballot-reader.refused': { severity: 'blocking', params: ['why'] },
  'ballot-reader.timed-out': { severity: 'blocking' },
  /** A picture that did not come whole. */
  'ballot-reader.page-broken': { severity: 'warning' },
  /** The ballot that was read could not be written down. */
  'ballot-reader.not-kept': { severity: 'blocking' },
  /** Paper in the path that the motor does not bring out. */
  'ballot-reader.paper-left': { severity: 'blocking' },
  /** Nobody but a person who looks can tell where the last sheet is. */
  'ballot-reader.sheet-unclear': { severity: 'blocking' },
  /** Another box than the one that holds the last sheet. */
  'ballot-reader.other-box': { severity: 'blocking' },
  'ballot-reader.count-differs': { severity: 'blocking', params: ['expected', 'fed'] },
});
