import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { frameOwner, type Part } from '../format.ts';
import { FrameWriter } from '../frames.ts';
import { headBytes } from '../head.ts';
import { linesOf, type SignedPackage, unsealed } from '../reader.ts';
import { comesWhole, scriptHeadSchema, stepSchema } from './format.ts';
import type { Difference } from './read.ts';

/** Lines of a text, one at a time. */
type Lines = AsyncGenerator<Result<Buffer, Problem>>;

export interface PutTogether {
  readonly difference: Difference;
  readonly keys: DeviceKeys;
  /**
   * Opens the package that the difference starts from, where this device has it; it is closed here.
   * @param seed what opens it where it is kept (`baseKeySeed`)
   */
  readonly openBase: (seed: Uint8Array) => Promise<Result<SignedPackage, Problem>>;
  /** The file that is to be made: it lies there for nobody yet. */
  readonly to: string;
  /** Bytes made, and of how many. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Puts a package together of the one that a device has and a difference: streaming, in the memory of a few frames. Each part
 * must have the length and the hash that the commission has signed, so that what lies in `to` is its package byte for byte.
 * Whatever else comes of it is a problem, and `to` is worth nothing. Throws what the disk says.
 */
export async function putTogether(options: PutTogether): Promise<Result<null, Problem>> {
  const { difference, keys, openBase, to } = options;
  const contentKey = await unsealed(difference.manifest, keys);
  if (!contentKey.ok) return contentKey;
  const script = difference.script(contentKey.value);
  const seed = await seedIn(script);
  if (!seed.ok) return seed;
  const base = await openBase(seed.value);
  if (!base.ok) return base;
  try {
    if (base.value.sha256 !== difference.description.base.package) return otherBase(difference);
    const baseKey = await base.value.unseal(keys);
    if (!baseKey.ok) return baseKey;
    const file = await open(to, 'w', 0o600);
    try {
      await file.write(headBytes(difference.statement));
      const made = await writeParts(file, {
        ...{ difference, script, contentKey: contentKey.value },
        ...{ base: base.value, baseKey: baseKey.value, onProgress: options.onProgress ?? (() => {}) },
      });
      await file.sync();
      return made;
    } finally {
      await file.close();
      baseKey.value.fill(0);
    }
  } finally {
    contentKey.value.fill(0);
    await base.value.close();
  }
}

/** The device has not the package that this difference starts from. */
export const otherBase = ({ manifest, description }: Pick<Difference, 'manifest' | 'description'>) =>
  err({
    code: 'package.difference-base',
    params: { version: manifest.version, base: description.base.version },
  } as const);

async function seedIn(script: Lines): Promise<Result<Uint8Array, Problem>> {
  const line = await next(script);
  if (!line.ok) return line;
  const head = scriptHeadSchema.safeParse(parsed(line.value));
  return head.success ? ok(Buffer.from(head.data.base, 'base64url')) : malformed;
}

const malformed = err({ code: 'package.hostile', params: { part: 'difference' } } as const);

/** The next line; null: there is none. */
async function next(lines: Lines): Promise<Result<Buffer | null, Problem>> {
  const one = await lines.next();
  return one.done ? ok(null) : one.value;
}

function parsed(line: Buffer | null): unknown {
  try {
    return line === null ? undefined : JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

interface Sources {
  readonly difference: Difference;
  /** Behind its first line. */
  readonly script: Lines;
  readonly contentKey: Uint8Array;
  readonly base: SignedPackage;
  readonly baseKey: Uint8Array;
  readonly onProgress: (done: number, of: number) => void;
}

async function writeParts(file: FileHandle, sources: Sources): Promise<Result<null, Problem>> {
  const { difference, onProgress } = sources;
  const { manifest, description } = difference;
  const of = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const part of manifest.parts) {
    const done = (bytes: number): void => onProgress(before + bytes, of);
    const written = comesWhole(description, part.name)
      ? ok(await writeWhole(file, difference, part))
      : await writeAgain(file, sources, part, done);
    if (!written.ok) return written;
    const { bytes, sha256 } = written.value;
    if (bytes !== part.bytes || Buffer.from(sha256).toString('base64url') !== part.sha256) {
      return err({ code: 'package.difference-unfit', params: { version: manifest.version, part: part.name } });
    }
    before += bytes;
    onProgress(before, of);
  }
  return ok(null);
}

interface WrittenPart {
  readonly bytes: number;
  readonly sha256: Uint8Array;
}

async function writeWhole(file: FileHandle, difference: Difference, part: Part): Promise<WrittenPart> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of difference.whole(part)) {
    await file.write(piece);
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest() };
}

/** A part whose text is the base's, or comes of it by the script. */
async function writeAgain(
  file: FileHandle,
  { difference, script, contentKey, base, baseKey }: Sources,
  { name }: Part,
  done: (bytes: number) => void,
): Promise<Result<WrittenPart, Problem>> {
  const writer = new FrameWriter(file, contentKey, frameOwner(difference.manifest), name);
  let bytes = 0;
  const write = async (text: Uint8Array): Promise<void> => {
    await writer.write(text);
    bytes += text.length;
    done(bytes);
  };
  if (name === 'register') {
    const lines = linesOf(base.part(name, baseKey), name);
    const followed = await follow(script, lines, write);
    if (!followed.ok) return followed;
  } else {
    for await (const piece of base.part(name, baseKey)) {
      if (!piece.ok) return piece;
      await write(piece.value);
    }
  }
  return ok(await writer.end());
}

const NEW_LINE = Buffer.from('\n');

/** Goes through the script and the list before at once, and writes what comes of them. */
async function follow(
  script: Lines,
  before: Lines,
  write: (text: Uint8Array) => Promise<void>,
): Promise<Result<null, Problem>> {
  for (;;) {
    const line = await next(script);
    if (!line.ok) return line;
    if (line.value === null) return ok(null);
    const step = stepSchema.safeParse(parsed(line.value));
    if (!step.success) return malformed;
    const from = 'insert' in step.data ? script : before;
    const count = 'insert' in step.data ? step.data.insert : 'keep' in step.data ? step.data.keep : step.data.skip;
    for (let n = 0; n < count; n++) {
      const one = await next(from);
      if (!one.ok) return one;
      if (one.value === null) return malformed;
      if (!('skip' in step.data)) await write(Buffer.concat([one.value, NEW_LINE]));
    }
  }
}
