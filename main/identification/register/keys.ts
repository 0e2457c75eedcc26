import type { DeviceKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/**
 * The keys of one register. What may be read before opening lies under the device's own key; database, templates and
 * country index under keys that need the register's key as well, which only the codes of those who open the station
 * give (main/access/register-lock.ts). A stolen device opens no list, and the codes open none without the device.
 */
export interface RegisterKeys {
  readonly database: Uint8Array;
  readonly templates: Uint8Array;
  readonly index: Uint8Array;
  /** Of the package that the register was made of (kept-package.ts). */
  readonly package: Uint8Array;
}

/** Name of the device's own half: erasing it erases the register. */
export const deviceKeyName = (register: string) => `register/${register}`;

/** The key of what is readable before opening. */
export function frontKey(keys: DeviceKeys, register: string): Uint8Array {
  return derived(keys.databaseKey(deviceKeyName(register)), 'front');
}

/** The device's half of what opens the kept package by a difference (kept-package.ts): it is erased with the register. */
export function baseKey(keys: DeviceKeys, register: string): Uint8Array {
  return derived(keys.databaseKey(deviceKeyName(register)), 'base');
}

/** @param key the register's key, 32 bytes */
export function registerKeys(keys: DeviceKeys, register: string, key: Uint8Array): RegisterKeys {
  const both = Buffer.concat([keys.databaseKey(deviceKeyName(register)), key]);
  const found = {
    database: derived(both, 'database'),
    templates: derived(both, 'templates'),
    index: derived(both, 'index'),
    package: derived(both, 'package'),
  };
  both.fill(0);
  return found;
}

function derived(from: Uint8Array, purpose: string): Uint8Array {
  return nodeCrypto.hkdf(from, new Uint8Array(), Buffer.from(`taanuu/register/1\0${purpose}`), 32);
}
