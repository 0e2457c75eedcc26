import { family } from './problem.ts';

/** Problems of the station's day: what is asked at opening and close, and copies of slips. */
export const day = family({
  'day.copy-unknown': { severity: 'warning' },
  'day.copy-not-drawn': { severity: 'warning' },
  'day.too-many-copies': { severity: 'blocking', params: ['most'] },
  'day.seals-needed': { severity: 'warning', params: ['count'] },
  'day.list-needed': { severity: 'warning' },
  'day.list-differs': { severity: 'warning' },
  'day.list-words-needed': { severity: 'blocking' },
  'day.device-undecided': { severity: 'warning', params: ['device'] },
  'day.device-there': { severity: 'notice', params: ['device'] },
  'day.without-device': { severity: 'warning', params: ['device'] },
  'day.late': { severity: 'warning', params: ['time'] },
  'day.late-reason': { severity: 'blocking', params: ['time'] },
  'day.opening-unfinished': { severity: 'blocking' },
  'day.inside-needed': { severity: 'blocking' },
  'day.question-open': { severity: 'warning' },
  'day.questions-open': { severity: 'blocking' },
  'day.difference': { severity: 'warning', params: ['people', 'own'] },
  'day.difference-told': { severity: 'warning', params: ['people', 'own'] },
  'day.difference-reason': { severity: 'blocking', params: ['people', 'own'] },
  'day.not-asked': { severity: 'notice' },
  'day.seal-number': { severity: 'blocking' },
});
