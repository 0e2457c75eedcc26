import { kernelsBase64 } from './kernels.wasm.ts';

type Kernel = (...args: number[]) => void;
/** What the module gives (see assembly/): addresses and sizes in, planes written. */
export type KernelExports = { readonly memory: WebAssembly.Memory } & Readonly<
  Record<
    | 'boxMean16'
    | 'boxShare'
    | 'boxSum8'
    | 'boxSum16'
    | 'boxSum32'
    | 'filterAtPoints'
    | 'filterBank'
    | 'normalise'
    | 'resample'
    | 'structureTensor'
    | 'thin',
    Kernel
  >
>;

/** A view that the arena has given out. */
export type View = Uint8Array | Int16Array | Int32Array;

/**
 * Far more than the largest image that extraction works on asks for: 2000 × 2000 points of some 35 bytes.
 */
const MOST_BYTES = 512 * 1024 * 1024;
/** What a thread keeps between images: more than a scanner's image takes at 500 dpi. */
const KEPT_BYTES = 32 * 1024 * 1024;
const PAGE = 65_536;
/** Vectors look a little before the first and behind the last point of a plane; nothing else lies there. */
const GUARD = 64;

/** Compiled once for a thread. It imports nothing, so it can do nothing but compute in its own memory. */
let compiled: WebAssembly.Module | undefined;
let kept: KernelExports | undefined;

/**
 * An instance with at least these bytes. It compiles in the caller's thread, which Node allows everywhere, and browsers
 * for a module as small as this; a page whose policy forbids it needs 'wasm-unsafe-eval' in script-src. Screens have
 * no use for it: the product extracts in a thread of Node.
 */
function instanceWith(bytes: number): KernelExports {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelsBase64), (char) => char.charCodeAt(0)));
  if (kept && kept.memory.buffer.byteLength > KEPT_BYTES && bytes <= KEPT_BYTES) kept = undefined;
  kept ??= new WebAssembly.Instance(compiled).exports as unknown as KernelExports;
  const missing = bytes - kept.memory.buffer.byteLength;
  if (missing > 0) kept.memory.grow(Math.ceil(missing / PAGE));
  return kept;
}

/** The arena that planes are cut from now; every earlier one is closed. */
let open: Arena | undefined;

/** What an arena is opened for. */
export interface ArenaSize {
  /** The largest plane: points across and down; no kernel works on a wider or higher one. */
  readonly width: number;
  readonly height: number;
  /** Bytes of all planes together for each of its points. */
  readonly bytesPerPoint: number;
  /** Bytes of what does not grow with the image, such as filters and lists. */
  readonly more?: number;
  /** How many planes and lists will be taken; each may cost a few bytes of guard. 64 without. */
  readonly planes?: number;
}

/**
 * The kernels' memory for the work on one image. All of it is there before the first view is handed out, so that it
 * never grows under a view. Opening the next arena closes this one; a view of a closed arena is refused by the kernels.
 */
export class Arena {
  readonly exports: KernelExports;
  /** Where the kernels work, behind the planes. */
  readonly scratch: number;
  readonly #own: number;
  readonly #width: number;
  readonly #height: number;
  #next = GUARD;

  /** @throws RangeError above 512 MiB, or where the machine has no memory left */
  constructor({ width, height, bytesPerPoint, more = 0, planes = 64 }: ArenaSize) {
    const bytes = width * height * bytesPerPoint + more + planes * 2 * GUARD;
    const own = scratchBytes(width, height);
    if (!(bytes >= 0 && bytes + own <= MOST_BYTES)) throw new RangeError(`no image needs ${bytes + own} bytes`);
    open?.close();
    this.scratch = (Math.ceil(bytes) + 2 * GUARD) & ~15;
    this.exports = instanceWith(this.scratch + own);
    this.#own = own;
    this.#width = width;
    this.#height = height;
    open = this;
  }

  /** A plane or list of so many bytes, all 0. */
  uint8(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer(), this.#take(length), length);
  }

  int16(length: number): Int16Array<ArrayBuffer> {
    return new Int16Array(this.#buffer(), this.#take(2 * length), length);
  }

  int32(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#buffer(), this.#take(4 * length), length);
  }

  /** A copy of what the kernels shall read. */
  copyOf(values: Uint8Array): Uint8Array<ArrayBuffer>;
  copyOf(values: Int16Array): Int16Array<ArrayBuffer>;
  copyOf(values: Int32Array): Int32Array<ArrayBuffer>;
  copyOf(values: View): View {
    const copy =
      values instanceof Uint8Array
        ? this.uint8(values.length)
        : values instanceof Int16Array
          ? this.int16(values.length)
          : this.int32(values.length);
    copy.set(values);
    return copy;
  }

  /**
   * Points of a plane.
   * @throws RangeError where it is none, or larger than the arena was opened for
   */
  pointsOf(width: number, height: number): number {
    const within = (side: number, most: number) => Number.isInteger(side) && side > 0 && side <= most;
    if (within(width, this.#width) && within(height, this.#height)) return width * height;
    throw new RangeError(`a plane of ${width} × ${height} where ${this.#width} × ${this.#height} was asked for`);
  }

  /**
   * Where a view lies.
   * @throws where it is not of this arena, or shorter than what the kernel reads or writes
   */
  addressOf(view: View, length: number): number {
    this.#mustBeOpen();
    if (view.buffer !== this.#buffer()) throw new Error('a kernel needs planes of its own arena');
    if (!(view.length >= length)) throw new RangeError(`a plane of ${view.length} where ${length} are needed`);
    return view.byteOffset;
  }

  /** Nothing of the image stays: what was handed out is 0 again. */
  close(): void {
    if (open !== this) return;
    new Uint8Array(this.#buffer(), 0, this.#next).fill(0);
    new Uint8Array(this.#buffer(), this.scratch, this.#own).fill(0);
    open = undefined;
  }

  /** Address of so many bytes, at a multiple of 16. */
  #take(bytes: number): number {
    this.#mustBeOpen();
    const at = this.#next;
    const next = (at + bytes + GUARD + 15) & ~15;
    if (!(bytes >= 0 && next <= this.scratch)) throw new RangeError('more planes than the arena was opened for');
    this.#next = next;
    return at;
  }

  #mustBeOpen(): void {
    if (open !== this) throw new Error('these planes are closed: another image was begun');
  }

  #buffer(): ArrayBuffer {
    return this.exports.memory.buffer as ArrayBuffer;
  }
}

/** What the hungriest kernels need: thinning five bytes a point, the flow rows of sums (see assembly/). */
const scratchBytes = (width: number, height: number): number => 5 * width * height + 900 * (width + 160);
