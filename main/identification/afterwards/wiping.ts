import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { syncFolder } from '../../access/keys-file.ts';
import { invitedFolder } from '../configuration/invited.ts';
import { copyKeyName, paperRoadKeyName } from '../copy/keys.ts';
import { SYSTEM } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { arrivalsFolder } from '../packages/arrivals.ts';
import { registerFolder } from '../register/files.ts';
import { deviceKeyName } from '../register/keys.ts';
import { journalName, recordIn } from '../store.ts';
import { openWipe } from './wiped.ts';

/** Moments at which a test stops the work; each is a state in which the power may go. */
export type WipeStep = 'begun' | 'closed' | 'register-keys' | 'journal-keys' | 'register-files' | 'journal-files';

/** Registers that lie on this device, the one in force and what a killed import has left. */
export function registersOn(stateDir: string): readonly string[] {
  return [...new Set(readdirSync(registerFolder(stateDir)).map((file) => file.split('.')[0] ?? ''))];
}

/**
 * Finishes a wipe that the device's own journal says was begun: first every key of the election (without them its files are
 * noise, also where a medium keeps old blocks), then the files, then `wipe.done`. Stopped at any moment it is done again
 * from the beginning: what is gone already is gone.
 * @returns whether there was one to finish
 */
export function finishWipe(files: KioskFiles, at: (step: WipeStep) => void = () => {}): boolean {
  const begun = openWipe(files.own.db);
  if (begun === null) return false;
  const { keys, stateDir } = files;
  at('begun');
  files.letGo();
  at('closed');
  const registers = [...new Set([...begun.registers, ...registersOn(stateDir)])];
  for (const register of registers) keys.eraseDatabaseKey(deviceKeyName(register));
  at('register-keys');
  const modes = modesOf(begun);
  const journals = modes.map((mode) => journalName({ ...begun, mode }));
  const secrets = [
    ...journals,
    ...journals.map(copyKeyName),
    ...modes.map((mode) => paperRoadKeyName(begun.election, mode)),
  ];
  for (const secret of secrets) keys.eraseDatabaseKey(secret);
  at('journal-keys');
  const folder = registerFolder(stateDir);
  const lists = readdirSync(folder);
  for (const file of lists) rmSync(join(folder, file));
  syncFolder(folder);
  at('register-files');
  // What this device's own key would still open, and where the others of its station were.
  for (const name of ['joining.head', 'paired.json']) rmSync(join(stateDir, name), { force: true });
  rmSync(invitedFolder(stateDir), { recursive: true, force: true });
  rmSync(arrivalsFolder(stateDir), { recursive: true, force: true });
  const mine = readdirSync(stateDir).filter((file) => journals.some((name) => isOf(file, name)));
  for (const file of mine) rmSync(join(stateDir, file));
  syncFolder(stateDir);
  at('journal-files');
  recordIn(
    files.own,
    'wipe.done',
    { order: begun.order, keys: registers.length + secrets.length, files: lists.length + mine.length },
    SYSTEM,
  );
  return true;
}

/** The election's mode, and its training, which has a journal and secrets of its own. */
const modesOf = ({ mode }: BodyOf<'wipe.begun'>) => [...new Set([mode, 'training'] as const)];

/** The file of a journal, and what SQLite keeps beside it. */
const isOf = (file: string, journal: string): boolean =>
  ['', '-wal', '-shm', '-journal'].some((ending) => file === `${journal}.db${ending}`);
