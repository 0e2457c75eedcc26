import { family } from './problem.ts';

/**
 * Ballots: what the commission has defined, and what is printed of it. `over` is millimetres, `style` the id of a form of
 * the ballot in the definition, `file` one with choices that were sealed to the centre.
 */
export const ballot = family({
  'ballot.no-papers': { severity: 'blocking' },
  'ballot.unknown-style': { severity: 'blocking', params: ['style', 'styles'] },
  'ballot.too-long': { severity: 'blocking', params: ['style', 'layout', 'over'] },
  'ballot.too-wide': { severity: 'blocking', params: ['style', 'layout', 'part', 'over'] },
  'ballot.sealed-election': { severity: 'blocking', params: ['file', 'election'] },
  'ballot.sealed-signature': { severity: 'blocking', params: ['file', 'device'] },
  'ballot.sealed-key': { severity: 'blocking', params: ['file'] },
});
