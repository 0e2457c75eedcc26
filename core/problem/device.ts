import { family } from './problem.ts';

/**
 * Problems of peripherals: fingerprint sensor, document reader, receipt printer.
 * A code names its device, so that the words can name it too; `port` is a configured path, never personal data.
 */
export const device = family({
  'device.fingerprint-missing': { severity: 'blocking' },
  'device.fingerprint-silent': { severity: 'blocking' },
  'device.fingerprint-wrong-answer': { severity: 'blocking', params: ['port'] },
  'device.fingerprint-locked': { severity: 'blocking' },
  'device.fingerprint-setting-refused': { severity: 'warning' },
  'device.finger-timeout': { severity: 'notice' },
  'device.finger-image-broken': { severity: 'warning' },
  'device.document-missing': { severity: 'blocking' },
  'device.document-unreadable': { severity: 'notice' },
  /** A scanner sends reports of another layout than `layout`, which is configured. */
  'device.document-other-layout': { severity: 'warning', params: ['layout'] },
  'device.printer-missing': { severity: 'blocking' },
  'device.printer-silent': { severity: 'blocking' },
  'device.printer-wrong-answer': { severity: 'blocking', params: ['port'] },
  'device.printer-offline': { severity: 'blocking' },
  'device.printer-unplugged': { severity: 'blocking' },
  'device.printer-fault': { severity: 'blocking' },
  'device.printer-hot': { severity: 'warning' },
  'device.paper-out': { severity: 'blocking' },
  'device.paper-near-end': { severity: 'warning' },
  'device.cover-open': { severity: 'blocking' },
  'device.cutter-jam': { severity: 'blocking' },
  'device.print-unconfirmed': { severity: 'blocking' },
  'device.port-refused': { severity: 'blocking', params: ['port'] },
  'device.list-unavailable': { severity: 'warning', params: ['part'] },
  /** Whoever keeps the list did not answer in time; `part`: the program or service. */
  'device.list-late': { severity: 'warning', params: ['part'] },
  /** What a technician wanted cannot be: the last of its kind taken away, or a place that is no place. */
  'device.setup-refused': { severity: 'notice' },
  'device.host-restarting': { severity: 'notice' },
  /** It was opened anew, and has not said anything yet. */
  'device.still-opening': { severity: 'notice' },
  'device.restart-needed': { severity: 'blocking' },
  'device.cancelled': { severity: 'notice' },
});
