import { family } from './problem.ts';

/**
 * Problems of what is plugged in where. `port` is a configured path, `usb` a vendor and product (`1a86:7523`).
 */
export const port = family({
  'port.ambiguous': { severity: 'blocking', params: ['usb', 'count'] },
  'port.printer-answers': { severity: 'blocking', params: ['port'] },
  'port.document-reader-answers': { severity: 'blocking', params: ['port'] },
});
