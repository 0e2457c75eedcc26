import { family } from './problem.ts';

/** Problems of people and what they may do. */
export const access = family({
  'access.wrong-code': { severity: 'blocking', params: ['left'] },
  'access.wait': { severity: 'blocking', params: ['seconds'] },
  'access.locked': { severity: 'blocking' },
  'access.unknown-person': { severity: 'blocking' },
  'access.not-allowed': { severity: 'blocking' },
  'access.approvers-missing': { severity: 'blocking', params: ['needed'] },
  'access.approvers-same': { severity: 'blocking' },
  'access.approver-role': { severity: 'blocking' },
});
