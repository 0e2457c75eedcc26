import type { Problem } from '../../core/problem/catalogue.ts';

/** In what form pictures come. */
export interface PictureFormat {
  readonly width: number;
  readonly height: number;
  /** Four letters of the kernel: MJPG, YUYV, … */
  readonly pixels: string;
}

/** Sizes beyond this are no camera's that a kiosk has. */
const MOST_PIXELS = 8_192;

/** Reads `v4l2-ctl --get-fmt-video`; null where it says no size or form. Never throws. */
export function formatOf(text: string): PictureFormat | null {
  const [, width, height] = /Width\/Height\s*:\s*(\d{1,5})\/(\d{1,5})/.exec(text) ?? [];
  const [, pixels] = /Pixel Format\s*:\s*'([\x20-\x7e]{4})'/.exec(text) ?? [];
  const size = [Number(width), Number(height)] as const;
  if (pixels === undefined || !size.every((one) => one > 0 && one <= MOST_PIXELS)) return null;
  return { width: size[0], height: size[1], pixels: pixels.trim() };
}

/**
 * What a line on stderr of `v4l2-ctl` (1.22) complains of; null for progress and everything else.
 * It names the call of the kernel that failed and the words of its error number.
 */
export function problemOfLine(line: string, camera: string): Problem | null {
  if (/Device or resource busy/.test(line)) return { code: 'camera.busy' };
  if (/Permission denied/.test(line)) return { code: 'camera.access-denied', params: { camera } };
  if (/Cannot open device|No such (file or directory|device)/.test(line)) {
    return { code: 'camera.missing', params: { camera } };
  }
  const [, call] = /(VIDIOC_\w+).*(?:failed|returned -1)/.exec(line) ?? [];
  return call === undefined ? null : { code: 'camera.fault', params: { reason: call.slice(0, 60) } };
}
