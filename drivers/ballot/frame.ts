import { crc32 } from 'node:zlib';
import { cobsLength, stuff, unstuff } from './cobs.ts';

/**
 * A frame on the line: 0x00, COBS(body, CRC-32), 0x00. The sum is CRC-32/ISO-HDLC (as in zlib and Ethernet; of
 * "123456789" 0xCBF43926), least significant byte first.
 */

/** The longest body, in bytes: a microcontroller has to hold one. */
export const LONGEST_BODY = 16_384;
const SUM_BYTES = 4;
const LONGEST_STUFFED = cobsLength(LONGEST_BODY + SUM_BYTES);

/** One body as a frame. The zero before it ends whatever noise came first. */
export function encodeFrame(body: Uint8Array): Uint8Array {
  if (body.length === 0 || body.length > LONGEST_BODY) throw new RangeError(`a body has 1–${LONGEST_BODY} bytes`);
  const summed = new Uint8Array(body.length + SUM_BYTES);
  summed.set(body);
  new DataView(summed.buffer).setUint32(body.length, crc32(body), true);
  const stuffed = stuff(summed);
  const frame = new Uint8Array(stuffed.length + 2);
  frame.set(stuffed, 1);
  return frame;
}

/**
 * Finds the bodies in bytes that may be split, doubled, lossy or garbage. Holds at most one frame; after damage it goes
 * on at the next zero.
 */
export class FrameDecoder {
  /** Bytes that belonged to no frame. */
  skipped = 0;
  private readonly buffer = new Uint8Array(LONGEST_STUFFED);
  private length = 0;
  /** More came than a frame can have: all of it up to the next zero is noise. */
  private overlong = false;

  /** Bytes held back for a frame that has not ended. */
  get held(): number {
    return this.length;
  }

  /** The bodies that end within `bytes`. */
  push(bytes: Uint8Array): Uint8Array[] {
    const bodies: Uint8Array[] = [];
    for (const byte of bytes) {
      if (byte !== 0) this.add(byte);
      else {
        const body = this.end();
        if (body !== null) bodies.push(body);
      }
    }
    return bodies;
  }

  /** The line is another one now: what was begun on the old one will not end here. */
  forget(): void {
    this.skipped += this.length;
    this.length = 0;
    this.overlong = false;
  }

  private add(byte: number): void {
    if (this.overlong || this.length === LONGEST_STUFFED) {
      this.skipped += this.length + 1;
      this.length = 0;
      this.overlong = true;
      return;
    }
    this.buffer[this.length] = byte;
    this.length += 1;
  }

  private end(): Uint8Array | null {
    const { length } = this;
    const stuffed = this.buffer.subarray(0, length);
    this.length = 0;
    this.overlong = false;
    if (length === 0) return null;
    const body = checked(stuffed);
    if (body === null) this.skipped += length;
    return body;
  }
}

function checked(stuffed: Uint8Array): Uint8Array | null {
  const summed = unstuff(stuffed);
  if (summed === null || summed.length <= SUM_BYTES) return null;
  const end = summed.length - SUM_BYTES;
  const sum = new DataView(summed.buffer, summed.byteOffset).getUint32(end, true);
  return crc32(summed.subarray(0, end)) === sum ? summed.slice(0, end) : null;
}
