import { chmodSync, chownSync, lchownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { replaceText } from '../storage/whole-file.ts';
import type { BallotConfig } from './config.ts';

/** No account has this number: nobody can sign in as it, and nothing else belongs to it. */
export const BALLOT_USER = 64_201;

/** Where the ballot zone of a kiosk lives. */
export interface BallotFolders {
  readonly folder: string;
  readonly stateDir: string;
  readonly hatch: string;
}

/**
 * Beside the identification zone's own folder, never in it.
 * @param identification that folder
 */
export function ballotFolders(identification: string): BallotFolders {
  const folder = `${identification}-ballot`;
  return { folder, stateDir: join(folder, 'zone'), hatch: join(folder, 'hatch') };
}

/**
 * Makes the folders of a ballot zone, as far as they are not there, and writes how it is put together: last, for the house
 * starts the zone where that file is.
 * @param user as whom the zone runs; null: as whoever runs the house, who is not root and cannot choose
 */
export function makeBallotHouse(
  { folder, stateDir, hatch }: BallotFolders,
  config: Omit<BallotConfig, 'hatch'>,
  user: number | null,
): void {
  for (const one of [stateDir, join(hatch, 'in'), join(hatch, 'out')]) mkdirSync(one, { recursive: true });
  chmodSync(stateDir, 0o700);
  if (user !== null) {
    // Its folders are closed themselves; the way to them is not.
    chmodSync(folder, 0o711);
    chmodSync(hatch, 0o711);
    for (const own of [stateDir, join(hatch, 'out')]) chownSync(own, user, user);
    // What is written there belongs to the group of the ballot zone, which may read it.
    chownSync(join(hatch, 'in'), 0, user);
    chmodSync(join(hatch, 'in'), 0o2750);
  }
  const file = join(stateDir, 'ballot.json');
  const whole: BallotConfig = { ...config, hatch };
  replaceText(file, `${JSON.stringify(whole, null, 2)}\n`);
  // The folder is the zone's already: what it may have laid there instead of the file stays whose it is.
  if (user !== null) lchownSync(file, user, user);
}
