import { type Box, SHEET, type SheetGeometry, type Timing } from '../geometry.ts';
import type { CornerCode, GrayPage, ReadingRules, SheetReading, SquareReading, Unreadable } from '../reading.ts';
import { type DecodeCode, readCodeAt, unrest } from './code.ts';
import { type CutOut, cutOut } from './cut-out.ts';
import type { ExpectedSheet, ExpectedSheets } from './expected.ts';
import { type Mapping, mappingOf, turnedMapping } from './mapping.ts';
import { type PairedRows, pairRows } from './pairing.ts';
import { type Paper, paperOf } from './paper.ts';
import { type Frame, findRows, frameOf, type RowLines, turnedTiming } from './rows.ts';
import { measureSquare } from './square.ts';
import { runsThrough, streaksOf } from './streaks.ts';
import { strokesOf } from './strokes.ts';
import { blackOf } from './timing-marks.ts';
import { type Measured, zonesOf } from './zones.ts';

/** Marks may stand off the curve through their neighbours by so many millimetres; more, and places between them are not sure. */
const FIT = 0.2;
/** Print and paper differ by at least so many shades of 255, or nothing is sure. */
const CONTRAST = 60;
/** With less of it printed, in shares of the paper, a side without marks is blank. */
const BLANK = 0.004;
/** Rows that are nearer to each other or farther than so much, against the geometry: something lies over the sheet. */
const FOLDED = 0.06;
/** An image that goes on for so many millimetres of paper below the sheet shows two of them. */
const BELOW = 12;

/** The sheet as it lies on the page. */
interface Found {
  readonly code: CornerCode;
  readonly turned: boolean;
  readonly frame: Frame;
  readonly paired: PairedRows;
  readonly mapping: Mapping;
}

type Attempt = { readonly found: Found } | { readonly why: Unreadable };

/**
 * Reads one page: finds the sheet by its timing marks, asks its corner code which one it is, and measures its squares.
 * Nothing but strips along the sides, the code and the squares is looked at closely.
 * @param decode reads the corner code, which core cannot
 */
export async function readSheet(
  page: GrayPage,
  expected: ExpectedSheets,
  rules: ReadingRules,
  decode: DecodeCode,
): Promise<SheetReading> {
  return (await readSheetWithCuts(page, expected, rules, decode)).reading;
}

/** A sheet as it was read, and where it lies on the page, so that pieces of it can be shown to people. */
export interface ReadWithCuts {
  readonly reading: SheetReading;
  /** The piece of the page with this part of the sheet, upright; null where no sheet was measured. */
  readonly cut: ((box: Box) => CutOut) | null;
}

/** The same as `readSheet`, with the sheet's place on the page. */
export async function readSheetWithCuts(
  page: GrayPage,
  expected: ExpectedSheets,
  rules: ReadingRules,
  decode: DecodeCode,
): Promise<ReadWithCuts> {
  const without = (reading: SheetReading): ReadWithCuts => ({ reading, cut: null });
  const paper = paperOf(page);
  if (hasMoreBelow(page, paper)) return without({ kind: 'unreadable', why: 'double' });
  let why: Unreadable = paper.printed < BLANK ? 'blank-side' : 'foreign';
  for (const frame of framesOf(expected)) {
    const attempt = await find(page, paper, frame, rules, decode);
    if ('why' in attempt) {
      if (attempt.why !== 'foreign') why = attempt.why;
      continue;
    }
    const { code, turned, mapping } = attempt.found;
    const sheet = code.election === expected.election ? expected.sheets.get(code.style) : undefined;
    if (!sheet) return without({ kind: 'other', code, turned });
    // Another layout's code may stand where this one's does, and its marks elsewhere.
    if (keyOf(sheet.geometry) !== keyOf(frame)) continue;
    const reading = measure(page, paper, sheet, attempt.found, rules);
    return { reading, cut: (box) => cutOut(page, mapping, box, page.dpi / 25.4) };
  }
  return without({ kind: 'unreadable', why });
}

type SheetFrame = Pick<SheetGeometry, 'timing' | 'code'>;
const keyOf = ({ timing, code }: SheetFrame): string => JSON.stringify([timing, code]);

const framesKnown = new WeakMap<ExpectedSheets, readonly SheetFrame[]>();
/** The different frames of all sheets: many styles have few. */
function framesOf(expected: ExpectedSheets): readonly SheetFrame[] {
  const known = framesKnown.get(expected);
  if (known) return known;
  const frames = [
    ...new Map([...expected.sheets.values()].map(({ geometry }) => [keyOf(geometry), geometry])).values(),
  ];
  framesKnown.set(expected, frames);
  return frames;
}

function hasMoreBelow({ height, dpi }: GrayPage, paper: Paper): boolean {
  const below = ((SHEET.height + BELOW) / 25.4) * dpi;
  if (height <= below) return false;
  const row = Math.floor(below / paper.cell) * paper.columns;
  const cells = [...paper.whites.slice(row, row + paper.columns)];
  return cells.filter((white) => white > paper.white * 0.75).length > cells.length / 2;
}

async function find(
  page: GrayPage,
  paper: Paper,
  { timing, code }: SheetFrame,
  rules: ReadingRules,
  decode: DecodeCode,
): Promise<Attempt> {
  const lines = findRows(page, paper, timing);
  const frame = frameOf(lines, timing, page.dpi);
  if (!frame) return { why: isPartOfSheet(lines, timing) ? 'damaged' : 'foreign' };
  const wrong = sizeFault(frame, rules);
  if (wrong) return { why: wrong };
  const ways = [false, true].flatMap((turned) => {
    const lies = turned ? turnedTiming(timing) : timing;
    const paired = pairRows(frame, lies, page.dpi);
    if (!paired || paired.fit > FIT) return [];
    const onPage = mappingOf(lies, paired);
    const mapping = turned ? turnedMapping(onPage) : onPage;
    return [{ turned, frame, paired, mapping, unrest: unrest(page, mapping, code) }];
  });
  ways.sort((a, b) => b.unrest - a.unrest);
  for (const way of ways) {
    const read = await readCodeAt(page, way.mapping, code, decode);
    if (read) return lines.doubled ? { why: 'double' } : { found: { ...way, code: read } };
  }
  const [likely] = ways;
  if (!likely) return { why: 'damaged' };
  const streaks = streaksOf(page, paper, insideOf(likely.paired));
  return { why: runsThrough(streaks, likely.mapping, code, page.dpi) ? 'streak' : 'damaged' };
}

/** What lies between the rows of marks, in pixels. */
function insideOf({ rows: { top, right, bottom, left } }: PairedRows) {
  return {
    top: Math.max(...top.map(({ y }) => y)),
    right: Math.min(...right.map(({ x }) => x)),
    bottom: Math.min(...bottom.map(({ y }) => y)),
    left: Math.max(...left.map(({ x }) => x)),
  };
}

/** Most of its marks are there, or one whole row: part of a sheet, or all of one that lies too far aside. */
function isPartOfSheet({ top, right, bottom, left, marks }: RowLines, timing: Timing): boolean {
  const isRow = (found: number, of: number) => found >= of / 2;
  return (
    isRow(marks, 2 * (timing.top.length + timing.left.length)) ||
    isRow(Math.max(top?.marks.length ?? 0, bottom?.marks.length ?? 0), timing.top.length) ||
    isRow(Math.max(left?.marks.length ?? 0, right?.marks.length ?? 0), timing.left.length)
  );
}

function sizeFault({ across, down }: Frame, { scale: { least, most } }: ReadingRules): Unreadable | null {
  if (across >= least && across <= most) {
    if (Math.abs(down - 1) > FOLDED) return 'double';
    return down < 1 - 2 * (1 - least) || down > 1 + 2 * (most - 1) ? 'scale' : null;
  }
  return 'scale';
}

function measure(
  page: GrayPage,
  paper: Paper,
  { geometry: sheet, blank }: ExpectedSheet,
  { code, turned, frame, paired, mapping }: Found,
  { thresholds }: ReadingRules,
): SheetReading {
  const black = blackOf(page, Object.values(paired.rows).flat());
  if (paper.white - black < CONTRAST) return { kind: 'unreadable', why: 'damaged' };
  const streaks = streaksOf(page, paper, insideOf(paired));
  const boxes = sheet.squares.map(({ box }) => box);
  const hit = [sheet.code, ...boxes];
  if (hit.some((box) => runsThrough(streaks, mapping, box, page.dpi))) return { kind: 'unreadable', why: 'streak' };
  const measured = sheet.squares.map((square): Measured => {
    const one = measureSquare(page, mapping, paper, black, square);
    const strokes = one.dark >= thresholds.trace ? strokesOf(page, mapping, black, blank(), square, one, boxes) : null;
    return { part: square.part, box: square.box, measure: one, strokes };
  });
  const zones = zonesOf(measured, thresholds);
  const squares = sheet.squares.map(
    ({ part, option }, at): SquareReading => ({ part, option, share: measured[at]!.measure.dark, zone: zones[at]! }),
  );
  const [topLeft, topRight] = frame.corners;
  const skew = (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
  const scale = { across: frame.across, down: frame.down };
  const quality = { scale, skew, fit: paired.fit, missing: paired.missing, streaks: streaks.length > 0 };
  return { kind: 'read', code, turned, squares, quality };
}
