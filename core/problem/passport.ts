import { family } from './problem.ts';

/** Problems of the passport of a kit. `file` is a file name. */
export const passport = family({
  'passport.unreadable': { severity: 'notice', params: ['file'] },
  'passport.bad-signature': { severity: 'warning', params: ['file'] },
  'passport.file-changed': { severity: 'notice', params: ['file'] },
  'passport.nothing-new': { severity: 'notice' },
  'passport.serial': { severity: 'notice' },
});
