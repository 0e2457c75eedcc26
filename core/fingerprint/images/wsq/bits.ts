/** Runs of bits as ITU-T T.81 packs them: highest bit first, 0xFF in the data followed by a stuffed 0x00. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #byte = 0;
  #left = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Where the marker stands that ended the data. */
  get at(): number {
    return this.#at;
  }

  /** The next bit, or -1 where a marker or the end of the bytes comes instead. */
  bit(): number {
    if (this.#left === 0) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return -1;
      if (byte === 0xff) {
        if (this.#bytes[this.#at + 1] !== 0) return -1;
        this.#at += 1;
      }
      this.#at += 1;
      this.#byte = byte;
      this.#left = 8;
    }
    this.#left -= 1;
    return (this.#byte >> this.#left) & 1;
  }

  /** A number of that many bits, or -1. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) {
      const bit = this.bit();
      if (bit < 0) return -1;
      value = (value << 1) | bit;
    }
    return value;
  }
}
