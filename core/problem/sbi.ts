import { family } from './problem.ts';

/**
 * Problems of fingerprint scanners behind a service of their maker (MOSIP SBI). `port` and `ports` are of this machine;
 * `serial` is a scanner's serial number, `code` its own number of an error, `format` the name of a format.
 */
export const sbi = family({
  'sbi.service-missing': { severity: 'blocking', params: ['ports'] },
  'sbi.service-silent': { severity: 'blocking', params: ['port'] },
  'sbi.wrong-answer': { severity: 'blocking', params: ['port'] },
  'sbi.port-moved': { severity: 'notice', params: ['from', 'to'] },
  'sbi.no-scanner': { severity: 'blocking', params: ['port'] },
  'sbi.wrong-scanner': { severity: 'blocking', params: ['serial', 'expected'] },
  'sbi.not-ready': { severity: 'blocking' },
  'sbi.busy': { severity: 'warning' },
  'sbi.not-registered': { severity: 'blocking' },
  'sbi.tampered': { severity: 'blocking' },
  'sbi.capture-ended': { severity: 'notice' },
  'sbi.device-error': { severity: 'warning', params: ['code'] },
  'sbi.no-anchor': { severity: 'blocking' },
  /** A scanner cannot be put in its place before somebody has said whom to trust. */
  'sbi.anchors-needed': { severity: 'notice' },
  'sbi.certificate-untrusted': { severity: 'blocking' },
  'sbi.certificate-expired': { severity: 'blocking' },
  'sbi.signature-wrong': { severity: 'blocking' },
  'sbi.hash-wrong': { severity: 'blocking' },
  'sbi.answer-old': { severity: 'blocking', params: ['seconds'] },
  'sbi.wrong-transaction': { severity: 'blocking' },
  'sbi.other-request': { severity: 'blocking', params: ['field'] },
  'sbi.not-decrypted': { severity: 'blocking' },
  'sbi.image-format': { severity: 'blocking', params: ['format'] },
});
