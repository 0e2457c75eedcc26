import type { Template } from '../template.ts';
import { AT, flatten, unflatten } from './flat.ts';

/** Bytes at the beginning of a gallery that nobody has told to expect more. */
const FIRST_ROOM = 65_536;

/**
 * Templates to be searched, one behind the other in one buffer (flat.ts): 1–4 kB each, and an index of 4 bytes. With
 * `shared` the buffer is a SharedArrayBuffer, which worker threads open with `Gallery.over` and never copy; what is
 * added later may move to a larger buffer, so that they are told buffer and `size` with every question.
 */
export class Gallery {
  readonly #shared: boolean;
  #buffer: ArrayBufferLike;
  #views: Views;
  #size = 0;
  #starts: number[] = [];

  private constructor(buffer: ArrayBufferLike, shared: boolean) {
    this.#buffer = buffer;
    this.#shared = shared;
    this.#views = viewsOf(buffer);
  }

  /** A gallery of these templates; the place of each is its number in the list. */
  static of(templates: Iterable<Template>, options: { readonly shared?: boolean } = {}): Gallery {
    const shared = options.shared === true;
    const gallery = new Gallery(reserve(FIRST_ROOM, shared), shared);
    for (const template of templates) gallery.add(template);
    return gallery;
  }

  /** The gallery in a buffer that another one of this process has filled up to `size`. */
  static over(buffer: ArrayBufferLike, size: number): Gallery {
    const gallery = new Gallery(buffer, !(buffer instanceof ArrayBuffer));
    gallery.#reach(Math.min(size, buffer.byteLength));
    return gallery;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Bytes in use. */
  get size(): number {
    return this.#size;
  }

  get buffer(): ArrayBufferLike {
    return this.#buffer;
  }

  /** Adds a template at the end. @returns its place */
  add(template: Template): number {
    const bytes = flatten(template);
    if (this.#size + bytes.length > this.#buffer.byteLength) {
      const larger = reserve(Math.max(2 * this.#buffer.byteLength, this.#size + bytes.length), this.#shared);
      new Uint8Array(larger).set(this.#views.bytes.subarray(0, this.#size));
      this.#views.bytes.fill(0);
      this.#buffer = larger;
      this.#views = viewsOf(larger);
    }
    this.#views.bytes.set(bytes, this.#size);
    this.#starts.push(this.#size);
    this.#size += bytes.length;
    return this.#starts.length - 1;
  }

  /** Overwrites all templates; the gallery is empty then. */
  wipe(): void {
    this.#views.bytes.fill(0);
    this.#starts = [];
    this.#size = 0;
  }

  /** The template at a place, as far as comparisons read it. */
  at(place: number): Template {
    const start = this.startOf(place);
    const length = 4 * this.#views.shorts[(start + AT.words) / 2]!;
    // A copy: it outlives a gallery that moves, and small arrays of their own are read faster than shared ones.
    return unflatten(this.#views.bytes.slice(start, start + length));
  }

  /** Where the bytes of the template at a place begin in the buffer. */
  startOf(place: number): number {
    const start = this.#starts[place];
    if (start === undefined) throw new RangeError(`a gallery of ${this.count} has no place ${place}`);
    return start;
  }

  get views(): Views {
    return this.#views;
  }

  #reach(size: number): void {
    while (this.#size < size) {
      const words = this.#views.shorts[(this.#size + AT.words) / 2]!;
      if (words === 0) throw new RangeError('not a gallery');
      this.#starts.push(this.#size);
      this.#size += 4 * words;
    }
  }
}

/** The whole buffer as numbers. */
export interface Views {
  readonly bytes: Uint8Array;
  readonly shorts: Uint16Array;
  readonly floats: Float32Array;
}

const reserve = (size: number, shared: boolean): ArrayBufferLike =>
  shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size);

const viewsOf = (buffer: ArrayBufferLike): Views => ({
  bytes: new Uint8Array(buffer),
  shorts: new Uint16Array(buffer),
  floats: new Float32Array(buffer),
});
