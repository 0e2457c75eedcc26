import { family } from './problem.ts';

/** Why a slip cannot be printed in the printer's own letters. `letter` is one character of our own texts. */
export const printerText = family({
  'printer-text.no-page': { severity: 'warning', params: ['model'] },
  'printer-text.no-letter': { severity: 'warning', params: ['letter'] },
});
