import { family } from './problem.ts';

/**
 * Problems of the files in which ballots are kept. `capacity` is how many ballots fit, `expected` and `found` are numbers of
 * ballots, `kind` is the kind of the disk's file system.
 */
export const ballotStore = family({
  'ballot-store.full': { severity: 'blocking', params: ['capacity'] },
  'ballot-store.count-differs': { severity: 'blocking', params: ['expected', 'found'] },
  'ballot-store.file-system': { severity: 'blocking', params: ['kind'] },
  'ballot-store.disk-journal': { severity: 'warning', params: ['kind'] },
});
