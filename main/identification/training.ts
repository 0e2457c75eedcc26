import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceKeys } from '../access/keys.ts';
import { syncFolder } from '../access/keys-file.ts';
import { copyKeyName, paperRoadKeyName } from './copy/keys.ts';
import { journalName } from './store.ts';

/** A training that has left a journal on this device. */
export interface Training {
  readonly election: string;
  readonly station: string;
}

/** Stations are named by digits, so the last hyphen parts them from the mode. */
const TRAINING_JOURNAL = /^journal-(?<election>.+)-training-(?<station>\d+)\.db(?:-wal|-shm)?$/;

/**
 * Destroys what every training but the one in force has left: first the key (without it the file is noise, also
 * where a medium keeps old blocks), then the files. Stopped half-way it is finished at the next call.
 * @param inForce name of the journal that is worked with
 * @returns the trainings that are gone now
 */
export function eraseTrainings(stateDir: string, keys: DeviceKeys, inForce: string): readonly Training[] {
  const gone = new Map<string, Training>();
  for (const file of readdirSync(stateDir)) {
    const { election, station } = TRAINING_JOURNAL.exec(file)?.groups ?? {};
    if (election === undefined || station === undefined) continue;
    const name = journalName({ election, mode: 'training', station });
    if (name === inForce) continue;
    keys.eraseDatabaseKey(name);
    keys.eraseDatabaseKey(copyKeyName(name));
    keys.eraseDatabaseKey(paperRoadKeyName(election, 'training'));
    rmSync(join(stateDir, file));
    gone.set(name, { election, station });
  }
  if (gone.size > 0) syncFolder(stateDir);
  return [...gone.values()];
}
