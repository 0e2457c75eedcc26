import type { Offers } from '../../../core/hub/packages.ts';

/** Whom packages may be had from. */
export interface PackageSource {
  /** `hub`, or the device of a kiosk. */
  readonly name: string;
  /** What there is for this station; null: nobody answers. */
  readonly offers: () => Promise<Offers | null>;
  /** A piece; null: nobody answers, or it is not there. */
  readonly piece: (sha256: string, n: number) => Promise<Uint8Array | null>;
  /** Whether something may be asked now: what matters more on that way goes first. */
  readonly isFree: () => boolean;
  /** Bytes in a second, on average, that are asked for. */
  readonly bytesPerSecond: number;
}
