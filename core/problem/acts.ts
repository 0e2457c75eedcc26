import { family } from './problem.ts';

/** Problems of the commission's acts. */
export const acts = family({
  'acts.due': { severity: 'warning', params: ['count'] },
  'acts.needed': { severity: 'blocking', params: ['count'] },
});
