import { createCipheriv, createDecipheriv } from 'node:crypto';
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { openDatabase } from '../../main/storage/open.ts';
import { bytesOf, placeIn } from './blocks.ts';

/**
 * Whoever has the whole disk of the zone, free blocks included, and its keys, and knows how its records look. Nothing here
 * knows which store was used: it looks for ballots in every form, everywhere, and for whatever stands in a row with them.
 */

/** One place where the choice of a ballot can be read. */
export interface Sighting {
  readonly choice: string;
  /** Byte of the image. */
  readonly at: number;
  /** As it is, or behind a nonce, by that key. */
  readonly how: 'plain' | 'sealed';
  /** The first bytes of the nonce, as a number; 0 in plain text. */
  readonly nonce: number;
}

/** Where a canonical record begins, and what stands around its choice. */
const RECORD = Buffer.from('{"batch"');
const CHOICE = /"marked":\["([^"]+)"\]/;
const RECORD_BYTES = 400;
const PAGE = 4_096;
const NONCE = 12;
/** AES-GCM encrypts from the counter 2 on (NIST SP 800-38D §7.1). */
const FIRST_COUNTER = 2;
/** Records may begin a little behind the beginning of what was sealed. */
const STARTS = [0, 4, 8];

/** Every ballot that can be read anywhere in these bytes, at whatever offset, whole or not: its tag is not asked. */
export function sightings(image: Buffer, keys: readonly Uint8Array[]): readonly Sighting[] {
  return [...plainSightings(image), ...keys.flatMap((key) => sealedSightings(image, key))];
}

function plainSightings(image: Buffer): Sighting[] {
  const out: Sighting[] = [];
  for (let at = image.indexOf(RECORD); at >= 0; at = image.indexOf(RECORD, at + 1)) {
    const choice = CHOICE.exec(image.toString('latin1', at, at + RECORD_BYTES))?.[1];
    if (choice) out.push({ choice, at, how: 'plain', nonce: 0 });
  }
  return out;
}

function sealedSightings(image: Buffer, key: Uint8Array): Sighting[] {
  return sealedAt(image, key, RECORD, STARTS).flatMap((at) => {
    const choice = CHOICE.exec(decrypted(image, at, key).toString('latin1'))?.[1];
    return choice ? [{ choice, at, how: 'sealed' as const, nonce: image.readUIntBE(at, 6) }] : [];
  });
}

/**
 * Every offset at which something begins that was sealed with this key and whose text begins so.
 * @param skips how many bytes of the first block may stand before that
 */
export function sealedAt(image: Buffer, key: Uint8Array, beginning: Buffer, skips: readonly number[]): number[] {
  const out: number[] = [];
  const zeros = Buffer.alloc(PAGE);
  const counters = Buffer.alloc(PAGE * 16);
  const words = new Int32Array(counters.buffer, counters.byteOffset, PAGE * 4);
  for (let i = 0; i < PAGE; i += 1) counters[i * 16 + 15] = FIRST_COUNTER;
  for (let start = 0; start + PAGE + RECORD_BYTES <= image.length; start += PAGE) {
    if (image.compare(zeros, 0, PAGE, start, start + PAGE) === 0) continue;
    // Whatever begins at a byte of this page is taken for a nonce.
    for (let i = 0; i < PAGE; i += 1) {
      for (let word = 0; word < NONCE / 4; word += 1) words[i * 4 + word] = image.readInt32LE(start + i + word * 4);
    }
    const stream = ecb(key, counters);
    for (let i = 0; i < PAGE; i += 1) {
      const text = start + i + NONCE;
      for (const skip of skips) {
        // Almost always the first byte says no.
        if (((image[text + skip] as number) ^ (stream[i * 16 + skip] as number)) !== beginning[0]) continue;
        if (begins(image, text + skip, stream, i * 16 + skip, beginning, 16 - skip)) out.push(start + i);
      }
    }
  }
  return out;
}

/** Whether a block, deciphered, begins so, as far as it goes. */
function begins(
  ...[image, text, stream, from, beginning, most]: [Buffer, number, Buffer, number, Buffer, number]
): boolean {
  for (let j = 0; j < Math.min(beginning.length, most); j += 1) {
    if (((image[text + j] as number) ^ (stream[from + j] as number)) !== beginning[j]) return false;
  }
  return true;
}

function ecb(key: Uint8Array, blocks: Buffer): Buffer {
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(blocks);
}

/** What stands behind a nonce, as far as a record may be long. */
function decrypted(image: Buffer, at: number, key: Uint8Array): Buffer {
  const counter = Buffer.alloc(16);
  image.copy(counter, 0, at, at + NONCE);
  counter[15] = FIRST_COUNTER;
  return createDecipheriv('aes-256-ctr', key, counter).update(image.subarray(at + NONCE, at + NONCE + RECORD_BYTES));
}

/** Numbers by which ballots could be put in a row, by choice. */
export type Features = Readonly<Record<string, ReadonlyMap<string, number>>>;

/**
 * Everything that may tell an order: where on the disk a ballot is seen first and last, its nonce, how often it is there,
 * number and times of the file that it is in, and its row in whatever is a database.
 * @param seen what is seen on the disk
 */
export function features(seen: readonly Sighting[], disk: PoweredDisk): Features {
  const out: Record<string, Map<string, number>> = {};
  const put = (feature: string, choice: string, value: number) => {
    out[feature] ??= new Map();
    out[feature].set(choice, value);
  };
  for (const { choice, at, nonce } of seen) {
    put('last place', choice, at);
    if (!out['first place']?.has(choice)) put('first place', choice, at);
    put('nonce', choice, nonce);
    put('copies', choice, (out.copies?.get(choice) ?? 0) + 1);
  }
  for (const file of filesIn(disk.path)) {
    const { ino, mtimeMs, ctimeMs } = statSync(file);
    const ranges = bytesOf(disk, `<${ino}>`);
    for (const { choice, at } of seen) {
      const place = placeIn(ranges, at);
      if (place === undefined) continue;
      put('place in its file', choice, place);
      put('number of its file', choice, ino);
      put('time of its file', choice, mtimeMs);
      put('change of its file', choice, ctimeMs);
    }
    if (readFileSync(file).toString('latin1', 0, 15) !== 'SQLite format 3') continue;
    for (const [choice, row] of rowsOf(file)) put('row', choice, row);
  }
  return out;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Choice and row id of whatever is a ballot in the tables of a plain database. */
function rowsOf(file: string): [string, number][] {
  const db = openDatabase(file, { readonly: true });
  if (!db.ok) throw new Error(db.error.code);
  const tables = db.value.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[];
  const rows = tables.flatMap(
    (table) => db.value.prepare(`select rowid as row, * from "${table}"`).all() as Record<string, unknown>[],
  );
  db.value.close();
  return rows.flatMap((row) => {
    const choice = CHOICE.exec(Object.values(row).join(' '))?.[1];
    return choice ? [[choice, Number(row.row)] as [string, number]] : [];
  });
}

/**
 * Times at which a file was changed, from every copy of its inode on the disk (ext4: mode, size, links and times stand at
 * 0x00, 0x04, 0x1a, 0x0c and 0x84 of an inode, which begins at a multiple of 128 bytes).
 */
export function timesOf(image: Buffer, { mode, size }: Stats): ReadonlySet<string> {
  const times = new Set<string>();
  for (let at = 0; at + 256 <= image.length; at += 128) {
    if (image.readUInt16LE(at) !== mode || image.readUInt32LE(at + 4) !== size || image[at + 0x1a] !== 1) continue;
    times.add(`${image.readUInt32LE(at + 0x0c)}.${image.readUInt32LE(at + 0x84)}`);
  }
  return times;
}

/** A text in the forms in which programs leave it lying about; the two inner letters of a base64 alignment are enough. */
export function formsOf(text: string): readonly Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const coded = Buffer.concat([Buffer.alloc(shift), plain]).toString('base64');
    return Buffer.from(coded.slice(4, coded.length - 4), 'latin1');
  });
  return [
    plain,
    Buffer.from(text, 'utf16le'),
    Buffer.from(plain.toString('hex'), 'latin1'),
    Buffer.from(plain.toString('hex').toUpperCase(), 'latin1'),
    ...base64,
  ];
}
