import type { DecodedSamples } from '../../core/fingerprint/fingerprint.ts';

/** What both codecs look like from outside (embind). */
export interface Decoder {
  /** Room for the compressed bytes, inside the module's memory. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): { width: number; height: number; componentCount: number; bitsPerSample: number };
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}

/** What the loader is given, and fills with the decoder's class. */
export interface Instance {
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  readonly print: () => void;
  readonly printErr: () => void;
  readonly [name: string]: unknown;
}
export type Loader = (instance: Instance) => unknown;

/** Bytes that a decoder may take: an image of 2000 × 2000 in three colours with all that decoding it needs. */
const MOST_MEMORY = 320 * 1024 * 1024;
const PAGE = 65_536;

/**
 * Makes growing beyond the bound fail, as if there were no more memory: emscripten's allocator then gives nothing, and the
 * decoder reports it or traps. The modules themselves would take 2 GiB.
 */
function bound(memory: WebAssembly.Memory): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE > MOST_MEMORY) throw new RangeError('enough');
    return grow(pages);
  };
}

function load(loader: Loader, module: WebAssembly.Module, name: string): new () => Decoder {
  const instance: Instance = {
    instantiateWasm: (imports, done) => {
      const made = new WebAssembly.Instance(module, imports);
      for (const exported of Object.values(made.exports)) if (exported instanceof WebAssembly.Memory) bound(exported);
      done(made);
      return made.exports;
    },
    // What a codec thinks of hostile bytes interests nobody.
    print: () => {},
    printErr: () => {},
  };
  loader(instance);
  return instance[name] as new () => Decoder;
}

/**
 * A codec in WebAssembly behind a wall: whatever it throws or traps on is a null, and since its memory may be broken then,
 * the next image is given a new instance.
 * @param name of the decoder's class
 */
export function wasmDecoder(loader: Loader, module: () => WebAssembly.Module, name: string) {
  let kept: (new () => Decoder) | null = null;
  return (bytes: Uint8Array): DecodedSamples | null => {
    try {
      kept ??= load(loader, module(), name);
      const decoder = new kept();
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const { width, height, componentCount: channels, bitsPerSample } = decoder.getFrameInfo();
      const samples = decoder.getDecodedBuffer();
      const whole = bitsPerSample === 8 && samples.length === width * height * channels;
      const copy = whole ? { width, height, channels, samples: new Uint8Array(samples) } : null;
      decoder.delete();
      return copy;
    } catch {
      kept = null;
      return null;
    }
  };
}
