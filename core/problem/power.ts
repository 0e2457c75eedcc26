import { family } from './problem.ts';

/**
 * Problems of mains, battery and the uninterruptible power supply. `ups` and `address` are configured names, never
 * personal data.
 */
export const power = family({
  'power.on-battery': { severity: 'warning' },
  'power.low': { severity: 'blocking' },
  'power.stopping': { severity: 'blocking' },
  'power.not-noticed': { severity: 'warning' },
  'power.battery-worn': { severity: 'warning' },
  'power.overload': { severity: 'warning' },
  'power.not-said': { severity: 'warning' },
  'power.ups-silent': { severity: 'warning' },
  'power.service-missing': { severity: 'warning', params: ['address'] },
  'power.service-wrong-answer': { severity: 'warning', params: ['address'] },
  'power.service-refused': { severity: 'warning', params: ['address', 'reason'] },
  'power.no-such-ups': { severity: 'warning', params: ['ups', 'address'] },
  'power.no-supply': { severity: 'warning' },
});
