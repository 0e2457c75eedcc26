import { family } from './problem.ts';

/** What the readiness report finds that nothing else tells: this machine, apart from its devices and its election. */
export const readiness = family({
  'readiness.disk-low': { severity: 'warning', params: ['free'] },
  'readiness.disk-nearly-full': { severity: 'blocking', params: ['free'] },
  'readiness.folder-open': { severity: 'warning', params: ['folder'] },
  'readiness.keys-in-file': { severity: 'warning' },
  'readiness.device-silent': { severity: 'warning', params: ['device'] },
  'readiness.simulated': { severity: 'warning', params: ['device'] },
  'readiness.no-voter-display': { severity: 'warning' },
  'readiness.report-changed': { severity: 'blocking', params: ['file'] },
  'readiness.clock-not-set': { severity: 'blocking', params: ['date'] },
});
