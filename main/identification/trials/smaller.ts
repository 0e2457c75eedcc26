import type { ShownImage } from './trial.ts';

/**
 * The image with its longer side no longer than this, each pixel the mean of those it stands for; the same image where it
 * is small enough.
 */
export function smaller(image: ShownImage, most: number): ShownImage {
  const step = Math.ceil(Math.max(image.width, image.height) / most);
  if (step <= 1) return image;
  const width = Math.floor(image.width / step);
  const height = Math.floor(image.height / step);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < step; dy += 1) {
        const from = (y * step + dy) * image.width + x * step;
        for (let dx = 0; dx < step; dx += 1) sum += image.pixels[from + dx] ?? 255;
      }
      pixels[y * width + x] = Math.round(sum / (step * step));
    }
  }
  return { width, height, pixels };
}
