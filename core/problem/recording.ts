import { family } from './problem.ts';

/** Problems of recording what passes on a device's wire. */
export const recording = family({
  'recording.no-wire': { severity: 'notice' },
  'recording.training-only': { severity: 'blocking' },
  'recording.none': { severity: 'notice' },
  /** Another one would be lost. */
  'recording.unsaved': { severity: 'notice', params: ['device'] },
  /** A file that is no recording, or none of a version that is known. */
  'recording.unreadable': { severity: 'notice', params: ['file'] },
});
