import { family } from './problem.ts';

/** Problems of people and what they may do. */
export const access = family({
  /** `person`: whose code it is, as the package names her: two may have typed theirs. */
  'access.wrong-code': { severity: 'blocking', params: ['person', 'left'] },
  'access.wait': { severity: 'blocking', params: ['person', 'seconds'] },
  'access.locked': { severity: 'blocking', params: ['person'] },
  'access.unknown-person': { severity: 'blocking' },
  'access.not-allowed': { severity: 'blocking' },
  'access.approvers-missing': { severity: 'blocking', params: ['needed'] },
  'access.approvers-same': { severity: 'blocking' },
  'access.approver-role': { severity: 'blocking' },
  'access.next-operator': { severity: 'blocking' },
  'access.duty-missing': { severity: 'blocking' },
  'access.duty-unfilled': { severity: 'blocking' },
});
