/** What is wrong with bytes that should be an image of a finger; for the error catalogue, never shown raw. */
export type ImageFault =
  /** Its first bytes are none that we know. */
  | 'not-an-image'
  /** It ends before it should, or a length in it points outside. */
  | 'truncated'
  /** More bytes than `ImageLimits` allow. */
  | 'too-long'
  /** A side above what `ImageLimits` allow, or none at all. */
  | 'size'
  /** Of a known kind, in a form that is not read: colour depths, interlace, parts of JPEG 2000 that fingers never need. */
  | 'unsupported'
  /** The content contradicts itself. */
  | 'damaged'
  /** A record without an image. */
  | 'no-view'
  /** Pixels that are not square, or a record with a resolution that no finger scanner has. */
  | 'resolution'
  /** Needs a decoder that was not given (see `codecs.ts`). */
  | 'no-decoder';

/** Checked before anything is reserved or decoded, so that hostile bytes cost no more than the largest honest image. */
export interface ImageLimits {
  /** Pixels of the longer side. */
  readonly side: number;
  /** Bytes of the file or record. */
  readonly bytes: number;
}

/** No finger scanner gives more: 2000 pixels are 50 mm at 1000 dpi; three bytes a pixel without compression, and a head. */
export const IMAGE_LIMITS: ImageLimits = { side: 2000, bytes: 3 * 2000 * 2000 + 65_536 };

/** A size that may be reserved. */
export function fits(width: number, height: number, { side }: ImageLimits): boolean {
  return width >= 1 && height >= 1 && width <= side && height <= side;
}
