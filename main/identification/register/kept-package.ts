import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, readSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PIECE_BYTES } from '../../../core/hub/packages.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { deriveAgreementKey, openSealed, sealTo } from '../../access/keys-seal.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { PackageBytes } from '../../package/bytes.ts';
import { registerFolder } from './files.ts';
import { baseKey } from './keys.ts';

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

const ENC_BYTES = 65;
const baseFile = (stateDir: string, register: string): string => join(registerFolder(stateDir), `${register}.base`);
const basePurpose = (register: string): Buffer => Buffer.from(`taanuu/kept-base/1\0${register}`);

/**
 * Keeps, beside a package, what opens it for a difference that starts from it (docs/election-package.md): the package's key,
 * sealed to the public key of that version, and that once more by the device's half, which goes with the register.
 * @param to the key of its manifest, P-256
 * @param key that of `keepPackage`
 * @returns whether `to` is a key
 */
export async function keepBase(
  stateDir: string,
  keys: DeviceKeys,
  { register, to, key }: { readonly register: string; readonly to: Uint8Array; readonly key: Uint8Array },
): Promise<boolean> {
  const sealed = await sealTo(to, key, basePurpose(register)).catch(() => null);
  if (sealed === null) return false;
  const nonce = randomBytes(NONCE);
  const both = Buffer.concat([sealed.enc, sealed.sealed]);
  const text = nodeCrypto.seal(baseKey(keys, register), nonce, both, basePurpose(register));
  writeFileSync(baseFile(stateDir, register), Buffer.concat([nonce, text]), { mode: 0o600 });
  return true;
}

/** Whether a difference may start from the package that is kept here. */
export function isBase(stateDir: string, register: string): boolean {
  const there = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;
  return there(keptPackageFile(stateDir, register)) && there(baseFile(stateDir, register));
}

/** The kept package, by what a difference brings; null: that is not what opens it. @param seed `baseKeySeed` of its version */
export async function openKept(
  stateDir: string,
  keys: DeviceKeys,
  register: string,
  seed: Uint8Array,
): Promise<PackageBytes | null> {
  const kept = readFileSync(baseFile(stateDir, register));
  const own = baseKey(keys, register);
  const both = nodeCrypto.open(own, kept.subarray(0, NONCE), kept.subarray(NONCE), basePurpose(register));
  if (both === undefined) return null;
  const { secret } = await deriveAgreementKey(seed);
  const sealed = { enc: both.subarray(0, ENC_BYTES), sealed: both.subarray(ENC_BYTES) };
  const key = await openSealed(secret, sealed, basePurpose(register));
  const bytes = keptBytes(stateDir, register);
  return key === null || bytes === null ? null : keptPackage(keptPackageFile(stateDir, register), key, bytes);
}

/** A kept package as it was, read piece by piece. */
async function keptPackage(path: string, key: Uint8Array, size: number): Promise<PackageBytes> {
  const file = await open(path, 'r');
  let last: { readonly n: number; readonly piece: Uint8Array } | null = null;
  const pieceOf = async (n: number): Promise<Uint8Array | null> => {
    if (last?.n === n) return last.piece;
    const slot = Buffer.alloc(SLOT);
    const { bytesRead } = await file.read(slot, 0, SLOT, n * SLOT);
    if (bytesRead <= NONCE + TAG) return null;
    const piece = nodeCrypto.open(key, slot.subarray(0, NONCE), slot.subarray(NONCE, bytesRead), purpose(n));
    if (piece === undefined) return null;
    last = { n, piece };
    return piece;
  };
  return {
    size: async () => size,
    close: async () => {
      key.fill(0);
      await file.close();
    },
    async read(buffer, offset, length, position) {
      let done = 0;
      while (done < length) {
        const at = position + done;
        const n = Math.floor(at / PIECE_BYTES);
        const piece = await pieceOf(n);
        const part = piece?.subarray(at - n * PIECE_BYTES, at - n * PIECE_BYTES + length - done);
        if (!part?.length) break;
        buffer.set(part, offset + done);
        done += part.length;
      }
      return { bytesRead: done };
    },
  };
}
