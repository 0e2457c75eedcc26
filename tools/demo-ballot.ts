import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BallotConfig } from '../main/ballot/config.ts';
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

/** No account has this number: nobody can sign in as it, and nothing else belongs to it. */
const BALLOT_USER = 64_201;
/** Of one sitting; with the copy that is drawn after the close less than 70 MB. */
const SIZE = { capacity: 2_000, slotBytes: 16_384 } as const;

/**
 * Makes the folders of the ballot zone, as far as they are not there yet.
 * @param beside the identification zone's folder
 */
export function ballotHouse(beside: string): BallotHouse {
  const folder = `${beside}-ballot`;
  const stateDir = join(folder, 'zone');
  const hatch = join(folder, 'hatch');
  const port = join(folder, 'devices', 'box');
  const user = canChooseUser() ? BALLOT_USER : null;
  for (const one of [stateDir, join(hatch, 'in'), join(hatch, 'out'), dirname(port)])
    mkdirSync(one, { recursive: true });
  const config: BallotConfig = { reader: { path: port, scanner: null }, printer: null, feeder: null, ...SIZE, hatch };
  writeFileSync(join(stateDir, 'ballot.json'), `${JSON.stringify(config, null, 2)}\n`);
  chmodSync(stateDir, 0o700);
  if (user !== null) {
    // Its folders are closed themselves; the way to them is not.
    chmodSync(dirname(folder), 0o711);
    for (const own of [stateDir, join(hatch, 'out')]) chownSync(own, user, user);
    // What is written there belongs to the group of the ballot zone, which may read it.
    chownSync(join(hatch, 'in'), 0, user);
    chmodSync(join(hatch, 'in'), 0o2750);
  }
  return { stateDir, hatch, port, user };
}

/** Whether a process of that user can be started here, and finds its program: it is tried, for root itself may be confined. */
function canChooseUser(): boolean {
  if (process.getuid?.() !== 0) return false;
  const args = ['-e', 'require("node:fs").readFileSync(process.argv[1])', join(root, 'main/ballot/main.ts')];
  return spawnSync(process.execPath, args, { uid: BALLOT_USER, gid: BALLOT_USER }).status === 0;
}
