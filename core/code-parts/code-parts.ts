/**
 * A few thousand bytes as a row of QR codes that one kiosk shows and another one's scanner reads. Each code says to what
 * it belongs, which one it is, and of how many, so that they may be read in any order and more than once:
 *
 *     "TAANUU1" ‖ 8 letters: the first 40 bits of SHA-256 over the bytes ‖ 2 digits: which, from 01 ‖ 2 digits: of how many ‖ base32
 *
 * Only capitals and digits: a QR code holds them in its densest letters, and no keyboard layout changes them.
 */
const MARK = 'TAANUU1';
const NAME = 8;
/** Letters of base32 in one code: 250 bytes, which a screen of ten inches shows in squares that any scanner tells apart. */
const LETTERS = 400;
/** More codes than these nobody shows to a scanner. */
export const MOST_PARTS = 24;
/** Bytes that fit. */
export const MOST_BYTES = Math.floor((MOST_PARTS * LETTERS * 5) / 8);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const form = /^TAANUU1([A-Z2-7]{8})(\d\d)(\d\d)([A-Z2-7]{1,400})$/;

/** @returns null where there is nothing, or more than fits. @param sha256 of the bytes */
export function partsOf(bytes: Uint8Array, sha256: Uint8Array): readonly string[] | null {
  if (bytes.length === 0 || bytes.length > MOST_BYTES) return null;
  const letters = toBase32(bytes);
  const of = Math.ceil(letters.length / LETTERS);
  const two = (number: number) => String(number).padStart(2, '0');
  return Array.from(
    { length: of },
    (_, at) => `${MARK}${nameOf(sha256)}${two(at + 1)}${two(of)}${letters.slice(at * LETTERS, (at + 1) * LETTERS)}`,
  );
}

/** What was read so far. */
export interface Collected {
  /** Of the row that is being read; null before its first code. */
  readonly name: string | null;
  readonly of: number;
  /** Letters by their place, from 1. */
  readonly parts: Readonly<Record<number, string>>;
}

export const NOTHING_READ: Collected = { name: null, of: 0, parts: {} };

/** One more text from a scanner. What is no code of such a row changes nothing; one of another row begins it anew. */
export function collect(before: Collected, text: string): Collected {
  const [, name = '', which = '', of = '', letters = ''] = form.exec(text.trim()) ?? [];
  const [at, count] = [Number(which), Number(of)];
  // Only the last code of a row may be short.
  const long = letters.length === LETTERS || (at === count && letters.length > 0);
  if (count < 1 || count > MOST_PARTS || at < 1 || at > count || !long) return before;
  const row = before.name === name && before.of === count ? before : { name, of: count, parts: {} };
  return { ...row, parts: { ...row.parts, [at]: letters } };
}

/** Places that are still to be read. */
export const missing = ({ of, parts }: Collected): readonly number[] =>
  Array.from({ length: of }, (_, at) => at + 1).filter((at) => parts[at] === undefined);

/**
 * The bytes, once all codes are there; null before, and where they are not what their name says.
 * @param sha256 reckons the hash
 */
export function wholeOf(collected: Collected, sha256: (bytes: Uint8Array) => Uint8Array): Uint8Array | null {
  if (collected.name === null || missing(collected).length > 0) return null;
  const bytes = fromBase32(Array.from({ length: collected.of }, (_, at) => collected.parts[at + 1] ?? '').join(''));
  return bytes !== null && nameOf(sha256(bytes)) === collected.name ? bytes : null;
}

const nameOf = (sha256: Uint8Array): string => toBase32(sha256.subarray(0, (NAME * 5) / 8));

/** RFC 4648, without padding. */
function toBase32(bytes: Uint8Array): string {
  let [letters, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters += ALPHABET[(held >> bits) & 31];
    }
  }
  return bits === 0 ? letters : letters + ALPHABET[(held << (5 - bits)) & 31];
}

/** @returns null where bits are left over that say something: the same bytes have one spelling */
function fromBase32(letters: string): Uint8Array | null {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of letters) {
    held = ((held << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? null : Uint8Array.from(bytes);
}
