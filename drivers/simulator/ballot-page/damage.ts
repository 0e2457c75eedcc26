import { type Point, SHEET } from '../../../core/ballot/geometry.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { Chance } from '../../../core/fingerprint/synthetic/chance.ts';
import { drawLine, shade } from './ink.ts';

/** A soft gray place: a finger, spilled tea, a wiped line. Millimetres; `contrast` in the middle, 0–1. */
export function drawSmudge(sheet: GrayPage, at: Point, size: number, contrast: number, chance: Chance): void {
  const ppm = sheet.dpi / 25.4;
  const [rx, ry] = [(size * ppm) / 2, (size * (0.4 + 0.6 * chance.next()) * ppm) / 2];
  const [cx, cy] = [at.x * ppm, at.y * ppm];
  for (let y = Math.max(0, Math.floor(cy - ry)); y < Math.min(sheet.height, cy + ry); y += 1) {
    for (let x = Math.max(0, Math.floor(cx - rx)); x < Math.min(sheet.width, cx + rx); x += 1) {
      const away = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2;
      if (away < 1) shade(sheet, x, y, 0, contrast * (1 - away) * (0.8 + 0.4 * chance.next()));
    }
  }
}

/** A crease from edge to edge: dark where its fibres throw a shadow, light where print has broken off. */
export function drawFold(sheet: GrayPage, kind: 'dark' | 'light', contrast: number, chance: Chance): void {
  const lengthways = chance.next() < 0.3;
  const place = 0.15 + 0.7 * chance.next();
  const slant = chance.normal() * 4;
  const from = lengthways ? { x: SHEET.width * place, y: 0 } : { x: 0, y: SHEET.height * place };
  const to = lengthways
    ? { x: SHEET.width * place + slant, y: SHEET.height }
    : { x: SHEET.width, y: SHEET.height * place + slant };
  const width = 0.25 + 0.3 * chance.next();
  if (kind === 'dark') {
    drawLine(sheet, [from, to], { width, gray: Math.round(245 * (1 - contrast)), gaps: 0.1 }, chance);
    return;
  }
  const ppm = sheet.dpi / 25.4;
  const steps = Math.round(Math.hypot(to.x - from.x, to.y - from.y) * ppm);
  for (let step = 0; step < steps; step += 1) {
    const [x, y] = [
      Math.round((from.x + ((to.x - from.x) * step) / steps) * ppm),
      Math.round((from.y + ((to.y - from.y) * step) / steps) * ppm),
    ];
    for (let off = 0; off < width * ppm; off += 1) {
      const [px, py] = lengthways ? [x + off, y] : [x, y + off];
      if (px < 0 || py < 0 || px >= sheet.width || py >= sheet.height) continue;
      const at = py * sheet.width + px;
      sheet.pixels[at] = Math.round(sheet.pixels[at]! + contrast * (245 - sheet.pixels[at]!));
    }
  }
}

/** A round stamp of an office: two rings and lines that stand for its words. Millimetres across. */
export function drawStamp(sheet: GrayPage, at: Point, across: number, chance: Chance): void {
  const pen = { width: 0.45, gray: 100, gaps: 0.15 };
  for (const share of [1, 0.7]) {
    const radius = (across / 2) * share;
    const ring = Array.from({ length: 41 }, (_, k) => {
      const turn = (k / 40) * 2 * Math.PI;
      return { x: at.x + radius * Math.cos(turn), y: at.y + radius * Math.sin(turn) };
    });
    drawLine(sheet, ring, pen, chance);
  }
  const word = { ...pen, width: 1.2, gaps: 0.5 };
  for (let k = -1; k <= 1; k += 1) {
    const y = at.y + (k * across) / 8;
    drawLine(
      sheet,
      [
        { x: at.x - across / 4, y },
        { x: at.x + across / 4, y },
      ],
      word,
      chance,
    );
  }
}

/** The paper stands still for some rows of the page, or slips on: rows come twice, or never. */
export function stall({ width, height, pixels }: GrayPage, at: number, rows: number): void {
  if (rows < 0) {
    pixels.copyWithin(at * width, (at - rows) * width);
    return;
  }
  const row = pixels.slice(at * width, (at + 1) * width);
  pixels.copyWithin((at + rows) * width, at * width, (height - rows) * width);
  for (let k = 0; k < rows; k += 1) pixels.set(row, (at + k) * width);
}

/** Dust and toner, anywhere. Millimetres across. */
export function drawSpecks(sheet: GrayPage, count: number, most: number, chance: Chance): void {
  for (let k = 0; k < count; k += 1) {
    const at = { x: chance.next() * SHEET.width, y: chance.next() * SHEET.height };
    const pen = { width: 0.1 + (most - 0.1) * chance.next() ** 2, gray: 60 + Math.floor(chance.next() * 80), gaps: 0 };
    drawLine(sheet, [at, at], pen, chance);
  }
}

/** A corner that is torn off: what is beside the sheet shows. Millimetres along both sides. */
export function tearCorner(
  sheet: GrayPage,
  corner: 'top-left' | 'top-right' | 'bottom-right' | 'bottom-left',
  size: number,
  bed: number,
): void {
  const reach = (size * sheet.dpi) / 25.4;
  for (let row = 0; row < reach; row += 1) {
    const length = Math.round(reach - row);
    const y = corner.startsWith('top') ? row : sheet.height - 1 - row;
    const start = corner.endsWith('left') ? 0 : sheet.width - length;
    sheet.pixels.fill(bed, y * sheet.width + start, y * sheet.width + start + length);
  }
}

/** What is printed on the other side, or on a sheet below, as far as thin paper lets it through. Both of one size. */
export function showThrough(sheet: GrayPage, other: GrayPage, contrast: number): void {
  const { width, height, pixels } = sheet;
  const share = Math.round(contrast * 256);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = y * width, mirrored = at + width - 1; x < width; x += 1, at += 1, mirrored -= 1) {
      const dark = 255 - other.pixels[mirrored]!;
      if (dark > 40) pixels[at] = Math.max(0, pixels[at]! - ((dark * share) >> 8));
    }
  }
}

/** A line of a scanner's dirt down a page: columns of pixels from `left`, all of it or from one row on. */
export function drawStreak(page: GrayPage, { left, columns, gray, from = 0, to = page.height }: Streak): void {
  for (let y = from; y < to; y += 1) {
    for (let x = Math.max(0, left); x < Math.min(page.width, left + columns); x += 1) {
      const at = y * page.width + x;
      page.pixels[at] = gray < 128 ? Math.min(page.pixels[at]!, gray) : Math.max(page.pixels[at]!, gray);
    }
  }
}

export interface Streak {
  /** Pixels. */
  readonly left: number;
  readonly columns: number;
  /** Below 128 it darkens, else it lightens. */
  readonly gray: number;
  /** Rows of pixels. */
  readonly from?: number;
  readonly to?: number;
}
