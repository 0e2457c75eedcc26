import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BALLOT_USER, ballotFolders, makeBallotHouse } from '../main/ballot/house.ts';
import { root } from './say.ts';

/** Where the ballot zone of the demo lives, beside the identification zone's own folder and never in it. */
export interface BallotHouse {
  readonly stateDir: string;
  /** Folder of the files that cross. */
  readonly hatch: string;
  /** Serial port of its box. */
  readonly port: string;
  /** Number of the OS user as whom it runs; null: whoever starts the demo, who may not choose. */
  readonly user: number | null;
}

/** Of one sitting; with the copy that is drawn after the close less than 70 MB. */
const SIZE = { capacity: 2_000, slotBytes: 16_384 } as const;

/**
 * Makes the folders of the ballot zone, as far as they are not there yet.
 * @param beside the identification zone's folder
 */
export function ballotHouse(beside: string): BallotHouse {
  const folders = ballotFolders(beside);
  const port = join(folders.folder, 'devices', 'box');
  const user = canChooseUser() ? BALLOT_USER : null;
  mkdirSync(dirname(port), { recursive: true });
  makeBallotHouse(folders, { reader: { path: port, scanner: null }, printer: null, feeder: null, ...SIZE }, user);
  // The way to it leads through whatever folder the demo was given.
  if (user !== null) chmodSync(dirname(folders.folder), 0o711);
  return { stateDir: folders.stateDir, hatch: folders.hatch, port, user };
}

/** Whether a process of that user can be started here, and finds its program: it is tried, for root itself may be confined. */
function canChooseUser(): boolean {
  if (process.getuid?.() !== 0) return false;
  const args = ['-e', 'require("node:fs").readFileSync(process.argv[1])', join(root, 'main/ballot/main.ts')];
  return spawnSync(process.execPath, args, { uid: BALLOT_USER, gid: BALLOT_USER }).status === 0;
}
