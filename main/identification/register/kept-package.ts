import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PIECE_BYTES } from '../../../core/hub/packages.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { registerFolder } from './files.ts';

/**
 * The package that a register was made of, as its file was, for a spare kiosk that comes without one. It is encrypted to the
 * devices of the station, this one among them, whose key lies here: alone that would open the list without its two persons.
 * So each piece is sealed once more, by a key that takes the register's.
 */
const NONCE = 12;
const TAG = 16;
const SLOT = NONCE + PIECE_BYTES + TAG;

export const keptPackageFile = (stateDir: string, register: string): string =>
  join(registerFolder(stateDir), `${register}.package`);

const purpose = (n: number): Buffer => Buffer.from(`taanuu/kept-package/1\0${n}`);

/** Keeps a package. @param key 32 bytes (`RegisterKeys.package`) */
export function keepPackage(path: string, to: string, key: Uint8Array): void {
  const from = openSync(path, 'r');
  const kept = openSync(to, 'w', 0o600);
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let n = 0; ; n++) {
      const bytes = readSync(from, piece, 0, PIECE_BYTES, n * PIECE_BYTES);
      if (bytes === 0) break;
      const nonce = randomBytes(NONCE);
      const sealed = nodeCrypto.seal(key, nonce, piece.subarray(0, bytes), purpose(n));
      writeSync(kept, Buffer.concat([nonce, sealed]), 0, NONCE + sealed.length, n * SLOT);
    }
    fsyncSync(kept);
  } finally {
    closeSync(from);
    closeSync(kept);
  }
}

/** How long the package is, in bytes; null: it was not kept (a kiosk of before has none). */
export function keptBytes(stateDir: string, register: string): number | null {
  const size = statSync(keptPackageFile(stateDir, register), { throwIfNoEntry: false })?.size;
  return size === undefined ? null : size - Math.ceil(size / SLOT) * (NONCE + TAG);
}

/** Its n-th piece; null: there is none, or this key does not open it. */
export function keptPiece(stateDir: string, register: string, key: Uint8Array, n: number): Uint8Array | null {
  const file = openSync(keptPackageFile(stateDir, register), 'r');
  try {
    const slot = Buffer.alloc(SLOT);
    const bytes = readSync(file, slot, 0, SLOT, n * SLOT);
    if (bytes <= NONCE + TAG) return null;
    return nodeCrypto.open(key, slot.subarray(0, NONCE), slot.subarray(NONCE, bytes), purpose(n)) ?? null;
  } finally {
    closeSync(file);
  }
}
