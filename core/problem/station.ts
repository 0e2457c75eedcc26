import { family } from './problem.ts';

/** Problems of the sitting and of a voter's way that are not a device's, a package's or the journal's. */
export const station = family({
  'station.no-register': { severity: 'blocking' },
  'station.pin-shape': { severity: 'notice', params: ['digits'] },
  'station.number-unknown': { severity: 'notice', params: ['number'] },
  'station.document-unknown': { severity: 'notice' },
  'station.document-of-none': { severity: 'notice' },
  'station.name-unknown': { severity: 'notice' },
  'station.clock-behind': { severity: 'blocking', params: ['seconds'] },
  'station.journal-differs': { severity: 'blocking', params: ['line'] },
  'station.locked': { severity: 'blocking' },
  'station.not-unlocked': { severity: 'blocking' },
  'station.not-zero': { severity: 'blocking', params: ['counter', 'value'] },
  'station.clock-off': { severity: 'blocking', params: ['date'] },
  'station.wrong-date': { severity: 'warning', params: ['date'] },
  'station.open-reservations': { severity: 'blocking', params: ['count'] },
  'station.voter-in-progress': { severity: 'blocking' },
  'station.not-balanced': { severity: 'blocking', params: ['line'] },
  'station.shift-slip': { severity: 'warning', params: ['shift'] },
  'station.duty-person': { severity: 'blocking' },
  'station.duties-unfilled': { severity: 'warning', params: ['count'] },
  'station.reason': { severity: 'blocking' },
  'station.busy': { severity: 'notice' },
  'station.nothing-to-do': { severity: 'notice' },
  'station.wrong-receipt': { severity: 'blocking', params: ['receipt'] },
  /** What an official sitting is not opened with, see core/election/readiness.ts. */
  'station.demo-election': { severity: 'blocking' },
  'station.demo-commission-key': { severity: 'blocking' },
  'station.default-code': { severity: 'blocking', params: ['person'] },
  'station.simulated-device': { severity: 'blocking', params: ['device'] },
  'station.device-not-registered': { severity: 'blocking', params: ['device'] },
  'station.before-finish-time': { severity: 'blocking', params: ['time'] },
  'station.interrupted': { severity: 'warning', params: ['receipt'] },
  /** What the zone has died of three times running is not tried again by itself. */
  'station.document-set-aside': { severity: 'warning' },
  'station.package-set-aside': { severity: 'blocking' },
  'station.register-set-aside': { severity: 'blocking' },
  /** Noticed where the policy asks for it: for people to look at, in nobody's way. */
  'station.same-finger': { severity: 'warning', params: ['receipt', 'earlier'] },
  /** Of a search by finger, where the policy has it. */
  'station.search-used-up': { severity: 'notice', params: ['looks'] },
  'station.search-failed': { severity: 'warning' },
  /** Some of those admitted before were not looked at; told by the log alone. */
  'station.same-finger-missed': { severity: 'warning' },
  'station.target-gone': { severity: 'blocking' },
  'station.turnout-unknown': { severity: 'blocking', params: ['time'] },
  'station.turnout-early': { severity: 'notice', params: ['time'] },
  'station.turnout-recorded': { severity: 'notice', params: ['time'] },
});
