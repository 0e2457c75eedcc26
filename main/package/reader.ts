import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { fileBytes, isReadFailure, type PackageBytes, readAt } from './bytes.ts';
import { wrongCertificate } from './certificates.ts';
import { schemaProblem } from './commission.ts';
import {
  frameOwner,
  keyContext,
  LINE_MAX,
  MAGIC,
  MANIFEST_MAX,
  type Manifest,
  manifestSchema,
  PACKAGE_SIGNATURE_BYTES,
  type PartName,
  SIGNATURE_CONTEXT,
} from './format.ts';
import { partKey, readFrames } from './frames.ts';

const HASH_BYTES = 1024 * 1024;

/** What the commission's root key signed, byte by byte, for those who check it themselves. */
export interface SignedStatement {
  /** The manifest as it stands in the file (JCS, UTF-8). */
  readonly manifest: Uint8Array;
  /** Ed25519, 64 bytes, over `SIGNATURE_CONTEXT` and the manifest. */
  readonly signature: Uint8Array;
  /** Ed25519 public key, 32 bytes. */
  readonly root: Uint8Array;
}

/** A package whose signature is good. Its parts are still encrypted, and not yet known to be whole. */
export interface SignedPackage {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest's bytes, hex: names the package. */
  readonly sha256: string;
  readonly statement: SignedStatement;
  /** Where the parts begin in the file, in bytes. */
  readonly partsAt: number;
  /**
   * Checks length and hash of every part. `onProgress` gets bytes done and of how many.
   * @param only the parts that the file holds, where it is one that `extractParts` made
   */
  verifyParts(
    onProgress?: (done: number, of: number) => void,
    only?: readonly PartName[],
  ): Promise<Result<null, Problem>>;
  /** The content key, if this device is one the package was sealed to. */
  unseal(keys: DeviceKeys): Promise<Result<Uint8Array, Problem>>;
  /** Plaintext of a part in pieces; ends with a problem if something is not right. `contentKey` opens every part. */
  part(name: PartName, contentKey: Uint8Array): AsyncGenerator<Result<Uint8Array, Problem>>;
  /** The same for whoever was given the key of this part alone (`partKey`). */
  partByOwnKey(name: PartName, key: Uint8Array): AsyncGenerator<Result<Uint8Array, Problem>>;
  close(): Promise<void>;
}

/**
 * Opens a package: nothing in it is believed, not even parsed, before the signature by `root` has been checked.
 * @param root the commission's Ed25519 public key as this reader knows it from elsewhere
 */
export async function openPackage(path: string, root: Uint8Array): Promise<Result<SignedPackage, Problem>> {
  const file = await fileBytes(path);
  return file
    ? openBytes(file, root, basename(path))
    : err({ code: 'package.unreadable', params: { file: basename(path) } });
}

/** The same of bytes that lie elsewhere than in a file of their own; they are closed with the package, or if it is none. */
export async function openBytes(
  file: PackageBytes,
  root: Uint8Array,
  name: string,
): Promise<Result<SignedPackage, Problem>> {
  try {
    const read = await readManifest(file, root);
    if (read.ok) return ok(new OpenedPackage(file, read.value));
    await file.close();
    return read;
  } catch (error) {
    await file.close();
    if (isReadFailure(error)) return err({ code: 'package.unreadable', params: { file: name } });
    throw error;
  }
}

/**
 * The root key that a package names itself: its own word, which proves nothing until people have compared it with what
 * they know from elsewhere. Undefined where the file names none; `openPackage` with this key then says what is wrong.
 */
export async function rootNamedIn(path: string): Promise<Uint8Array | undefined> {
  const file = await fileBytes(path);
  return file === null ? undefined : rootNamedAt(file, 0);
}

/** The same where the package's head begins at `at`. The bytes are closed. */
export async function rootNamedAt(file: PackageBytes, at: number): Promise<Uint8Array | undefined> {
  try {
    const head = await readAt(file, at, MAGIC.length + 4);
    const length = head?.subarray(0, MAGIC.length).equals(MAGIC) ? head.readUInt32BE(MAGIC.length) : 0;
    if (length === 0 || length > MANIFEST_MAX) return undefined;
    const text = await readAt(file, at + MAGIC.length + 4, length);
    const named = z
      .object({ commission: manifestSchema.shape.commission })
      .safeParse(JSON.parse(text?.toString('utf8') ?? ''));
    return named.success ? Buffer.from(named.data.commission.root, 'base64url') : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isReadFailure(error)) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

/** The head of a package as it was read. */
export interface Head {
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly statement: SignedStatement;
  readonly partsAt: number;
}

/** What a package says of itself, by its signature alone. */
export interface PackageHead {
  /** SHA-256 of its manifest, hex. */
  readonly sha256: string;
  readonly manifest: Manifest;
  /** Of the whole file, as long as it must be. */
  readonly bytes: number;
}

/**
 * Reads the head of a package of which only the beginning may have come; `package.truncated`: that is not enough of it yet.
 * @param root as of `openPackage`
 */
export async function headOf(path: string, root: Uint8Array): Promise<Result<PackageHead, Problem>> {
  const file = await fileBytes(path);
  if (file === null) return err({ code: 'package.unreadable', params: { file: basename(path) } });
  try {
    const read = await readHeadAt(file, 0, root);
    if (!read.ok) return read;
    const { sha256, manifest, partsAt } = read.value;
    return ok({ sha256, manifest, bytes: lengthOf(manifest, partsAt) });
  } catch (error) {
    if (isReadFailure(error)) return err({ code: 'package.unreadable', params: { file: basename(path) } });
    throw error;
  } finally {
    await file.close();
  }
}

const lengthOf = ({ parts }: Manifest, partsAt: number): number =>
  parts.reduce((sum, { bytes }) => sum + bytes, partsAt);

async function readManifest(file: PackageBytes, root: Uint8Array): Promise<Result<Head, Problem>> {
  const read = await readHeadAt(file, 0, root);
  return read.ok ? wholeFile(file, read.value) : read;
}

/** A head whose file is as long as it says. */
export async function wholeFile(file: PackageBytes, head: Head): Promise<Result<Head, Problem>> {
  const { manifest, partsAt } = head;
  const size = await file.size();
  const expected = lengthOf(manifest, partsAt);
  if (size < expected) return err({ code: 'package.truncated', params: { part: cutPart(manifest, partsAt, size) } });
  if (size > expected) return err({ code: 'package.hostile', params: { part: 'end' } });
  return ok(head);
}

/** Reads a package's head, which begins at `at`; `partsAt` is where it ends. */
export async function readHeadAt(file: PackageBytes, at: number, root: Uint8Array): Promise<Result<Head, Problem>> {
  const read = await readStatement(file, at, MAGIC, PACKAGE_SIGNATURE_BYTES);
  if (!read.ok) return read;
  const { manifest, rest: signature, partsAt } = read.value;
  const statement = { manifest, signature, root };
  const said = signedManifest(statement);
  return said.ok ? ok({ ...said.value, statement, partsAt }) : said;
}

/** The bytes of a manifest behind its magic, and so many behind it, as they stand in a file: nothing of it is believed yet. */
export async function readStatement(
  file: PackageBytes,
  at: number,
  magic: Uint8Array,
  behind: number,
): Promise<Result<{ readonly manifest: Uint8Array; readonly rest: Uint8Array; readonly partsAt: number }, Problem>> {
  const truncated = err({ code: 'package.truncated', params: { part: 'manifest' } } as const);
  const head = await readAt(file, at, magic.length + 4);
  if (!head?.subarray(0, magic.length).equals(magic)) return err({ code: 'package.not-a-package' });
  const length = head.readUInt32BE(magic.length);
  if (length === 0 || length > MANIFEST_MAX) return err({ code: 'package.hostile', params: { part: 'manifest' } });
  const textAt = at + head.length;
  const partsAt = textAt + length + behind;
  if ((await file.size()) < partsAt) return truncated;
  const manifest = await readAt(file, textAt, length);
  const rest = await readAt(file, textAt + length, behind);
  return manifest && rest ? ok({ manifest, rest, partsAt }) : truncated;
}

/** Reads a manifest that the root key has signed; nothing in it is believed, not even parsed, before that is known. */
export function signedManifest({
  manifest: bytes,
  signature,
  root,
}: SignedStatement): Result<Pick<Head, 'manifest' | 'sha256'>, Problem> {
  if (!nodeCrypto.ed25519Verify(signature, Buffer.concat([SIGNATURE_CONTEXT, bytes]), root)) {
    return err({ code: 'package.bad-signature' });
  }
  return parsedManifest(bytes);
}

/** What a manifest says, and its name, whoever's word it may be. */
export function parsedManifest(bytes: Uint8Array): Result<Pick<Head, 'manifest' | 'sha256'>, Problem> {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return err({ code: 'package.field', params: { field: '(whole)' } });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success)
    return err(schemaProblem(parsed.error, (field) => ({ code: 'package.field', params: { field } })));
  const manifest = parsed.data;
  const wrong = wrongCertificate(manifest);
  if (wrong !== null) return err({ code: 'package.network-certificate', params: { of: wrong } });
  return ok({ manifest, sha256: createHash('sha256').update(bytes).digest('hex') });
}

/** The content key of a package, if this device is one that it was sealed to. */
export async function unsealed(manifest: Manifest, keys: DeviceKeys): Promise<Result<Uint8Array, Problem>> {
  const own = manifest.keys.find((key) => key.device === keys.device);
  if (!own) return err({ code: 'package.not-for-this-device', params: { device: keys.serial } });
  const sealed = { enc: Buffer.from(own.enc, 'base64url'), sealed: Buffer.from(own.sealed, 'base64url') };
  const contentKey = await keys.agreement.open(sealed, keyContext(manifest));
  return contentKey?.length === 32 ? ok(contentKey) : err({ code: 'package.key-does-not-open' });
}

/** The part in which a file of this size ends. */
function cutPart(manifest: Manifest, partsAt: number, size: number): string {
  let end = partsAt;
  for (const part of manifest.parts) {
    end += part.bytes;
    if (size < end) return part.name;
  }
  return 'end';
}

/** A package of which the head was read. */
export class OpenedPackage implements SignedPackage {
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly statement: SignedStatement;
  readonly partsAt: number;
  readonly #file: PackageBytes;

  constructor(file: PackageBytes, head: Head) {
    this.#file = file;
    this.manifest = head.manifest;
    this.sha256 = head.sha256;
    this.statement = head.statement;
    this.partsAt = head.partsAt;
  }

  async verifyParts(
    onProgress: (done: number, of: number) => void = () => {},
    only: readonly PartName[] = this.manifest.parts.map(({ name }) => name),
  ): Promise<Result<null, Problem>> {
    const of = this.manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
    const buffer = Buffer.alloc(HASH_BYTES);
    let done = 0;
    for (const part of this.manifest.parts) {
      if (!only.includes(part.name)) {
        done += part.bytes;
        continue;
      }
      const hash = createHash('sha256');
      for (let left = part.bytes; left > 0; ) {
        const at = this.partsAt + done;
        const { bytesRead } = await this.#file.read(buffer, 0, Math.min(left, buffer.length), at);
        if (bytesRead === 0) return err({ code: 'package.truncated', params: { part: part.name } });
        hash.update(buffer.subarray(0, bytesRead));
        left -= bytesRead;
        done += bytesRead;
        onProgress(done, of);
      }
      if (hash.digest('base64url') !== part.sha256)
        return err({ code: 'package.damaged', params: { part: part.name } });
    }
    return ok(null);
  }

  unseal(keys: DeviceKeys): Promise<Result<Uint8Array, Problem>> {
    return unsealed(this.manifest, keys);
  }

  part(name: PartName, contentKey: Uint8Array): AsyncGenerator<Result<Uint8Array, Problem>> {
    return this.partByOwnKey(name, partKey(contentKey, name));
  }

  async *partByOwnKey(name: PartName, key: Uint8Array): AsyncGenerator<Result<Uint8Array, Problem>> {
    let at = this.partsAt;
    for (const part of this.manifest.parts) {
      if (part.name === name) {
        yield* readFrames(this.#file, { at, bytes: part.bytes }, key, frameOwner(this.manifest), name);
        return;
      }
      at += part.bytes;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** A whole part in memory, for the small ones. `limit` in bytes. */
export async function wholePart(
  pieces: AsyncIterable<Result<Uint8Array, Problem>>,
  part: PartName,
  limit: number,
): Promise<Result<Buffer, Problem>> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    if (!piece.ok) return piece;
    size += piece.value.length;
    if (size > limit) return err({ code: 'package.hostile', params: { part } });
    all.push(piece.value);
  }
  return ok(Buffer.concat(all));
}

/** Lines of a part (NDJSON), each without its line feed, the last line feed being required. */
export async function* linesOf(
  pieces: AsyncIterable<Result<Uint8Array, Problem>>,
  part: string,
): AsyncGenerator<Result<Buffer, Problem>> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    if (!piece.ok) return yield piece;
    let buffer = rest.length > 0 ? Buffer.concat([rest, piece.value]) : Buffer.from(piece.value);
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10)) {
      yield ok(buffer.subarray(0, end));
      buffer = buffer.subarray(end + 1);
    }
    if (buffer.length > LINE_MAX) return yield err({ code: 'package.hostile', params: { part } });
    rest = buffer;
  }
  if (rest.length > 0) yield err({ code: 'package.hostile', params: { part } });
}
