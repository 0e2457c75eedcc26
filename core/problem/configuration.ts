import { family } from './problem.ts';

/**
 * Problems of a kiosk's configuration that is carried from one to another, and of the standard kit. `file` is a file
 * name, `devices` names of devices in a kiosk, or kinds of them.
 */
export const configuration = family({
  'configuration.unreadable': { severity: 'blocking', params: ['file'] },
  'configuration.too-large': { severity: 'blocking', params: ['file', 'kilobytes'] },
  /** Too many codes for a scanner; a stick holds it. */
  'configuration.too-large-for-codes': { severity: 'notice' },
  'configuration.unsigned': { severity: 'blocking', params: ['file'] },
  'configuration.bad-signature': { severity: 'blocking', params: ['file'] },
  'configuration.other-version': { severity: 'blocking', params: ['file', 'version'] },
  /** What was shown is not what lies there now. */
  'configuration.file-changed': { severity: 'blocking', params: ['file'] },
  'configuration.place-open': { severity: 'blocking', params: ['devices'] },
  'configuration.nothing-new': { severity: 'notice' },
  'configuration.kit-unreadable': { severity: 'warning', params: ['kit'] },
  'configuration.kit-missing': { severity: 'blocking', params: ['kit', 'devices'] },
  'configuration.kit-differs': { severity: 'warning', params: ['kit', 'devices'] },
});
