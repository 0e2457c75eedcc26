import { family } from './problem.ts';

/** Problems of recording what passes on a device's wire. */
export const recording = family({
  'recording.no-wire': { severity: 'notice' },
  'recording.training-only': { severity: 'blocking' },
  'recording.none': { severity: 'notice' },
});
