import { family } from './problem.ts';

/** Problems of the ballot zone's day: what has to come before what, and what does not fit together. */
export const ballotZone = family({
  /** The identification zone has not handed over a package yet. */
  'ballot-zone.no-package': { severity: 'blocking' },
  /** What was asked comes at another step of the day. */
  'ballot-zone.not-now': { severity: 'blocking' },
  'ballot-zone.reader-missing': { severity: 'blocking' },
  'ballot-zone.box-unassigned': { severity: 'blocking' },
  'ballot-zone.test-due': { severity: 'warning' },
  'ballot-zone.test-differs': { severity: 'blocking', params: ['numbers'] },
  'ballot-zone.zero-due': { severity: 'warning' },
  /** Opening only at zero. */
  'ballot-zone.not-empty': { severity: 'blocking', params: ['sheets'] },
  'ballot-zone.sheet-in-path': { severity: 'blocking' },
  'ballot-zone.to-decide': { severity: 'warning', params: ['sheets'] },
  'ballot-zone.protocol-unfinished': { severity: 'warning', params: ['protocols'] },
  'ballot-zone.not-balanced': { severity: 'blocking', params: ['ratios'] },
  'ballot-zone.numbers-missing': { severity: 'blocking', params: ['numbers'] },
  'ballot-zone.counts-differ': { severity: 'blocking', params: ['numbers'] },
  /** A recount does not come to the numbers of the count, and nobody has said why. */
  'ballot-zone.recount-differs': { severity: 'blocking', params: ['numbers'] },
  /** Other numbers stand in the protocol than those that were looked at before the signatures. */
  'ballot-zone.numbers-changed': { severity: 'blocking' },
  'ballot-zone.already-signed': { severity: 'blocking' },
  /** More sheets than ballots were handed out or voters admitted: it can annul the station. */
  'ballot-zone.too-many-sheets': { severity: 'warning', params: ['sheets', 'most'] },
  /** The package in force was imported before there was a ballot zone, or what it gets of it is gone. */
  'ballot-zone.package-not-kept': { severity: 'warning' },
  /** Another package defines other ballots than those that are in the box. */
  'ballot-zone.other-ballots': { severity: 'blocking' },
  /** It has not answered since the stage of the station changed, or ever. */
  'ballot-zone.absent': { severity: 'warning' },
  /** Its process has died, and has not come back yet. */
  'ballot-zone.gone': { severity: 'warning' },
  /** It was decided to open with an ordinary box. */
  'ballot-zone.ordinary-box': { severity: 'notice' },
  /** Something that its own window says in numbers. */
  'ballot-zone.waits': { severity: 'warning' },
  /** A file that came out of it is not the one that it named. */
  'ballot-zone.file-changed': { severity: 'warning', params: ['file'] },
  /** A sheet that is to be scanned for the results file is no page that this zone has printed in this sitting. */
  'ballot-zone.page-unknown': { severity: 'notice' },
  'ballot-zone.unknown-sheet': { severity: 'notice' },
  'ballot-zone.too-few-to-show': { severity: 'notice', params: ['least'] },
});
