import { join } from 'node:path';
import type { Election } from '../../core/election/election.ts';
import { demoElection } from './voters.ts';

/** The demonstration's ballots where the kiosk prints those of its own list. */
export const printedAtHome = (): Pick<Election, 'ballots'> => ({
  ballots: demoElection().ballots.map((one) => ({ ...one, medium: { ...one.medium, home: 'printed' } })),
});

/** Socket of the simulated print service of the ballots. @param devices where the devices' ports appear */
export const ballotsSocket = (devices: string): string => join(devices, 'ballots.sock');

/** The printer of the ballots among a kiosk's devices. */
export const ballotsDevice = (devices: string) =>
  ({ id: 'ballots', driver: 'cups', at: `ballots@${ballotsSocket(devices)}`, simulated: true }) as const;
