import { mrzShape } from '../mrz-fields.ts';
import { type GrayPage, sample } from './gray-page.ts';
import type { Zone } from './zone.ts';

/** How a zone is laid out straight: pixels from letter to letter, and how many pitches of paper stay around. */
export interface Layout {
  readonly pitch: number;
  readonly margin: number;
}

/**
 * The zone cut out of the page and turned straight, lines under each other as far apart as they are, paper around it.
 * The middle of letter `column` of `line` is at x = (margin + column + 0.5) × pitch, y = (margin + 0.5) × pitch + tops[line].
 */
export interface Straight {
  readonly page: GrayPage;
  readonly layout: Layout;
  readonly tops: readonly number[];
}

/** Cuts the zone out. Where the page has more pixels than are wanted, each is the mean of four places. */
export function straighten(page: GrayPage, zone: Zone, layout: Layout): Straight {
  const { pitch, margin } = layout;
  const { width: letters } = mrzShape[zone.format];
  const step = Math.hypot(zone.step.x, zone.step.y);
  const scale = step / pitch;
  const tops = zone.down.map((down) => Math.hypot(down.x, down.y) / scale);
  const width = Math.round((letters + 2 * margin) * pitch);
  const height = Math.round((1 + 2 * margin) * pitch + tops[tops.length - 1]!);
  const pixels = new Uint8Array(width * height);
  const ax = zone.step.x / pitch;
  const ay = zone.step.y / pitch;
  const cornerX = zone.origin.x - (margin + 0.5) * pitch * ax + (margin + 0.5) * pitch * ay;
  const cornerY = zone.origin.y - (margin + 0.5) * pitch * ay - (margin + 0.5) * pitch * ax;
  const fine = scale > 1.15;
  const q = 0.25;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const px = cornerX + (x + 0.5) * ax - (y + 0.5) * ay;
      const py = cornerY + (x + 0.5) * ay + (y + 0.5) * ax;
      if (!fine) {
        pixels[at] = sample(page, px, py) + 0.5;
        continue;
      }
      const sum =
        sample(page, px - q * ax + q * ay, py - q * ay - q * ax) +
        sample(page, px + q * ax + q * ay, py + q * ay - q * ax) +
        sample(page, px - q * ax - q * ay, py - q * ay + q * ax) +
        sample(page, px + q * ax - q * ay, py + q * ay + q * ax);
      pixels[at] = sum / 4 + 0.5;
    }
  }
  return { page: { width, height, pixels, dpi: pitch * 10 }, layout, tops };
}
