import type { Box } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import type { Mapping } from './mapping.ts';

/** A piece of the sheet, straightened: upright, and of the same scale everywhere. */
export interface CutOut {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Pixels in a millimetre of the sheet. */
  readonly ppm: number;
}

/** 16 binary places: fractions of a pixel. */
const ONE = 65_536;

/** The piece of the page on which this part of the sheet lies; beyond the page's edge its outermost pixels go on. */
export function cutOut(page: GrayPage, mapping: Mapping, box: Box, ppm: number): CutOut {
  const [width, height] = [Math.max(2, Math.round(box.width * ppm)), Math.max(2, Math.round(box.height * ppm))];
  const pixels = new Uint8Array(width * height);
  const topLeft = mapping(box.x, box.y);
  const topRight = mapping(box.x + box.width, box.y);
  const bottomLeft = mapping(box.x, box.y + box.height);
  const bottomRight = mapping(box.x + box.width, box.y + box.height);
  const [lastX, lastY] = [page.width - 1, page.height - 1];
  for (let y = 0; y < height; y += 1) {
    // The middle of a pixel of the cut, as a share of the box; a page's pixel has its middle at its whole number.
    const v = (y + 0.5) / height;
    const startX = topLeft.x + v * (bottomLeft.x - topLeft.x);
    const startY = topLeft.y + v * (bottomLeft.y - topLeft.y);
    const stepX = (topRight.x + v * (bottomRight.x - topRight.x) - startX) / width;
    const stepY = (topRight.y + v * (bottomRight.y - topRight.y) - startY) / width;
    const [endX, endY] = [startX + stepX * width, startY + stepY * width];
    const inside =
      Math.min(startX, endX) >= 0 &&
      Math.min(startY, endY) >= 0 &&
      Math.max(startX, endX) < lastX - 1 &&
      Math.max(startY, endY) < lastY - 1;
    const row = pixels.subarray(y * width, (y + 1) * width);
    const [sx, sy] = [Math.round((startX + stepX / 2) * ONE), Math.round((startY + stepY / 2) * ONE)];
    const take = inside ? between : nearest;
    take(page, row, sx, sy, Math.round(stepX * ONE), Math.round(stepY * ONE));
  }
  return { width, height, pixels, ppm };
}

/** A row of the cut from between the page's pixels: whole numbers only, because most of a reader's time goes here. */
function between(page: GrayPage, row: Uint8Array, startX: number, startY: number, addX: number, addY: number): void {
  const source = page.pixels;
  const width = page.width | 0;
  let sx = startX | 0;
  let sy = startY | 0;
  for (let x = 0; x < row.length; x += 1) {
    const fx = (sx >> 8) & 255;
    const fy = (sy >> 8) & 255;
    const at = (Math.imul(sy >> 16, width) + (sx >> 16)) | 0;
    const upper = (Math.imul(source[at]!, 256 - fx) + Math.imul(source[at + 1]!, fx)) | 0;
    const lower = (Math.imul(source[at + width]!, 256 - fx) + Math.imul(source[at + width + 1]!, fx)) | 0;
    row[x] = (Math.imul(upper, 256 - fy) + Math.imul(lower, fy) + 32_768) >> 16;
    sx = (sx + addX) | 0;
    sy = (sy + addY) | 0;
  }
}

/** The same where it reaches over the page's edge: the nearest pixels that there are. */
function nearest(page: GrayPage, row: Uint8Array, startX: number, startY: number, addX: number, addY: number): void {
  for (let x = 0; x < row.length; x += 1) {
    const px = Math.min(page.width - 1, Math.max(0, Math.round((startX + x * addX) / ONE)));
    const py = Math.min(page.height - 1, Math.max(0, Math.round((startY + x * addY) / ONE)));
    row[x] = page.pixels[py * page.width + px]!;
  }
}
