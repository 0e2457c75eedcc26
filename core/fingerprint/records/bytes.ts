/** Reads big-endian numbers; beyond the end it gives 0 and remembers that it did, so that nothing throws. */
export class ByteReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #at: number;
  #short = false;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  /** Something was asked for that is not there. */
  get short(): boolean {
    return this.#short;
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return Math.max(0, this.#bytes.length - this.#at);
  }

  u8(): number {
    return this.#has(1) ? this.#view.getUint8(this.#at - 1) : 0;
  }

  u16(): number {
    return this.#has(2) ? this.#view.getUint16(this.#at - 2) : 0;
  }

  u32(): number {
    return this.#has(4) ? this.#view.getUint32(this.#at - 4) : 0;
  }

  /** A copy. */
  take(length: number): Uint8Array {
    return this.#has(length) ? this.#bytes.slice(this.#at - length, this.#at) : new Uint8Array();
  }

  skip(length: number): void {
    this.#has(length);
  }

  #has(length: number): boolean {
    if (length < 0 || this.#at + length > this.#bytes.length) {
      this.#short = true;
      return false;
    }
    this.#at += length;
    return true;
  }
}

/** Writes big-endian numbers, growing as needed. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  u8(value: number): this {
    this.#bytes.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value >> 8).u8(value);
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value);
  }

  put(bytes: Iterable<number>): this {
    for (const byte of bytes) this.u8(byte);
    return this;
  }

  /** Writes over what stands at `at`. */
  setU32(at: number, value: number): this {
    for (let i = 0; i < 4; i += 1) this.#bytes[at + i] = (value >>> (24 - 8 * i)) & 0xff;
    return this;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
