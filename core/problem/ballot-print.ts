import { family } from './problem.ts';

/**
 * Ballots that this kiosk prints for the voter at the desk. cancelled and not-out say what persons have told of a sheet,
 * and that the next one may be printed; outstanding: a printed ballot is not in the spoiled envelope yet; none-to-return:
 * no printed ballot of this receipt is with its voter; count-fits: people counted as many blank sheets as the account has.
 */
export const ballotPrint = family({
  'ballot-print.interrupted': { severity: 'warning' },
  'ballot-print.cancelled': { severity: 'notice' },
  'ballot-print.not-out': { severity: 'notice' },
  'ballot-print.no-printer': { severity: 'blocking' },
  'ballot-print.no-paper': { severity: 'blocking' },
  'ballot-print.unconfirmed': { severity: 'warning' },
  'ballot-print.outstanding': { severity: 'warning' },
  'ballot-print.none-to-return': { severity: 'warning', params: ['receipt'] },
  /** More ballots were handed out than receipts stand: it can annul the station. */
  'ballot-print.too-many-handed': { severity: 'warning', params: ['sheets', 'most'] },
  'ballot-print.count-fits': { severity: 'notice', params: ['sheets'] },
});
