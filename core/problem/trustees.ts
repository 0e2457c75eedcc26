import { family } from './problem.ts';

/** Problems of the trustees of electronic ballots: their ceremony, their media, and the opening of a board. */
export const trustees = family({
  'trustees.table': { severity: 'blocking' },
  'trustees.table-taken': { severity: 'blocking' },
  'trustees.seat': { severity: 'blocking', params: ['index'] },
  'trustees.missing': { severity: 'blocking', params: ['names'] },
  'trustees.message': { severity: 'blocking', params: ['names'] },
  'trustees.words': { severity: 'blocking' },
  'trustees.again': { severity: 'blocking' },
  'trustees.cheater': { severity: 'blocking', params: ['name', 'by'] },
  'trustees.complaint-false': { severity: 'blocking', params: ['name', 'against'] },
  'trustees.medium': { severity: 'blocking' },
  'trustees.medium-taken': { severity: 'blocking' },
  'trustees.medium-other': { severity: 'blocking' },
  'trustees.passphrase': { severity: 'blocking' },
  'trustees.passphrase-short': { severity: 'blocking', params: ['least'] },
  'trustees.board': { severity: 'blocking', params: ['count', 'where', 'rule'] },
  'trustees.small': { severity: 'blocking', params: ['style', 'ballots', 'minimum'] },
  'trustees.decision': { severity: 'blocking', params: ['style'] },
  'trustees.sum-differs': { severity: 'blocking', params: ['style'] },
  'trustees.shares': { severity: 'blocking', params: ['file'] },
  'trustees.few': { severity: 'blocking', params: ['style', 'count', 'threshold', 'names'] },
});
