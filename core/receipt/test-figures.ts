/** Dots across the paper: 72 mm at 203 dpi, 8 dots a millimetre. */
export const SLIP_DOTS = 576;

/** Something drawn on a slip that is no text, and how many dots of paper it takes. */
export interface Figure {
  readonly parts: readonly string[];
  readonly height: number;
}

const DOTS_PER_MM = 8;
const TICK = { millimetre: 14, five: 24, centimetre: 40 } as const;
const NUMBER = 22;

const rect = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" shape-rendering="crispEdges"/>`;

/** A ruler of 72 mm: its first and its last line are the outermost dots that can be printed. */
export function ruler(top: number): Figure {
  const millimetres = SLIP_DOTS / DOTS_PER_MM;
  const parts: string[] = [];
  for (let mm = 0; mm <= millimetres; mm += 1) {
    const height = mm % 10 === 0 ? TICK.centimetre : mm % 5 === 0 ? TICK.five : TICK.millimetre;
    parts.push(rect(Math.min(mm * DOTS_PER_MM, SLIP_DOTS - 2), top, 2, height));
    if (mm % 10 !== 0) continue;
    const place = mm === 0 ? 'x="4" text-anchor="start"' : `x="${mm * DOTS_PER_MM}" text-anchor="middle"`;
    parts.push(`<text ${place} y="${top + TICK.centimetre + NUMBER}" font-size="${NUMBER}">${mm}</text>`);
  }
  return { parts, height: TICK.centimetre + NUMBER + 8 };
}

const STEPS = 8;
const ROWS = 6;
const BAR = 32;

/** Eight fields, of which each has one row of dots in eight more than the one before; then a bar of all dots. */
export function ramp(top: number): Figure {
  const width = SLIP_DOTS / STEPS;
  const parts: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    for (let row = 0; row < ROWS; row += 1) parts.push(rect(step * width, top + row * STEPS, width, step + 1));
  }
  const below = top + ROWS * STEPS + STEPS;
  parts.push(rect(0, below, SLIP_DOTS, BAR));
  return { parts, height: ROWS * STEPS + STEPS + BAR };
}
