/** Samples of 8 bits as a decoder gives them: interleaved, top row first. */
export interface DecodedSamples {
  readonly width: number;
  readonly height: number;
  /** 1 gray, 3 red, green and blue. */
  readonly channels: number;
  readonly samples: Uint8Array;
}

/**
 * Decoders that are libraries with a loader of their own, and so stand outside core (main/images has them). They are
 * given only what this room has looked through: its size, its depth and how many parts it has are within bounds.
 * Null: the bytes could not be decoded. They never throw.
 */
export interface ImageCodecs {
  readonly jpeg: (bytes: Uint8Array) => DecodedSamples | null;
  /** A codestream without the boxes of JP2. */
  readonly jpeg2000: (bytes: Uint8Array) => DecodedSamples | null;
}
