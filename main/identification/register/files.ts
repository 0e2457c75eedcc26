import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceKeys } from '../../access/keys.ts';
import { syncFolder } from '../../access/keys-file.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { deviceKeyName } from './keys.ts';

/** Where registers lie. Each has a key of the device's and one that two persons open: see keys.ts. */
export function registerFolder(stateDir: string): string {
  const folder = join(stateDir, 'register');
  makePrivateFolder(folder);
  return folder;
}

export const databaseFile = (stateDir: string, register: string) => join(registerFolder(stateDir), `${register}.db`);
export const indexFile = (stateDir: string, register: string) => join(registerFolder(stateDir), `${register}.index`);

/** What may be read before the station is opened: the package without its secrets, the number of voters, the lock. */
export const frontFile = (stateDir: string, register: string) => join(registerFolder(stateDir), `${register}.front`);

/** The signed manifest of its package, for a kiosk that is invited: nothing in it is secret. */
export const headFile = (stateDir: string, register: string) => join(registerFolder(stateDir), `${register}.head`);

/** Destroys a register: its key first (crypto-erase, and with it its pseudonym and index keys), then its files. */
export function removeRegister(stateDir: string, keys: DeviceKeys, register: string): void {
  keys.eraseDatabaseKey(deviceKeyName(register));
  const folder = registerFolder(stateDir);
  for (const file of readdirSync(folder)) if (file.startsWith(`${register}.`)) rmSync(join(folder, file));
  syncFolder(folder);
}

/**
 * Removes every register but the one in force: what a killed import left, and the one that was replaced.
 * @param inForce the register that the journal names, or null
 */
export function tidyRegisters(stateDir: string, keys: DeviceKeys, inForce: string | null): void {
  const names = new Set(readdirSync(registerFolder(stateDir)).map((file) => file.split('.')[0] ?? ''));
  for (const name of names) if (name !== inForce) removeRegister(stateDir, keys, name);
}

/** Waits until all of a file is on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
