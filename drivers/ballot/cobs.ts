/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): any bytes without a zero among them, one byte more in
 * each 254. So a zero on the line is always the end of a frame, whatever was lost before it.
 */

/** The longest run that one code byte speaks for. */
const LONGEST_RUN = 254;

/** How long the stuffed form of so many bytes is at most. */
export const cobsLength = (length: number): number => length + 1 + Math.floor(length / LONGEST_RUN);

/** The same bytes without a zero. */
export function stuff(bytes: Uint8Array): Uint8Array {
  const stuffed = new Uint8Array(cobsLength(bytes.length));
  let code = 0;
  let end = 1;
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0) stuffed[end++] = byte;
    const run = end - code;
    const last = at === bytes.length - 1;
    if (byte === 0 || (run === LONGEST_RUN + 1 && !last)) {
      // A run that is full needs no zero after it.
      stuffed[code] = byte === 0 ? run : LONGEST_RUN + 1;
      code = end;
      end += 1;
    }
  }
  stuffed[code] = end - code;
  return stuffed.subarray(0, end);
}

/** The bytes that were stuffed, or null where these never were. */
export function unstuff(stuffed: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(stuffed.length);
  let end = 0;
  for (let at = 0; at < stuffed.length; ) {
    const code = stuffed[at] ?? 0;
    const next = at + code;
    if (code === 0 || next > stuffed.length) return null;
    for (at += 1; at < next; at += 1) {
      const byte = stuffed[at] ?? 0;
      if (byte === 0) return null;
      bytes[end++] = byte;
    }
    if (code <= LONGEST_RUN && at < stuffed.length) bytes[end++] = 0;
  }
  return stuffed.length === 0 ? null : bytes.subarray(0, end);
}
