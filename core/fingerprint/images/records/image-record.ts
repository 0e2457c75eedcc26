import type { FingerPosition } from '../../../admission/facts.ts';

/**
 * Finger image records as ISO/IEC 19794-4 lays them out, numbers as they stand in the bytes.
 *
 *   iso-2005   ISO/IEC 19794-4:2005   "010\0", resolution, depth and compression in the record's header
 *   iso-2011   ISO/IEC 19794-4:2011   "020\0", all of them in the header of each representation
 *
 * ANSI INCITS 381-2004 has the magic of the first over another layout; its lengths do not fit, and it is refused.
 */
export type ImageRecordFormat = 'iso-2005' | 'iso-2011';

export const compressions = ['none', 'packed', 'wsq', 'jpeg', 'jpeg2000', 'jpeg2000-lossless', 'png'] as const;
export type Compression = (typeof compressions)[number];

/** How the standards number them: that of 2005 has one number for both kinds of JPEG 2000. */
export const compressionCodes: Readonly<Record<ImageRecordFormat, readonly Compression[]>> = {
  'iso-2005': ['none', 'packed', 'wsq', 'jpeg', 'jpeg2000', 'png'],
  'iso-2011': compressions,
};

/** Resolutions in `unit`; those of the scanner and of the image differ where it was scaled. */
export interface Scale {
  readonly unit: 'inch' | 'centimetre';
  readonly scan: readonly [across: number, down: number];
  readonly image: readonly [across: number, down: number];
}

export interface ImageView {
  /** 0 where the position is unknown, or several fingers or a palm. */
  readonly finger: FingerPosition | 0;
  /** The position as it stands: 13–15 and 40–50 are several fingers, 20–36 palms. */
  readonly position: number;
  /** Counts the images of one finger, from 1 (2005) or 0 (2011). */
  readonly view: number;
  /** 0–100; 254 where it is not told, 255 where it could not be found out. */
  readonly quality: number;
  /** 0 live plain, 1 live rolled, 2 not live plain, 3 not live rolled, 8 swipe. */
  readonly impression: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Bits of a pixel. */
  readonly depth: number;
  readonly compression: Compression;
  readonly scale: Scale;
  /** The image as it is compressed. */
  readonly data: Uint8Array;
}

export interface ImageRecord {
  readonly format: ImageRecordFormat;
  /** The maker's number of the device. */
  readonly device: number;
  /** 2005 only: setting level of the scanner (31 is 500 dpi). */
  readonly level: number;
  readonly views: readonly ImageView[];
}

export const NO_QUALITY = 254;
export const MAGIC_2005 = [0x46, 0x49, 0x52, 0x00, 0x30, 0x31, 0x30, 0x00] as const;
export const MAGIC_2011 = [0x46, 0x49, 0x52, 0x00, 0x30, 0x32, 0x30, 0x00] as const;
/** Images that are read: ten fingers, a few touches each. */
export const MOST_VIEWS = 64;

export const unitOf = (code: number): Scale['unit'] | null => (code === 1 ? 'inch' : code === 2 ? 'centimetre' : null);
export const unitCode = (unit: Scale['unit']): number => (unit === 'inch' ? 1 : 2);
