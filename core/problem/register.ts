import { family } from './problem.ts';

/** Problems of the register in use. */
export const register = family({
  'register.missing': { severity: 'blocking' },
  'register.damaged': { severity: 'blocking' },
  'register.index-damaged': { severity: 'warning' },
});
