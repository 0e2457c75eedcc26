import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { NONCE_BYTES, TAG_BYTES } from '../../core/crypto/crypto.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { PackageBytes } from './bytes.ts';
import { FRAME_BYTES, type FrameOwner, type FramesName, frameContext } from './format.ts';

/**
 * A part as frames of AES-256-GCM. Each part has its own key (HKDF of the package's content key), so the frame's index
 * is a nonce that cannot repeat; index and "last" stand in the AAD, so frames cannot be moved, dropped or cut off.
 */
export function partKey(contentKey: Uint8Array, part: FramesName): Uint8Array {
  return nodeCrypto.hkdf(contentKey, new Uint8Array(), Buffer.from(`taanuu/part/1\0${part}`), 32);
}

function nonceOf(index: number): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, NONCE_BYTES - 4);
  return nonce;
}

/** Writes one part; `write` plaintext as it comes, `end` once. */
export class FrameWriter {
  readonly #file: Pick<FileHandle, 'write'>;
  readonly #key: Uint8Array;
  readonly #owner: FrameOwner;
  readonly #part: FramesName;
  readonly #hash = createHash('sha256');
  readonly #buffer = Buffer.alloc(FRAME_BYTES);
  #filled = 0;
  #index = 0;
  #bytes = 0;

  constructor(file: Pick<FileHandle, 'write'>, contentKey: Uint8Array, owner: FrameOwner, part: FramesName) {
    this.#file = file;
    this.#key = partKey(contentKey, part);
    this.#owner = owner;
    this.#part = part;
  }

  async write(plaintext: Uint8Array): Promise<void> {
    let at = 0;
    while (at < plaintext.length) {
      // A full frame is kept until more comes, because only then it is known not to be the last.
      if (this.#filled === FRAME_BYTES) await this.#flush(false);
      const take = Math.min(FRAME_BYTES - this.#filled, plaintext.length - at);
      this.#buffer.set(plaintext.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
    }
  }

  /** @returns bytes written and their SHA-256 */
  async end(): Promise<{ readonly bytes: number; readonly sha256: Uint8Array }> {
    await this.#flush(true);
    return { bytes: this.#bytes, sha256: this.#hash.digest() };
  }

  async #flush(last: boolean): Promise<void> {
    const aad = frameContext(this.#owner, this.#part, this.#index, last);
    const sealed = nodeCrypto.seal(this.#key, nonceOf(this.#index), this.#buffer.subarray(0, this.#filled), aad);
    const frame = Buffer.alloc(4 + sealed.length);
    frame.writeUInt32BE(sealed.length);
    frame.set(sealed, 4);
    await this.#file.write(frame);
    this.#hash.update(frame);
    this.#bytes += frame.length;
    this.#index += 1;
    this.#filled = 0;
  }
}

/**
 * Reads one part's plaintext, frame by frame, in bounded memory.
 * Ends after the last frame; yields one problem and ends if a frame is not what was sealed here.
 */
export async function* readFrames(
  file: Pick<PackageBytes, 'read'>,
  range: { readonly at: number; readonly bytes: number },
  key: Uint8Array,
  owner: FrameOwner,
  part: FramesName,
): AsyncGenerator<Result<Uint8Array, Problem>> {
  const end = range.at + range.bytes;
  const hostile = err({ code: 'package.hostile', params: { part } } as const);
  const head = Buffer.alloc(4);
  let at = range.at;
  for (let index = 0; at < end; index++) {
    if ((await file.read(head, 0, 4, at)).bytesRead < 4)
      return yield err({ code: 'package.truncated', params: { part } });
    const length = head.readUInt32BE();
    if (length < TAG_BYTES || length > FRAME_BYTES + TAG_BYTES || at + 4 + length > end) return yield hostile;
    const sealed = Buffer.alloc(length);
    if ((await file.read(sealed, 0, length, at + 4)).bytesRead < length) {
      return yield err({ code: 'package.truncated', params: { part } });
    }
    at += 4 + length;
    const plaintext = nodeCrypto.open(key, nonceOf(index), sealed, frameContext(owner, part, index, at === end));
    if (!plaintext) return yield err({ code: 'package.damaged', params: { part } });
    yield ok(plaintext);
  }
}
