import type { Box, Point } from '../geometry.ts';
import type { MarkThresholds, MarkZone } from '../reading.ts';
import type { SquareMeasure } from './square.ts';
import type { Strokes } from './strokes.ts';

/** A square with what was measured of it; `strokes` of one with a trace of ink. */
export interface Measured {
  readonly part: string;
  readonly box: Box;
  readonly measure: SquareMeasure;
  readonly strokes: Strokes | null;
}

/** At least this share of a mark's ink has the full darkness of a stroke. */
const CORE = 0.45;
/** So many sides of a square's line are seen where it is expected, or it is not sure what was measured. */
const OUTLINE = 4;
/** Millimetres between two squares that one stroke may join, and between its ink where the pen skipped or print hides it. */
const JOINED = 12;
const SKIPPED = 2;
/** Of the ink of a mark, so much may lie outside of its square: more, and it is a line that only ends there. */
const OUTSIDE = 0.7;
/** As much as this of it, or as so many square millimetres, may lie near and not hang together with it; with more, something was written or stamped across. */
const APART = { share: 0.15, least: 0.5 } as const;
/** A stroke that joins two squares is a mark of the one that has so many times the ink of the other; else of neither. */
const OWNER = 4;
/** Above this share of a square an upright line of the scanner decides nothing. */
const STREAK = 0.02;
/** A bar that stands upright to the pixel over so many millimetres was drawn by a scanner: a hand leans sooner. */
const UPRIGHT = 2.4;

/**
 * What each square is: its share of ink against the thresholds, and what makes even much ink no mark that a machine should
 * count. A stroke through a square from far to far, one that has more of it outside than inside, one that it shares with
 * another square, and a darkness without the core of a stroke are for persons.
 */
export function zonesOf(squares: readonly Measured[], thresholds: MarkThresholds): MarkZone[] {
  const alone = squares.map((square) => zoneAlone(square, thresholds));
  const inked = squares.flatMap((square, at) => (square.strokes && square.strokes.crossings.length > 0 ? [at] : []));
  const zones = [...alone];
  for (const at of inked) {
    if (zones[at] !== 'mark') continue;
    let others = 0;
    for (const other of inked)
      if (other !== at && areJoined(squares[at]!, squares[other]!)) others += inkOf(squares[other]!);
    if (others > 0 && inkOf(squares[at]!) < OWNER * others) zones[at] = 'adjudicate';
  }
  return withTraces(squares, zones, thresholds);
}

const inkOf = ({ measure }: Measured): number => measure.inside;

function zoneAlone({ measure, strokes }: Measured, { empty, mark }: MarkThresholds): MarkZone {
  const { pale, dark, core, outline } = measure;
  if (outline < OUTLINE) return 'adjudicate';
  if (dark < empty) return pale >= empty ? 'adjudicate' : 'empty';
  const isStroke =
    strokes !== null &&
    strokes.leaving < 2 &&
    strokes.outside <= measure.inside * OUTSIDE &&
    strokes.apart <= Math.max(APART.least, measure.inside * APART.share) &&
    strokes.streak < STREAK &&
    strokes.upright < UPRIGHT &&
    core >= CORE * dark;
  return dark >= mark && isStroke ? 'mark' : 'adjudicate';
}

/** Both have ink that crosses their line towards the other, and one comes near to the other outside. */
function areJoined(a: Measured, b: Measured): boolean {
  const gap = (from: number, size: number, other: number, otherSize: number) =>
    Math.max(0, other - from - size, from - other - otherSize);
  const apart = Math.hypot(
    gap(a.box.x, a.box.width, b.box.x, b.box.width),
    gap(a.box.y, a.box.height, b.box.y, b.box.height),
  );
  if (apart > JOINED) return false;
  const middle = ({ box }: Measured): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const [from, to] = [middle(a), middle(b)];
  const away = { x: to.x - from.x, y: to.y - from.y };
  if (!faces(a, away) || !faces(b, { x: -away.x, y: -away.y })) return false;
  const others = b.strokes?.trail ?? [];
  return (a.strokes?.trail ?? []).some((one) =>
    others.some((other) => Math.hypot(one.x - other.x - away.x, one.y - other.y - away.y) <= SKIPPED),
  );
}

/** Whether some ink crosses the line on the side that looks that way. */
function faces({ box, strokes }: Measured, way: Point): boolean {
  const length = Math.hypot(way.x, way.y);
  const least = Math.min(box.width, box.height) / 4;
  return (strokes?.crossings ?? []).some(({ x, y }) => (x * way.x + y * way.y) / length >= least);
}

/** A part that looks empty, but for a dot or the beginning of a stroke, is no empty part before a person has seen it. */
function withTraces(squares: readonly Measured[], zones: readonly MarkZone[], { trace }: MarkThresholds): MarkZone[] {
  const filled = new Set(squares.flatMap(({ part }, at) => (zones[at] === 'empty' ? [] : [part])));
  return zones.map((zone, at) => {
    const { part, measure } = squares[at]!;
    return zone === 'empty' && !filled.has(part) && measure.dark >= trace ? 'adjudicate' : zone;
  });
}
