import { family } from './problem.ts';

/**
 * Problems of the network between kiosks. Voters are served all the same: what a kiosk does while it sees no other is policy.
 * `at` is an address or a port of this machine.
 */
export const network = family({
  /** The package in force certifies no devices: it was made before there was a network. */
  'network.no-certificates': { severity: 'warning' },
  'network.no-server': { severity: 'warning' },
  'network.port-taken': { severity: 'warning', params: ['at'] },
  /** The kiosk is to be reached at an address that this machine does not have, or may not use. */
  'network.no-address': { severity: 'warning', params: ['at'] },
  /** What was scanned or typed invites nobody. */
  'network.no-invitation': { severity: 'blocking' },
  /** The camera has looked for two minutes, and there was no code of a kiosk that invites. */
  'network.no-code-seen': { severity: 'blocking' },
  /** This kiosk has no network to invite into, or to call by. */
  'network.not-joined': { severity: 'blocking' },
  'network.nobody-there': { severity: 'blocking', params: ['at'] },
  /** The kiosk that answers has another package than the one that invited. */
  'network.other-digits': { severity: 'blocking' },
  'network.other-station': { severity: 'blocking', params: ['station'] },
  'network.server-stops': { severity: 'warning' },
});
