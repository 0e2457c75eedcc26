import { PAGE_LIMITS } from './page-scanner.ts';

/** An image out of a stream, as gray whatever it was. */
export interface PnmImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** `not-pnm`: no header of a raw bitmap, graymap or pixmap. `too-large`: more than `PnmLimits` allow. */
export type PnmFault = 'not-pnm' | 'too-large';

export interface PnmLimits {
  readonly side: number;
  readonly pixels: number;
}

/** Longer headers hold nothing but comments. */
const HEADER_BYTES = 2_048;
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]);
const [HASH, LINE_FEED, ZERO, NINE] = [0x23, 0x0a, 0x30, 0x39];
/** Red, green and blue in the gray that an eye sees (ITU-R BT.601), in thousandths. */
const LUMA = [299, 587, 114];

interface Header {
  readonly kind: 'P4' | 'P5' | 'P6';
  readonly width: number;
  readonly height: number;
  readonly most: number;
}

/**
 * Raw PNM images (P4, P5, P6; 8 and 16 bits) one after the other out of a stream of bytes, however it is cut. Sizes are
 * checked before anything is reserved. After a fault nothing more is read: pixels may look like anything, so a stream
 * that lost its place has none to find again.
 */
export class PnmReader {
  private readonly limits: PnmLimits;
  private head: number[] = [];
  private header: Header | null = null;
  private pixels = new Uint8Array(0);
  private filled = 0;
  /** The first half of a 16-bit sample, the samples of a pixel so far, and where in the pixel the next one belongs. */
  private high = -1;
  private sum = 0;
  private channel = 0;
  private broken: PnmFault | null = null;

  constructor(limits: PnmLimits = PAGE_LIMITS) {
    this.limits = limits;
  }

  get fault(): PnmFault | null {
    return this.broken;
  }

  /** Share of the image under way that is here, 0–1. */
  get share(): number {
    return this.header ? this.filled / this.pixels.length : 0;
  }

  /** True between images: a stream that ends elsewhere was cut. */
  get atEnd(): boolean {
    return this.header === null && this.head.length === 0;
  }

  /** The images that these bytes complete. */
  push(bytes: Uint8Array): readonly PnmImage[] {
    const images: PnmImage[] = [];
    let at = 0;
    while (at < bytes.length && !this.broken) {
      if (this.header === null) {
        this.readHead(bytes[at]!);
        at += 1;
      } else at += this.readBody(bytes.subarray(at), this.header);
      if (this.header === null || this.filled < this.pixels.length) continue;
      images.push({ width: this.header.width, height: this.header.height, pixels: this.pixels });
      this.header = null;
      this.pixels = new Uint8Array(0);
    }
    return images;
  }

  private readHead(byte: number): void {
    this.head.push(byte);
    const { head } = this;
    if (head[0] !== 0x50 || (head.length > 1 && ![0x34, 0x35, 0x36].includes(head[1]!))) this.broken = 'not-pnm';
    if (this.broken || head.length < 3) return;
    const read = parseHead(head);
    if (read === 'more' && head.length < HEADER_BYTES) return;
    if (read === 'more' || read === 'wrong') {
      this.broken = 'not-pnm';
      return;
    }
    const { width, height } = read;
    const { side, pixels } = this.limits;
    if (width > side || height > side || width * height > pixels) {
      this.broken = 'too-large';
      return;
    }
    this.header = read;
    this.head = [];
    this.pixels = new Uint8Array(width * height);
    this.filled = 0;
    [this.high, this.sum, this.channel] = [-1, 0, 0];
  }

  /** @returns how many of the bytes belong to this image */
  private readBody(bytes: Uint8Array, { kind, width, most }: Header): number {
    if (kind === 'P4') return this.readBits(bytes, width);
    if (kind === 'P5' && most === 255) {
      const part = bytes.subarray(0, this.pixels.length - this.filled);
      this.pixels.set(part, this.filled);
      this.filled += part.length;
      return part.length;
    }
    const channels = kind === 'P6' ? 3 : 1;
    let at = 0;
    for (; at < bytes.length && this.filled < this.pixels.length; at += 1) {
      let sample = bytes[at]!;
      if (most > 255) {
        if (this.high < 0) {
          this.high = sample;
          continue;
        }
        sample += this.high * 256;
        this.high = -1;
      }
      const gray = most === 255 ? sample : (Math.min(sample, most) * 255) / most;
      this.sum += channels === 1 ? gray * 1000 : gray * LUMA[this.channel]!;
      this.channel += 1;
      if (this.channel < channels) continue;
      this.pixels[this.filled] = Math.round(this.sum / 1000);
      this.filled += 1;
      [this.sum, this.channel] = [0, 0];
    }
    return at;
  }

  /** Eight pixels a byte, 1 is black; every row begins with a byte of its own. */
  private readBits(bytes: Uint8Array, width: number): number {
    let at = 0;
    for (; at < bytes.length && this.filled < this.pixels.length; at += 1) {
      const inRow = Math.min(8, width - (this.filled % width));
      for (let bit = 0; bit < inRow; bit += 1) {
        this.pixels[this.filled] = bytes[at]! & (0x80 >> bit) ? 0 : 255;
        this.filled += 1;
      }
    }
    return at;
  }
}

/** Magic, width, height and, but for bitmaps, the largest value; one space ends it. Comments run from # to the line's end. */
function parseHead(head: readonly number[]): Header | 'more' | 'wrong' {
  // Numbers end with a space: until one comes there is nothing new to see.
  if (!SPACE.has(head.at(-1)!)) return 'more';
  const kind = (['P4', 'P5', 'P6'] as const)[head[1]! - 0x34]!;
  const wanted = kind === 'P4' ? 2 : 3;
  const numbers: number[] = [];
  let at = 2;
  while (at < head.length) {
    if (head[at] === HASH) {
      while (at < head.length && head[at] !== LINE_FEED) at += 1;
      if (at === head.length) return 'more';
    } else if (SPACE.has(head[at]!)) at += 1;
    else {
      // Before a number stands at least one space.
      if (!SPACE.has(head[at - 1]!)) return 'wrong';
      let value = 0;
      const start = at;
      for (; at < head.length && head[at]! >= ZERO! && head[at]! <= NINE!; at += 1)
        value = value * 10 + head[at]! - ZERO!;
      if (at === start || at - start > 9 || value === 0 || (at < head.length && !SPACE.has(head[at]!))) return 'wrong';
      numbers.push(value);
      if (numbers.length === wanted) break;
    }
  }
  const [width, height, most = 1] = numbers;
  if (numbers.length < wanted || width === undefined || height === undefined) return 'more';
  return most > 65_535 ? 'wrong' : { kind, width, height, most };
}
