import type { Box, Point } from '../../../core/ballot/geometry.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { Chance } from '../../../core/fingerprint/synthetic/chance.ts';
import { drawLine, type Pen } from './ink.ts';

/** How people mark a square. */
export const markKinds = ['tick', 'cross', 'full', 'half', 'stroke', 'circle', 'scribble', 'over'] as const;
export type MarkKind = (typeof markKinds)[number];

/** A place in a square: 0 and 1 are its edges, and a hand is never exact. */
type Place = (x: number, y: number, tremble?: number) => Point;

function placesIn({ x, y, width, height }: Box, chance: Chance): Place {
  const off = { x: chance.normal() * 0.03, y: chance.normal() * 0.03 };
  return (px, py, tremble = 0.04) => ({
    x: x + width * (px + off.x + chance.normal() * tremble),
    y: y + height * (py + off.y + chance.normal() * tremble),
  });
}

/** Marks a square on a sheet; all but `over` stay within its line, as far as a hand does. */
export function drawMark(sheet: GrayPage, box: Box, kind: MarkKind, pen: Pen, chance: Chance): void {
  for (const line of linesOf(kind, placesIn(box, chance), box.height / pen.width)) drawLine(sheet, line, pen, chance);
}

/** @param high the height of the square in widths of the pen */
function linesOf(kind: MarkKind, at: Place, high: number): readonly (readonly Point[])[] {
  switch (kind) {
    case 'tick':
      return [[at(0.18, 0.45), at(0.42, 0.8), at(0.88, 0.15)]];
    case 'cross':
      return [
        [at(0.15, 0.15), at(0.85, 0.85)],
        [at(0.85, 0.15), at(0.15, 0.85)],
      ];
    case 'stroke':
      return [[at(0.12, 0.88), at(0.88, 0.12)]];
    case 'circle':
      return [ring(at, 0.33)];
    case 'over':
      return [
        [at(-0.12, -0.1), at(1.1, 1.12)],
        [at(1.1, -0.12), at(-0.1, 1.1)],
      ];
    case 'half':
      return [hatch(at, high, 0.5)];
    case 'full':
      return [hatch(at, high, 0.9)];
    case 'scribble':
      return [Array.from({ length: 9 }, (_, k) => at(k % 2 === 0 ? 0.15 : 0.85, 0.12 + (k * 0.76) / 8))];
  }
}

const ring = (at: Place, radius: number): Point[] =>
  Array.from({ length: 13 }, (_, k) => {
    const turn = (k / 12) * 2 * Math.PI;
    return at(0.5 + radius * Math.cos(turn), 0.5 + radius * Math.sin(turn), 0.015);
  });

function hatch(at: Place, high: number, down: number): Point[] {
  const rows = Math.ceil((high * down) / 0.8);
  return Array.from({ length: rows }, (_, k) => at(k % 2 === 0 ? 0.08 : 0.92, 0.08 + (down - 0.06) * (k / rows), 0.01));
}

/** A dot, where somebody thought with the pen on the paper, or marked as little as possible. Millimetres across. */
export function drawDot(sheet: GrayPage, box: Box, across: number, pen: Pen, chance: Chance): void {
  const at = placesIn(box, chance)(0.5, 0.5, 0.12);
  drawLine(sheet, [at, at], { ...pen, width: across }, chance);
}

/** A line that was drawn for something else, from the left, and only ends in the square. */
export function drawLineEnd(sheet: GrayPage, box: Box, pen: Pen, chance: Chance): void {
  const at = placesIn(box, chance);
  drawLine(sheet, [at(-2, 0.5), at(0.5, 0.5)], pen, chance);
}

/**
 * A tick whose long end goes through the square above: its point stands in its own square, well inside.
 * @param above the square that it crosses
 */
export function drawLongTick(sheet: GrayPage, box: Box, above: Box, pen: Pen, chance: Chance): void {
  const at = placesIn(box, chance);
  const end = placesIn(above, chance)(0.5 + chance.next() * 0.5, 0.1 + chance.next() * 0.5);
  drawLine(sheet, [at(0.15, 0.4), at(0.4, 0.78), end], pen, chance);
}
