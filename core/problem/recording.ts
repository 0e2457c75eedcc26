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
  /** Of a protocol that no driver of this version speaks over a wire. */
  'recording.no-driver': { severity: 'notice', params: ['protocol'] },
  /** Played to its driver: it wrote something else than then. `line` of the file, counted from 1. */
  'recording.differs': { severity: 'notice', params: ['line'] },
});
