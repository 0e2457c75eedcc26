import { family } from './problem.ts';

/** Problems of peripherals: fingerprint sensor, document reader, receipt printer. */
export const device = family({
  'device.missing': { severity: 'blocking', params: ['device'] },
});
