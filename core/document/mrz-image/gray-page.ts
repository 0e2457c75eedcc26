/** Gray image of a page: row-major, top row first, 0 = black … 255 = white. */
export interface GrayPage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Pixels per inch: a scanner always tells. */
  readonly dpi: number;
}

/** The page at a whole fraction of its size: each pixel is the mean of factor × factor. */
export function shrink(page: GrayPage, factor: number): GrayPage {
  if (factor === 1) return page;
  const width = Math.floor(page.width / factor);
  const height = Math.floor(page.height / factor);
  const pixels = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const area = factor * factor;
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let row = 0; row < factor; row += 1) {
      const from = (y * factor + row) * page.width;
      for (let x = 0, at = from; x < width; x += 1) {
        let sum = 0;
        for (let i = 0; i < factor; i += 1, at += 1) sum += page.pixels[at]!;
        sums[x]! += sum;
      }
    }
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = sums[x]! / area;
  }
  return { width, height, pixels, dpi: page.dpi / factor };
}

/** The page turned by a quarter to the left: what was its right edge is its top. */
export function quarterTurn({ width, height, pixels, dpi }: GrayPage): GrayPage {
  const turned = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[(width - 1 - x) * height + y] = pixels[y * width + x]!;
  }
  return { width: height, height: width, pixels: turned, dpi };
}

/** Brightness between pixels, bilinear; beyond the edge the edge goes on. */
export function sample({ width, height, pixels }: GrayPage, x: number, y: number): number {
  const cx = Math.max(0, Math.min(width - 1.001, x));
  const cy = Math.max(0, Math.min(height - 1.001, y));
  const ix = cx | 0;
  const iy = cy | 0;
  const fx = cx - ix;
  const fy = cy - iy;
  const at = iy * width + ix;
  const top = pixels[at]! * (1 - fx) + pixels[at + 1]! * fx;
  const bottom = pixels[at + width]! * (1 - fx) + pixels[at + width + 1]! * fx;
  return top * (1 - fy) + bottom * fy;
}
