import { family } from './problem.ts';

/** Keeping the records, handing the station over, emptying the device. */
export const afterwards = family({
  /** What a retention copy cannot count on: no file system of its own, in an official election. */
  'afterwards.not-a-medium': { severity: 'blocking' },
  'afterwards.copy-bad': { severity: 'blocking', params: ['file'] },
  'afterwards.copies-missing': { severity: 'blocking', params: ['have', 'wanted'] },
  'afterwards.act-refused': { severity: 'blocking', params: ['field'] },
  /** Of the commission's order to empty this device. */
  'afterwards.order-unreadable': { severity: 'blocking' },
  'afterwards.order-not-signed': { severity: 'blocking' },
  'afterwards.order-other': { severity: 'blocking', params: ['field', 'value'] },
  'afterwards.order-used': { severity: 'blocking' },
});
