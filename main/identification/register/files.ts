import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceKeys } from '../../access/keys.ts';
import { syncFolder } from '../../access/keys-file.ts';

/** Where registers lie, and which keys each has: three of its own, so that erasing them erases it. */
export function registerFolder(stateDir: string): string {
  const folder = join(stateDir, 'register');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export const databaseFile = (stateDir: string, register: string) => join(registerFolder(stateDir), `${register}.db`);
export const indexFile = (stateDir: string, register: string) => join(registerFolder(stateDir), `${register}.index`);

export const databaseKeyName = (register: string) => `register/${register}`;
export const templateKeyName = (register: string) => `templates/${register}`;
export const indexKeyName = (register: string) => `index/${register}`;

/** Destroys a register: its keys first (crypto-erase, and with them its pseudonym and index keys), then its files. */
export function removeRegister(stateDir: string, keys: DeviceKeys, register: string): void {
  for (const name of [databaseKeyName, templateKeyName, indexKeyName]) keys.eraseDatabaseKey(name(register));
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
