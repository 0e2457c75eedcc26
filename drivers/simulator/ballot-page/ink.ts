import type { Point } from '../../../core/ballot/geometry.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { Chance } from '../../../core/fingerprint/synthetic/chance.ts';

/** What something is written with. */
export interface Pen {
  /** Millimetres. */
  readonly width: number;
  /** Gray of its line in the middle, 0–255. */
  readonly gray: number;
  /** Share of its line that does not take: a pencil on rough paper, a pen that is nearly empty. */
  readonly gaps: number;
}

/** What lies in the booths, as a scanner sees it; thin and pale ones are what voters bring. */
export const pens = {
  felt: { width: 0.9, gray: 35, gaps: 0 },
  gel: { width: 0.6, gray: 45, gaps: 0 },
  ballpoint: { width: 0.5, gray: 60, gaps: 0.02 },
  /** Blue ink reflects a third of the green light by which most scanners see gray. */
  blue: { width: 0.5, gray: 95, gaps: 0.02 },
  thin: { width: 0.32, gray: 70, gaps: 0.03 },
  pencil: { width: 0.6, gray: 110, gaps: 0.1 },
  palePencil: { width: 0.5, gray: 165, gaps: 0.2 },
} as const satisfies Readonly<Record<string, Pen>>;

/** A line through these points, in millimetres, on a sheet. Ink never makes paper lighter. */
export function drawLine(sheet: GrayPage, points: readonly Point[], pen: Pen, chance: Chance): void {
  for (let at = 1; at < points.length; at += 1) drawSegment(sheet, points[at - 1]!, points[at]!, pen, chance);
}

function drawSegment(sheet: GrayPage, from: Point, to: Point, { width, gray, gaps }: Pen, chance: Chance): void {
  const ppm = sheet.dpi / 25.4;
  const half = (width * ppm) / 2;
  const [ax, ay, bx, by] = [from.x * ppm, from.y * ppm, to.x * ppm, to.y * ppm];
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - half - 1));
  const right = Math.min(sheet.width - 1, Math.ceil(Math.max(ax, bx) + half + 1));
  const top = Math.max(0, Math.floor(Math.min(ay, by) - half - 1));
  const bottom = Math.min(sheet.height - 1, Math.ceil(Math.max(ay, by) + half + 1));
  // Of each row of pixels only what is near the line: one may cross the whole sheet.
  const reach = dy === 0 ? Number.POSITIVE_INFINITY : ((half + 1) * Math.sqrt(squared)) / Math.abs(dy);
  for (let y = top; y <= bottom; y += 1) {
    const on = dy === 0 ? ax : ax + ((y - ay) * dx) / dy;
    const [first, last] = [Math.max(left, Math.floor(on - reach)), Math.min(right, Math.ceil(on + reach))];
    for (let x = first; x <= last; x += 1) {
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
      const covered = half + 0.5 - Math.hypot(x - ax - along * dx, y - ay - along * dy);
      if (covered <= 0 || (gaps > 0 && chance.next() < gaps)) continue;
      shade(sheet, x, y, gray, Math.min(1, covered));
    }
  }
}

/** Darkens one pixel towards a gray by a share of the way. */
export function shade({ width, pixels }: GrayPage, x: number, y: number, gray: number, share: number): void {
  const at = y * width + x;
  const before = pixels[at]!;
  if (gray < before) pixels[at] = Math.round(before + share * (gray - before));
}
