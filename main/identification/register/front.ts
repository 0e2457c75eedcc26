import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { NONCE_BYTES } from '../../../core/crypto/crypto.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { frontFile } from './files.ts';
import { frontKey } from './keys.ts';
import { type Front, frontSchema } from './schema.ts';

/** The part of a register that is readable before opening, at rest: nonce ‖ AES-256-GCM under the device's key. */
export function writeFront(stateDir: string, keys: DeviceKeys, register: string, front: Front): string {
  const nonce = randomBytes(NONCE_BYTES);
  const plain = Buffer.from(JSON.stringify(front));
  const sealed = nodeCrypto.seal(frontKey(keys, register), nonce, plain, contextOf(register));
  const path = frontFile(stateDir, register);
  writeFileSync(path, Buffer.concat([nonce, sealed]), { mode: 0o600 });
  return path;
}

/** @returns null where it is not there, not whole, or another register's */
export function readFront(stateDir: string, keys: DeviceKeys, register: string): Front | null {
  const path = frontFile(stateDir, register);
  if (!existsSync(path)) return null;
  const file = readFileSync(path);
  if (file.length < NONCE_BYTES) return null;
  const nonce = file.subarray(0, NONCE_BYTES);
  const plain = nodeCrypto.open(frontKey(keys, register), nonce, file.subarray(NONCE_BYTES), contextOf(register));
  if (!plain) return null;
  const parsed = frontSchema.safeParse(JSON.parse(Buffer.from(plain).toString('utf8')));
  return parsed.success ? parsed.data : null;
}

const contextOf = (register: string) => Buffer.from(`taanuu/register-front/1\0${register}`);
