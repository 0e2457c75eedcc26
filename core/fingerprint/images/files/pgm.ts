import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';

/** Netpbm's binary gray map (P5). It cannot tell its resolution. */
export const isPgm = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x35;

/** A head with comments of scanners' programs is far shorter. */
const LONGEST_HEAD = 1024;
/** Three numbers, with white space or comments before each, and one white space after the last. */
const HEAD = /^P5((?:\s|#[^\n]*\n)+)(\d{1,6})((?:\s|#[^\n]*\n)+)(\d{1,6})((?:\s|#[^\n]*\n)+)(\d{1,6})\s/;

export function decodePgm(bytes: Uint8Array, limits: ImageLimits): Result<GrayImage, ImageFault> {
  const head = HEAD.exec(String.fromCharCode(...bytes.subarray(0, LONGEST_HEAD)));
  if (!head) return err('damaged');
  const [width, height, white] = [Number(head[2]), Number(head[4]), Number(head[6])];
  if (!fits(width, height, limits)) return err('size');
  if (white < 1 || white > 255) return err('unsupported');
  const from = head[0].length;
  if (bytes.length < from + width * height) return err('truncated');
  if (bytes.length > from + width * height) return err('damaged');
  const pixels = bytes.slice(from);
  if (white < 255)
    for (const [at, value] of pixels.entries()) pixels[at] = Math.round((Math.min(value, white) * 255) / white);
  return ok({ width, height, pixels });
}
