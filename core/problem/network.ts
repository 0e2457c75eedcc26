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
  'network.server-stops': { severity: 'warning' },
});
