import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ScriptStep } from '../../../core/election/list-script.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { syncFolder } from '../../access/keys-file.ts';
import type { FrameOwner, Part, PartName } from '../format.ts';
import { FrameWriter, partKey, readFrames } from '../frames.ts';
import { linesOf } from '../reader.ts';
import { comesWhole, type Description, descriptionSchema, scriptName } from './format.ts';

/** A difference that is to be written beside a package. */
export interface DifferenceWish {
  readonly path: string;
  /** The package that it starts from: SHA-256 of its manifest, and its version. */
  readonly base: Description['base'];
  /** From its list to the new one. */
  readonly steps: readonly ScriptStep[];
  /** Parts of the new package whose text is that of the base. */
  readonly same: readonly PartName[];
}

/** A package as it has just been written. */
interface Made {
  /** Of the difference: `DIFFERENCE_MAGIC`, or `WAITING_MAGIC` where the package waits for its signature. */
  readonly magic: Uint8Array;
  /** Magic, length, manifest, and the signature where it is there. */
  readonly head: Uint8Array;
  /** Its parts, one behind another from the beginning of the file. */
  readonly body: FileHandle;
  readonly parts: readonly Part[];
  readonly owner: FrameOwner;
  readonly contentKey: Uint8Array;
  /** What opens the base where a device keeps it (`baseKeySeed`). */
  readonly seed: (version: number) => Uint8Array;
}

const PIECE_BYTES = 1024 * 1024;

/** Writes a difference, streaming: it appears whole or not at all. @returns its length in bytes */
export async function writeDifference(wish: DifferenceWish, made: Made): Promise<number> {
  const temporary = `${wish.path}.new`;
  const script = await open(`${wish.path}.script`, 'w+', 0o600);
  try {
    const written = await writeScript(script, wish, made);
    const same = wish.same.filter((name) => made.parts.some((part) => part.name === name));
    const description = descriptionSchema.parse({
      format: 'taanuu/difference/1',
      base: wish.base,
      same,
      script: written,
    });
    const text = Buffer.from(canonical(description), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    const file = await open(temporary, 'w', 0o600);
    let bytes = 0;
    try {
      for (const piece of [made.magic, length, text, made.head]) bytes += (await file.write(piece)).bytesWritten;
      bytes += await copy(script, 0, written.bytes, file);
      let at = 0;
      for (const part of made.parts) {
        if (comesWhole(description, part.name)) bytes += await copy(made.body, at, part.bytes, file);
        at += part.bytes;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, wish.path);
    syncFolder(dirname(wish.path));
    return bytes;
  } finally {
    await script.close();
    await rm(`${wish.path}.script`, { force: true });
    await rm(temporary, { force: true });
  }
}

async function writeScript(
  file: FileHandle,
  { base, steps }: DifferenceWish,
  { body, parts, owner, contentKey, seed }: Made,
): Promise<Description['script']> {
  const writer = new FrameWriter(file, contentKey, owner, scriptName(base.package));
  const say = (line: unknown): Promise<void> => writer.write(Buffer.from(`${JSON.stringify(line)}\n`));
  await say({ base: Buffer.from(seed(base.version)).toString('base64url') });
  const lines = registerLines(body, parts, owner, contentKey);
  let [records, kept] = [0, 0];
  for (const step of steps) {
    await say(step);
    const passed = 'keep' in step ? step.keep : 'insert' in step ? step.insert : 0;
    for (let n = 0; n < passed; n++) {
      const line = await lines.next();
      // The steps were made of these very records.
      if (line.done) throw new RangeError('the list is shorter than its script');
      if ('insert' in step) await writer.write(Buffer.concat([line.value, NEW_LINE]));
    }
    if ('keep' in step) kept += passed;
    else records += passed;
  }
  const { bytes } = await writer.end();
  return { bytes, records, kept };
}

const NEW_LINE = Buffer.from('\n');

/** Records of the package that was just written, as its lines. */
async function* registerLines(
  body: FileHandle,
  parts: readonly Part[],
  owner: FrameOwner,
  contentKey: Uint8Array,
): AsyncGenerator<Buffer> {
  let at = 0;
  for (const { name, bytes } of parts) {
    if (name === 'register') {
      const pieces = readFrames(body, { at, bytes }, partKey(contentKey, name), owner, name);
      for await (const line of linesOf(pieces, name)) {
        if (!line.ok) throw new Error(line.error.code);
        yield line.value;
      }
    }
    at += bytes;
  }
}

async function copy(from: FileHandle, start: number, bytes: number, to: FileHandle): Promise<number> {
  const buffer = Buffer.alloc(Math.min(bytes, PIECE_BYTES));
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, bytes - done), start + done);
    await to.write(buffer, 0, bytesRead);
    done += bytesRead;
  }
  return bytes;
}
