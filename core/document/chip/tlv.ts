/**
 * BER-TLV as chips speak it (ISO/IEC 7816-4 §5.2.2) and the DER of certificates and signatures (X.690).
 * Definite lengths only; tags of up to three bytes; nothing is read beyond the bytes at hand, and nothing throws.
 */
export interface Tlv {
  /** The tag's bytes as one number, for example 0x7f61. */
  readonly tag: number;
  readonly value: Uint8Array;
  /** Tag, length and value as they came: what a signature was made over. */
  readonly raw: Uint8Array;
}

/** More elements than this in one level are no file of a chip. */
const MAX_ELEMENTS = 1_024;

/** The tag at `at`, and where it ends; null where there is none. */
function readTag(bytes: Uint8Array, at: number): { tag: number; end: number } | null {
  let tag = bytes[at];
  if (tag === undefined) return null;
  let end = at + 1;
  if ((tag & 0x1f) !== 0x1f) return { tag, end };
  for (let more = true; more; end++) {
    const next = bytes[end];
    if (next === undefined || end - at >= 3) return null;
    tag = tag * 256 + next;
    more = (next & 0x80) !== 0;
  }
  return { tag, end };
}

/** What tag and length say before the value has come: bytes of the header, and of the whole element. Null if not readable. */
export function readTlvHeader(bytes: Uint8Array, at = 0): { tag: number; header: number; total: number } | null {
  const head = readTag(bytes, at);
  const first = head === null ? undefined : bytes[head.end];
  if (head === null || first === undefined) return null;
  let from = head.end + 1;
  let length = first;
  if (first >= 0x80) {
    const count = first - 0x80;
    // 0x80 alone is an indefinite length, which neither chips nor DER know.
    if (count === 0 || count > 3 || from + count > bytes.length) return null;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[from + i] as number);
    from += count;
  }
  return { tag: head.tag, header: from - at, total: from - at + length };
}

/** The element that begins at `at`; null if it is broken or not there to its end. */
export function readTlv(bytes: Uint8Array, at = 0): Tlv | null {
  const head = readTlvHeader(bytes, at);
  if (head === null || at + head.total > bytes.length) return null;
  const raw = bytes.subarray(at, at + head.total);
  return { tag: head.tag, value: raw.subarray(head.header), raw };
}

/** All elements of one level, which must fill `bytes` wholly; null otherwise. */
export function readTlvs(bytes: Uint8Array): readonly Tlv[] | null {
  const found: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = readTlv(bytes, at);
    if (next === null || found.length === MAX_ELEMENTS) return null;
    found.push(next);
    at += next.raw.length;
  }
  return found;
}

/** The value at the end of a path of tags, the first of each where several are there; null if any is missing. */
export function valueAt(bytes: Uint8Array, ...path: readonly number[]): Uint8Array | null {
  let value: Uint8Array | null = bytes;
  for (const tag of path) {
    if (value === null) return null;
    value = readTlvs(value)?.find((element) => element.tag === tag)?.value ?? null;
  }
  return value;
}

/** One element. Throws RangeError for 16 MB or more (a bug of the caller). */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > 0xffffff) throw new RangeError('too long for an element');
  const head = numberBytes(tag);
  if (length < 0x80) head.push(length);
  else {
    const size = numberBytes(length);
    head.push(0x80 + size.length, ...size);
  }
  return join(Uint8Array.from(head), ...parts);
}

function numberBytes(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes;
}

/** The parts in one array. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two arrays hold the same bytes; takes the same time wherever they differ. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let differs = 0;
  for (let i = 0; i < a.length; i++) differs |= (a[i] as number) ^ (b[i] as number);
  return differs === 0;
}
