import { crc32, inflateRawSync } from 'node:zlib';
import type { GrayPage } from '../scanner/page-scanner.ts';
import type { ImageHead } from './messages.ts';
import { IMAGE_LIMITS } from './messages.ts';

/** A page that comes in chunks of compressed rows. */
export class PageAssembly {
  /** How many chunks it has. */
  readonly chunks: number;
  private readonly head: ImageHead;
  private readonly pixels: Uint8Array;

  private constructor(head: ImageHead) {
    this.head = head;
    this.chunks = Math.ceil(head.height / head.rows);
    this.pixels = new Uint8Array(head.width * head.height);
  }

  /** Null where nobody has room for such a page. */
  static of(head: ImageHead): PageAssembly | null {
    const small = head.width * head.height <= IMAGE_LIMITS.pixels && head.height / head.rows <= IMAGE_LIMITS.chunks;
    return small ? new PageAssembly(head) : null;
  }

  /** False where the bytes are not those rows. */
  put(chunk: number, data: Uint8Array): boolean {
    const { width, height, rows } = this.head;
    const at = chunk * rows * width;
    const wanted = Math.min(rows, height - chunk * rows) * width;
    try {
      const raw = inflateRawSync(data, { maxOutputLength: wanted });
      if (raw.length !== wanted) return false;
      this.pixels.set(raw, at);
      return true;
    } catch {
      return false;
    }
  }

  /** The page, or null where its sum is another one. */
  page(): GrayPage | null {
    const { width, height, dpi, crc } = this.head;
    return crc32(this.pixels) === crc ? { width, height, dpi, pixels: this.pixels } : null;
  }
}
