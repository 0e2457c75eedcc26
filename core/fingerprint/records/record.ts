import type { FingerPosition } from '../../admission/facts.ts';

/**
 * Finger minutiae records as the standards lay them out, numbers as they stand in the bytes: what another program wrote
 * is read, kept and written again without loss. `template.ts` beside it turns a view into what is compared.
 *
 *   iso-2005      ISO/IEC 19794-2:2005            " 20\0", resolution in the record's header
 *   iso-2011      ISO/IEC 19794-2:2011            "030\0", a header for each representation
 *   ansi-2004     ANSI INCITS 378-2004            " 20\0" as well; angles in steps of 2°
 *   ansi-2009     ANSI INCITS 378-2009, with Am1  "030\0" or "035\0", a header for each view
 *   card-normal   ISO/IEC 19794-2 on card         no header, 5 bytes a minutia, 0.01 mm
 *   card-compact  ISO/IEC 19794-2 on card         no header, 3 bytes a minutia, 0.1 mm
 */
export const recordFormats = ['iso-2005', 'iso-2011', 'ansi-2004', 'ansi-2009', 'card-normal', 'card-compact'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** What is wrong with bytes that should be a record; for the error catalogue, never shown raw. */
export type RecordFault = 'not-a-record' | 'truncated' | 'too-long' | 'no-view' | 'resolution' | 'minutia-outside';

export interface RecordMinutia {
  /** 0 other, 1 ending, 2 bifurcation; 3 is reserved. */
  readonly type: number;
  /** In the units of the format: pixels, or 0.01 mm, or 0.1 mm; y downwards. */
  readonly x: number;
  readonly y: number;
  /** In the steps of the format, `angleSteps` of them to a turn, counter-clockwise from +x. */
  readonly angle: number;
  /** 0–100; 254 or 255 where the format has them for “not reported” and “failed”. */
  readonly quality: number;
}

/** Extended data: 1 ridge counts, 2 cores and deltas, 3 zonal quality; 0x0100 and above belong to a vendor. */
export interface ExtendedBlock {
  readonly type: number;
  readonly data: Uint8Array;
}

export interface View {
  readonly finger: FingerPosition | 0;
  /** Counts the views of one finger, from 0. */
  readonly view: number;
  /** 0 live plain, 1 live rolled, 2 not live plain, 3 not live rolled, 8 swipe. */
  readonly impression: number;
  /** 0–100; 254 or 255 where the format has them. */
  readonly quality: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels per centimetre. */
  readonly xRate: number;
  readonly yRate: number;
  readonly minutiae: readonly RecordMinutia[];
  readonly blocks: readonly ExtendedBlock[];
}

export interface MinutiaeRecord {
  readonly format: RecordFormat;
  /** Bits of the capture equipment: certification in the upper four, the maker's number of the device below. */
  readonly device: number;
  /** ANSI only: CBEFF owner and product. */
  readonly owner: number;
  readonly product: number;
  /**
   * Whether the length of an extended block counts its own four bytes. ANSI always does; ISO does in the worked example
   * of its Annex C and does not since Cor.1:2009.
   */
  readonly blockLength: 'data' | 'with-header';
  readonly views: readonly View[];
}

/** Steps of a minutia's angle to a turn. */
export const angleSteps: Readonly<Record<RecordFormat, number>> = {
  'iso-2005': 256,
  'iso-2011': 256,
  'ansi-2004': 180,
  'ansi-2009': 180,
  'card-normal': 256,
  'card-compact': 64,
};

/** 500 dpi in pixels per centimetre, as the standards write it. */
export const WORKING_RATE = 197;
/** 250 dpi, the least that the standards allow. */
export const LEAST_RATE = 99;
/** More than any record with a few views of 255 minutiae and extended data: bounds time and memory. */
export const MOST_BYTES = 65_536;
export const MOST_MINUTIAE = 255;
/** Views that are read: ten fingers, a few touches each. */
export const MOST_VIEWS = 64;
