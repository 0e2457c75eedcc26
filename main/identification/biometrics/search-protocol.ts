import type { Round } from '../../../core/fingerprint/fingerprint.ts';

/** A part of one round of a search, asked of one thread: the values of these places. */
export interface SearchRequest {
  readonly id: number;
  /** The gallery's memory, shared and never copied, and how much of it is filled. */
  readonly buffer: ArrayBufferLike;
  readonly size: number;
  /** A number for each search, by which a thread knows the probe of the round before again. */
  readonly search: number;
  /** ISO/IEC 19794-2 bytes. */
  readonly probe: Uint8Array;
  readonly round: Round;
  readonly places: Uint32Array;
}

/** Values in the order of the places; null when the probe is no template. */
export interface SearchAnswer {
  readonly id: number;
  readonly values: Float64Array | null;
}

/** The search is over: the thread lets go of the probe and of the gallery. */
export interface ForgetRequest {
  readonly id: number;
  readonly forget: true;
}
