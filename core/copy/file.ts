import { type Crypto, NONCE_BYTES, TAG_BYTES } from '../crypto/crypto.ts';
import { fromHex, utf8 } from '../crypto/encoding.ts';
import { canonical, MAX_LINE_BYTES } from '../journal/canonical.ts';
import { type CopyHead, copyHeadSchema } from './head.ts';

/**
 * The copy of a journal as a file that only grows: a line that says what it is, the head as one line of JSON, then
 * pieces. Each piece holds some of the journal's lines in their order, sealed (AES-256-GCM) and bound to this file and
 * to their place in it; wherever the file was cut, what is read back is a prefix.
 */
const MAGIC = utf8('TAANUU-COPY/1\n');

/** Length of the rest, and the place of the first line, both u32 big-endian. */
const PIECE_HEAD = 8;
/** Lines of one piece: what a kiosk loses at most when one is cut. */
export const PIECE_LINES = 64;
const PIECE_MAX = PIECE_HEAD + NONCE_BYTES + PIECE_LINES * (MAX_LINE_BYTES + 1) + TAG_BYTES;
/** A head with the locks of many people; more is no head of ours. */
const HEAD_MAX = 16 * 1024 * 1024;
/** The journal of a day with tens of thousands of voters is a tenth of it; more is not read into memory. */
export const COPY_MAX_BYTES = 512 * 1024 * 1024;

const LINE_FEED = 0x0a;

/** The first bytes of a new copy. */
export function copyStart(head: CopyHead): Uint8Array {
  return joined([MAGIC, utf8(`${canonical(head)}\n`)]);
}

/**
 * The next piece of a copy.
 * @param place of the first line, from 1
 * @param nonce 12 random bytes
 */
export function copyPiece(
  crypto: Crypto,
  key: Uint8Array,
  id: string,
  place: number,
  lines: readonly string[],
  nonce: Uint8Array,
): Uint8Array {
  if (lines.length === 0 || lines.length > PIECE_LINES) throw new RangeError('a piece has 1 to 64 lines');
  const sealed = crypto.seal(key, nonce, utf8(lines.join('\n')), bound(id, place));
  const head = new Uint8Array(PIECE_HEAD);
  const numbers = new DataView(head.buffer);
  numbers.setUint32(0, 4 + nonce.length + sealed.length);
  numbers.setUint32(4, place);
  return joined([head, nonce, sealed]);
}

/** The head of a copy and where its pieces begin; null for another kind of file, or one that was cut in its head. */
export function readCopyHead(file: Uint8Array): { readonly head: CopyHead; readonly end: number } | null {
  if (!MAGIC.every((byte, at) => file[at] === byte)) return null;
  const end = file.subarray(0, HEAD_MAX).indexOf(LINE_FEED, MAGIC.length);
  if (end < 0) return null;
  const read = copyHeadSchema.safeParse(jsonOf(file.subarray(MAGIC.length, end)));
  return read.success ? { head: read.data, end: end + 1 } : null;
}

/** Whether these first bytes are those of a copy and its head goes on behind them. */
export function headGoesOn(beginning: Uint8Array): boolean {
  return (
    beginning.length >= MAGIC.length &&
    beginning.length < HEAD_MAX &&
    MAGIC.every((byte, at) => beginning[at] === byte) &&
    beginning.indexOf(LINE_FEED, MAGIC.length) < 0
  );
}

/** What a copy holds. */
export interface ReadCopy {
  readonly lines: readonly string[];
  /** The file up to here is whole; the rest, if there is any, is a piece that was cut or changed. */
  readonly good: number;
}

/**
 * Reads the pieces of a copy one after another, up to the first that is not whole, not the next one or not sealed with
 * this key for this file.
 * @param from where the pieces begin, from `readCopyHead`
 */
export function readCopy(crypto: Crypto, key: Uint8Array, id: string, file: Uint8Array, from: number): ReadCopy {
  const lines: string[] = [];
  const numbers = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let good = from;
  while (good + PIECE_HEAD <= file.length) {
    const length = 4 + numbers.getUint32(good);
    const place = numbers.getUint32(good + 4);
    if (place !== lines.length + 1 || length > PIECE_MAX || length < PIECE_HEAD + NONCE_BYTES + TAG_BYTES) break;
    if (good + length > file.length) break;
    const nonce = file.subarray(good + PIECE_HEAD, good + PIECE_HEAD + NONCE_BYTES);
    const opened = crypto.open(
      key,
      nonce,
      file.subarray(good + PIECE_HEAD + NONCE_BYTES, good + length),
      bound(id, place),
    );
    if (!opened) break;
    lines.push(...new TextDecoder().decode(opened).split('\n'));
    good += length;
  }
  return { lines, good };
}

/** What a piece is sealed for: this file, this place. */
function bound(id: string, place: number): Uint8Array {
  return joined([utf8('taanuu/copy-piece/1'), fromHex(id) ?? new Uint8Array(), utf8(`\0${place}`)]);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
