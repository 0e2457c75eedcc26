import { Buffer } from 'node:buffer';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * PIN → precinct for the whole country, without PINs: sorted entries of 10 bytes, the first 8 bytes of
 * HMAC-SHA-256(index key, PIN) and the precinct's place in the election's table (u16), big-endian.
 *
 *     "TNINDEX1" ‖ u32 entries ‖ entries
 *
 * 4.3 million voters take 43 MB; two of them share the 8 bytes with probability 5·10⁻⁷. Whoever holds the key can try
 * all PINs, so the index is personal data: sealed in the package, encrypted at rest, gone with the register.
 */
const MAGIC = Buffer.from('TNINDEX1', 'latin1');
const HEAD_BYTES = MAGIC.length + 4;
const ENTRY_BYTES = 10;
const HASH_BYTES = 8;
const BUCKETS = 65_536;

/**
 * HMAC-SHA-256 with the key's two blocks hashed once: 3.4 µs a PIN, where node:crypto takes 20 µs to set up each HMAC,
 * which is what 4.3 million of them wait for.
 */
function keyed(key: Uint8Array): (pin: string) => Uint8Array {
  const started = hmac.create(sha256, key);
  return (pin) => started.clone().update(Buffer.from(pin, 'latin1')).digest();
}

export interface IndexedVoter {
  readonly pin: string;
  /** Place of the precinct in the election's table, 0–65,534. */
  readonly precinct: number;
}

export interface BuiltIndex {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Voters left out because their PIN had come before. */
  readonly duplicates: number;
}

/**
 * Builds the index in memory (about 100 MB for 4.3 million). Sorted by a radix pass over the first two bytes of the
 * hash and small sorts within; comparing 4.3 million byte strings directly takes several times longer.
 * @param capacity at least the number of voters
 */
export function buildCountryIndex(
  voters: Iterable<IndexedVoter>,
  key: Uint8Array,
  capacity: number,
  onProgress: (done: number) => void = () => {},
): BuiltIndex {
  const hashOf = keyed(key);
  const unsorted = Buffer.allocUnsafe(capacity * ENTRY_BYTES);
  const starts = new Uint32Array(BUCKETS + 1);
  let read = 0;
  for (const { pin, precinct } of voters) {
    if (read === capacity) throw new RangeError('more voters than the given capacity');
    const at = read * ENTRY_BYTES;
    unsorted.set(hashOf(pin).subarray(0, HASH_BYTES), at);
    unsorted.writeUInt16BE(precinct, at + HASH_BYTES);
    const bucket = unsorted.readUInt16BE(at) + 1;
    starts[bucket] = (starts[bucket] ?? 0) + 1;
    read += 1;
    if (read % 10_000 === 0) onProgress(read);
  }
  for (let b = 1; b <= BUCKETS; b++) starts[b] = (starts[b] ?? 0) + (starts[b - 1] ?? 0);
  const grouped = group(unsorted, read, starts);
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + read * ENTRY_BYTES);
  let count = 0;
  for (let b = 0; b < BUCKETS; b++) {
    let previous: Buffer | null = null;
    for (const entry of sortedBucket(grouped, starts[b] ?? 0, starts[b + 1] ?? 0)) {
      if (previous && entry.compare(previous, 0, HASH_BYTES, 0, HASH_BYTES) === 0) continue;
      bytes.set(entry, HEAD_BYTES + count * ENTRY_BYTES);
      previous = entry;
      count += 1;
    }
  }
  bytes.set(MAGIC);
  bytes.writeUInt32BE(count, MAGIC.length);
  return { bytes: bytes.subarray(0, HEAD_BYTES + count * ENTRY_BYTES), count, duplicates: read - count };
}

function group(entries: Buffer, count: number, starts: Uint32Array): Buffer {
  const next = starts.slice();
  const grouped = Buffer.allocUnsafe(count * ENTRY_BYTES);
  for (let i = 0; i < count; i++) {
    const bucket = entries.readUInt16BE(i * ENTRY_BYTES);
    const to = next[bucket] ?? 0;
    next[bucket] = to + 1;
    entries.copy(grouped, to * ENTRY_BYTES, i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES);
  }
  return grouped;
}

/** Entries of one bucket by hash; a stable sort keeps the first of equal PINs first. */
function sortedBucket(grouped: Buffer, from: number, to: number): readonly Buffer[] {
  const entries: Buffer[] = [];
  for (let i = from; i < to; i++) entries.push(grouped.subarray(i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES));
  return entries.sort((a, b) => a.compare(b, 0, HASH_BYTES, 0, HASH_BYTES));
}

/** Answers for a built index. */
export interface CountryIndex {
  readonly count: number;
  /** Place of the precinct in the election's table, or null if nobody on any list has this PIN. */
  find(pin: string): number | null;
}

/** Opens an index; null if the bytes are not one (wrong head, wrong length). The order is trusted: it was signed. */
export function openCountryIndex(bytes: Uint8Array, key: Uint8Array): CountryIndex | null {
  const index = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (index.length < HEAD_BYTES || !index.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const count = index.readUInt32BE(MAGIC.length);
  if (index.length !== HEAD_BYTES + count * ENTRY_BYTES) return null;
  const hashOf = keyed(key);
  return {
    count,
    find(pin) {
      const hash = hashOf(pin);
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const at = HEAD_BYTES + middle * ENTRY_BYTES;
        const order = index.compare(hash, 0, HASH_BYTES, at, at + HASH_BYTES);
        if (order === 0) return index.readUInt16BE(at + HASH_BYTES);
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      return null;
    },
  };
}
