import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { notHonoured } from '../../core/election/honoured.ts';
import { sharedPlace } from '../../core/election/places.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { syncFolder } from '../storage/whole-file.ts';
import { fileBytes, isReadFailure, type PackageBytes } from './bytes.ts';
import type { Commission } from './commission.ts';
import { SIGNATURE_CONTEXT, UNSIGNED_MAGIC } from './format.ts';
import { headBytes } from './head.ts';
import { type Head, OpenedPackage, parsedManifest, readStatement, type SignedPackage, wholeFile } from './reader.ts';

/** A package that waits for its signature. What it says is nobody's word yet; its name is already the one it will have. */
export type UnsignedPackage = Pick<SignedPackage, 'manifest' | 'sha256' | 'partsAt' | 'verifyParts' | 'close'> & {
  /** The manifest's bytes: what is to be signed. */
  readonly text: Uint8Array;
};

/** Opens a package that waits for its signature; close it afterwards. */
export async function openUnsigned(path: string): Promise<Result<UnsignedPackage, Problem>> {
  const unreadable = err({ code: 'package.unreadable', params: { file: basename(path) } } as const);
  const file = await fileBytes(path);
  if (file === null) return unreadable;
  try {
    const read = await readUnsigned(file);
    if (!read.ok) await file.close();
    return read;
  } catch (error) {
    await file.close();
    if (isReadFailure(error)) return unreadable;
    throw error;
  }
}

async function readUnsigned(file: PackageBytes): Promise<Result<UnsignedPackage, Problem>> {
  const head = await readUnsignedHeadAt(file, 0);
  if (!head.ok) return head;
  const whole = await wholeFile(file, head.value);
  if (!whole.ok) return whole;
  return ok(Object.assign(new OpenedPackage(file, head.value), { text: head.value.statement.manifest }));
}

/** Reads the head of a package that waits for its signature, which begins at `at`. Its statement has neither signature nor root. */
export async function readUnsignedHeadAt(file: PackageBytes, at: number): Promise<Result<Head, Problem>> {
  const read = await readStatement(file, at, UNSIGNED_MAGIC, 0);
  if (!read.ok) return read;
  const { manifest: text, partsAt } = read.value;
  const said = parsedManifest(text);
  const none = new Uint8Array();
  return said.ok ? ok({ ...said.value, partsAt, statement: { manifest: text, signature: none, root: none } }) : said;
}

/** Bytes that are copied at a time. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Signs a package that waits for it, after looking at all that can be looked at without a key of its devices: every field,
 * every part's hash, rules that this version honours, that it is made for this commission and certified by its root key.
 * @returns its name (SHA-256 of the manifest, hex), which is the same as before; `package.another-commission`
 */
export async function signUnsigned(
  from: string,
  to: string,
  commission: Pick<Commission, 'trust' | 'sign'>,
): Promise<Result<string, Problem>> {
  const opened = await openUnsigned(from);
  if (!opened.ok) return opened;
  const unsigned = opened.value;
  const { manifest, text, sha256 } = unsigned;
  try {
    const root = Buffer.from(commission.trust.root).toString('base64url');
    if (manifest.commission.root !== root) return err({ code: 'package.another-commission' });
    const refused = notHonoured(manifest);
    if (refused) return err({ code: 'package.not-honoured', params: { ...refused } });
    const shared = sharedPlace(manifest.devices);
    if (shared) return err({ code: 'package.place-shared', params: { ...shared } });
    const whole = await unsigned.verifyParts();
    if (!whole.ok) return whole;
    const signature = commission.sign(Buffer.concat([SIGNATURE_CONTEXT, text]));
    await writeRest(to, [headBytes({ manifest: text, signature })], { from, at: unsigned.partsAt });
    return ok(sha256);
  } finally {
    await unsigned.close();
  }
}

/**
 * Writes a file of a head and of what stands in another one from a place on: beside, synced, and only then it has its name.
 * @returns its length in bytes
 */
export async function writeRest(
  to: string,
  head: readonly Uint8Array[],
  { from, at }: { readonly from: string; readonly at: number },
): Promise<number> {
  const beside = `${to}.new`;
  try {
    const [source, made] = [await open(from, 'r'), await open(beside, 'w', 0o600)];
    let bytes = 0;
    try {
      for (const piece of head) bytes += (await made.write(piece)).bytesWritten;
      const buffer = Buffer.alloc(PIECE_BYTES);
      for (let next = at; ; ) {
        const { bytesRead } = await source.read(buffer, 0, buffer.length, next);
        if (bytesRead === 0) break;
        await made.write(buffer, 0, bytesRead);
        next += bytesRead;
        bytes += bytesRead;
      }
      await made.sync();
    } finally {
      await source.close();
      await made.close();
    }
    await rename(beside, to);
    await syncFolder(dirname(to));
    return bytes;
  } finally {
    await rm(beside, { force: true });
  }
}
