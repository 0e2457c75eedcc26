import { family } from './problem.ts';

/** Problems of files and databases on this device. `file` is a file name, `room` the part of the program that keeps tables. */
export const storage = family({
  'storage.wrong-key': { severity: 'blocking', params: ['file'] },
  'storage.damaged': { severity: 'blocking', params: ['file'] },
  'storage.missing': { severity: 'blocking', params: ['file'] },
  'storage.full': { severity: 'blocking', params: ['file'] },
  'storage.failed': { severity: 'blocking', params: ['file'] },
  'storage.newer': { severity: 'blocking', params: ['room'] },
  'storage.in-use': { severity: 'blocking' },
  'storage.changed-on-medium': { severity: 'blocking', params: ['file'] },
});
