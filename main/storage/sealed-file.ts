import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { NONCE_BYTES } from '../../core/crypto/crypto.ts';
import { utf8 } from '../../core/crypto/encoding.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { syncFolder } from '../access/keys-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { storageProblem } from './failure.ts';

/**
 * A small file that is replaced as a whole: nonce ‖ AES-256-GCM of its bytes, bound to its name. After a power cut the old
 * one stands there or the new one.
 */
export function writeSealedFile(path: string, key: Uint8Array, plaintext: Uint8Array): Result<null, Problem> {
  const temporary = `${path}.new`;
  try {
    const nonce = randomBytes(NONCE_BYTES);
    const sealed = nodeCrypto.seal(key, nonce, plaintext, utf8(basename(path)));
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeSync(file, Buffer.concat([nonce, sealed]));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
    return ok(null);
  } catch (error) {
    rmSync(temporary, { force: true });
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return err(problem);
  }
}

/** @returns the bytes; null where there is no such file; `storage.wrong-key` where it is not what was written with this key */
export function readSealedFile(path: string, key: Uint8Array): Result<Uint8Array | null, Problem> {
  try {
    const bytes = readFileSync(path);
    const [nonce, sealed] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES)];
    const plaintext =
      nonce.length === NONCE_BYTES ? nodeCrypto.open(key, nonce, sealed, utf8(basename(path))) : undefined;
    return plaintext ? ok(plaintext) : err({ code: 'storage.wrong-key', params: { file: basename(path) } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(null);
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return err(problem);
  }
}
