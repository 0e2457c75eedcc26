import { family } from './problem.ts';

/** Problems of finger images and templates that a person named on the command line. `file` is a file's name. */
export const fingerprint = family({
  'fingerprint.unknown-kind': { severity: 'blocking', params: ['file'] },
  'fingerprint.truncated': { severity: 'blocking', params: ['file'] },
  'fingerprint.too-large': { severity: 'blocking', params: ['file'] },
  'fingerprint.unsupported': { severity: 'blocking', params: ['file'] },
  'fingerprint.damaged': { severity: 'blocking', params: ['file'] },
  'fingerprint.empty': { severity: 'blocking', params: ['file'] },
  'fingerprint.resolution': { severity: 'blocking', params: ['file'] },
  'fingerprint.image-needed': { severity: 'blocking', params: ['file'] },
  'fingerprint.manifest': { severity: 'blocking', params: ['file', 'line'] },
  'fingerprint.nobody': { severity: 'blocking' },
  'fingerprint.interrupted': { severity: 'blocking' },
});
