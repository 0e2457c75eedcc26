import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { RawPicture } from './grab.ts';

/** One picture: a JPEG file as it came, or gray pixels, row-major from the top, 0 = black. */
export type CameraPicture =
  | { readonly form: 'jpeg'; readonly width: number; readonly height: number; readonly bytes: Uint8Array }
  | { readonly form: 'gray'; readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** Bytes of one pixel, and which of them is its brightness: packed YUV 4:2:2 (kernel: pixfmt-packed-yuv), gray. */
const brightness: Readonly<Record<string, readonly [bytes: number, first: number]>> = {
  YUYV: [2, 0],
  UYVY: [2, 1],
  GREY: [1, 0],
};

/**
 * The picture in what the camera sent. A JPEG file is cut at its end: the buffer of the kernel is longer.
 * @returns `camera.picture-broken` for half a picture and for forms that are not known
 */
export function pictureOf({ format, bytes }: RawPicture): Result<CameraPicture, Problem> {
  const { width, height, pixels } = format;
  if (pixels === 'MJPG' || pixels === 'JPEG') {
    const end = endOfJpeg(bytes);
    if (end === null) return err({ code: 'camera.picture-broken' });
    return ok({ form: 'jpeg', width, height, bytes: new Uint8Array(bytes.subarray(0, end)) });
  }
  const [step, first] = brightness[pixels] ?? [];
  const count = width * height;
  if (step === undefined || first === undefined || bytes.length < count * step) {
    return err({ code: 'camera.picture-broken' });
  }
  const gray = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) gray[at] = bytes[at * step + first] ?? 0;
  return ok({ form: 'gray', width, height, pixels: gray });
}

/** Past the last EOI marker of a JPEG file; null where it does not begin or never ends. */
function endOfJpeg(bytes: Uint8Array): number | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  for (let at = bytes.length - 2; at >= 2; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  return null;
}
