import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { fileBytes, isReadFailure, type PackageBytes, readAt } from '../bytes.ts';
import { fieldOf } from '../commission.ts';
import { frameOwner, type Manifest, type Part } from '../format.ts';
import { partKey, readFrames } from '../frames.ts';
import { type Head, linesOf, readHeadAt, rootNamedAt } from '../reader.ts';
import { readUnsignedHeadAt } from '../unsigned.ts';
import {
  comesWhole,
  DESCRIPTION_MAX,
  type Description,
  DIFFERENCE_MAGIC,
  descriptionSchema,
  scriptName,
  WAITING_MAGIC,
} from './format.ts';

const PIECE_BYTES = 256 * 1024;

/** What stands before the script. */
interface Beginning extends Head {
  readonly description: Description;
  /** Of the whole file, as long as it must be. */
  readonly bytes: number;
}

/** Where a script is told of as a part of a package. */
export const SCRIPT = 'difference';

/** A difference in which the commission's word for the package to be made was found good. Its script is still encrypted. */
export class Difference {
  readonly #file: PackageBytes;
  readonly #beginning: Beginning;

  constructor(file: PackageBytes, beginning: Beginning) {
    this.#file = file;
    this.#beginning = beginning;
  }

  /** Of the package that is to be made. */
  get manifest(): Manifest {
    return this.#beginning.manifest;
  }

  /** SHA-256 of its manifest, hex. */
  get sha256(): string {
    return this.#beginning.sha256;
  }

  get statement(): Head['statement'] {
    return this.#beginning.statement;
  }

  get description(): Description {
    return this.#beginning.description;
  }

  /** Where the script begins in the file, in bytes. */
  get scriptAt(): number {
    return this.#beginning.partsAt;
  }

  /** Whether the parts that come whole are those of the manifest. */
  async verifyWhole(): Promise<Result<null, Problem>> {
    for (const part of this.manifest.parts) {
      if (!comesWhole(this.description, part.name)) continue;
      const hash = createHash('sha256');
      for await (const piece of this.whole(part)) hash.update(piece);
      if (hash.digest('base64url') !== part.sha256)
        return err({ code: 'package.damaged', params: { part: part.name } });
    }
    return ok(null);
  }

  /** Bytes of a part that comes whole. */
  async *whole(part: Part): AsyncGenerator<Uint8Array> {
    let at = this.#beginning.partsAt + this.description.script.bytes;
    for (const { name, bytes } of this.manifest.parts) {
      if (name === part.name) break;
      if (comesWhole(this.description, name)) at += bytes;
    }
    for (let done = 0; done < part.bytes; ) {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, part.bytes - done));
      const { bytesRead } = await this.#file.read(piece, 0, piece.length, at + done);
      // A stick that was pulled out: the hash tells.
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
      done += bytesRead;
    }
  }

  /** Lines of the script. @param contentKey of the package that is to be made */
  script(contentKey: Uint8Array): AsyncGenerator<Result<Buffer, Problem>> {
    const name = scriptName(this.description.base.package);
    const range = { at: this.#beginning.partsAt, bytes: this.description.script.bytes };
    return linesOf(readFrames(this.#file, range, partKey(contentKey, name), frameOwner(this.manifest), name), SCRIPT);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/**
 * Opens a difference: nothing of the package that it leads to is believed before the signature by `root` has been checked.
 * @param root the commission's Ed25519 public key as this reader knows it from elsewhere
 */
export function openDifference(path: string, root: Uint8Array): Promise<Result<Difference, Problem>> {
  return openAs(path, (file) => readBeginning(file, root));
}

/** Opens a difference whose package waits for its signature: what it says is nobody's word yet. */
export function openWaitingDifference(path: string): Promise<Result<Difference, Problem>> {
  return openAs(path, (file) => readAs(file, WAITING_MAGIC, (at) => readUnsignedHeadAt(file, at)));
}

async function openAs(
  path: string,
  readFrom: (file: PackageBytes) => Promise<Result<Beginning, Problem>>,
): Promise<Result<Difference, Problem>> {
  const unreadable = err({ code: 'package.unreadable', params: { file: basename(path) } } as const);
  const file = await fileBytes(path);
  if (file === null) return unreadable;
  try {
    const read = await readFrom(file);
    const size = await file.size();
    const sized = !read.ok ? read : lengthIs(size, read.value.bytes);
    if (read.ok && sized.ok) return ok(new Difference(file, read.value));
    await file.close();
    return sized.ok ? err({ code: 'package.not-a-package' }) : sized;
  } catch (error) {
    await file.close();
    if (isReadFailure(error)) return unreadable;
    throw error;
  }
}

const lengthIs = (size: number, expected: number): Result<null, Problem> =>
  size === expected
    ? ok(null)
    : err(
        size < expected
          ? { code: 'package.truncated', params: { part: SCRIPT } }
          : { code: 'package.hostile', params: { part: 'end' } },
      );

/** What a difference says of itself, of which only the beginning may have come; `package.truncated`: that is not enough of it. */
export async function differenceHeadOf(
  path: string,
  root: Uint8Array,
): Promise<Result<Pick<Beginning, 'sha256' | 'manifest' | 'description' | 'bytes'>, Problem>> {
  const file = await fileBytes(path);
  const unreadable = err({ code: 'package.unreadable', params: { file: basename(path) } } as const);
  if (file === null) return unreadable;
  try {
    return await readBeginning(file, root);
  } catch (error) {
    if (isReadFailure(error)) return unreadable;
    throw error;
  } finally {
    await file.close();
  }
}

/** Whether a file begins as a difference does. */
export async function isDifference(path: string): Promise<boolean> {
  const file = await fileBytes(path);
  if (file === null) return false;
  try {
    const magic = await readAt(file, 0, DIFFERENCE_MAGIC.length);
    return magic?.equals(DIFFERENCE_MAGIC) ?? false;
  } catch (error) {
    if (isReadFailure(error)) return false;
    throw error;
  } finally {
    await file.close();
  }
}

/** As `rootNamedIn`, of the package that a difference leads to. */
export async function rootNamedInDifference(path: string): Promise<Uint8Array | undefined> {
  const file = await fileBytes(path);
  if (file === null) return undefined;
  try {
    const described = await readDescription(file, DIFFERENCE_MAGIC);
    return described.ok ? await rootNamedAt(file, described.value.headAt) : undefined;
  } catch (error) {
    if (isReadFailure(error)) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

async function readDescription(
  file: PackageBytes,
  magic: Uint8Array,
): Promise<Result<{ readonly description: Description; readonly headAt: number }, Problem>> {
  const start = magic.length + 4;
  const head = await readAt(file, 0, start);
  if (!head?.subarray(0, magic.length).equals(magic)) return err({ code: 'package.not-a-package' });
  const length = head.readUInt32BE(magic.length);
  if (length === 0 || length > DESCRIPTION_MAX) return err({ code: 'package.hostile', params: { part: SCRIPT } });
  const text = await readAt(file, start, length);
  if (text === null) return err({ code: 'package.truncated', params: { part: SCRIPT } });
  const parsed = descriptionSchema.safeParse(jsonOrNothing(text));
  return parsed.success
    ? ok({ description: parsed.data, headAt: start + length })
    : err({ code: 'package.field', params: { field: `${SCRIPT}.${fieldOf(parsed.error)}` } });
}

function jsonOrNothing(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
}

const readBeginning = (file: PackageBytes, root: Uint8Array): Promise<Result<Beginning, Problem>> =>
  readAs(file, DIFFERENCE_MAGIC, (at) => readHeadAt(file, at, root));

/** @param readHead of the package that it leads to, where that begins */
async function readAs(
  file: PackageBytes,
  magic: Uint8Array,
  readHead: (at: number) => Promise<Result<Head, Problem>>,
): Promise<Result<Beginning, Problem>> {
  const described = await readDescription(file, magic);
  if (!described.ok) return described;
  const { description, headAt } = described.value;
  const head = await readHead(headAt);
  if (!head.ok) return head;
  const whole = head.value.manifest.parts.filter(({ name }) => comesWhole(description, name));
  const bytes = whole.reduce((sum, part) => sum + part.bytes, head.value.partsAt + description.script.bytes);
  return ok({ ...head.value, description, bytes });
}
