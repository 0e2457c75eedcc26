import { family } from './problem.ts';

/**
 * Problems of the chip in an e-ID or e-passport and of its reader. `part`: what is missing on this computer, by the
 * name under which it is installed.
 */
export const chip = family({
  'chip.addon-missing': { severity: 'warning', params: ['part'] },
  'chip.service-missing': { severity: 'warning' },
  'chip.reader-missing': { severity: 'warning' },
  'chip.no-card': { severity: 'notice' },
  'chip.removed': { severity: 'notice' },
  'chip.silent': { severity: 'warning' },
  'chip.busy': { severity: 'warning' },
  'chip.access-wrong': { severity: 'notice' },
  'chip.zone-needed': { severity: 'notice' },
  'chip.no-document': { severity: 'notice' },
  'chip.unknown-protocol': { severity: 'notice' },
  'chip.unreadable': { severity: 'notice' },
  /** What was read is not what the issuer signed. */
  'chip.not-genuine': { severity: 'blocking' },
  /** Signed, but by nobody on this election's list. */
  'chip.authority-unknown': { severity: 'warning' },
});
