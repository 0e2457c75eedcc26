import { family } from './problem.ts';

/** Problems of a camera. `camera` is the configured place, `part` a Debian package, `reason` a word of its program. */
export const camera = family({
  'camera.missing': { severity: 'warning', params: ['camera'] },
  'camera.access-denied': { severity: 'warning', params: ['camera'] },
  'camera.busy': { severity: 'warning' },
  'camera.silent': { severity: 'warning' },
  /** What came is no picture, or in a form that is not known. */
  'camera.picture-broken': { severity: 'warning' },
  'camera.part-missing': { severity: 'warning', params: ['part'] },
  'camera.fault': { severity: 'warning', params: ['reason'] },
});
