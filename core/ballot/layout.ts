import type { Mode, Words } from '../election/common.ts';
import type { Page, Style } from '../paper/sheet.ts';
import type { Problem } from '../problem/catalogue.ts';
import { err, ok, type Result } from '../problem/result.ts';
import { cornerCodeQr } from './corner-code.ts';
import type { BallotStyle, Part } from './definition.ts';
import type { Box, SheetGeometry, Square } from './geometry.ts';
import type { Layout } from './layout-data.ts';
import type { CornerCode } from './reading.ts';
import { frameOf, type SheetFrame } from './sheet-frame.ts';
import { gridOf } from './sheet-grid.ts';
import { listOf } from './sheet-list.ts';
import { SheetPen } from './sheet-pen.ts';
import { ballotModeWords, testSheetWords } from './words.ts';

/** What a sheet tells besides its style. */
export interface SheetFacts {
  readonly election: Words;
  readonly constituency: Words;
  readonly mode: Mode;
  readonly code: CornerCode;
}

/** A sheet that is ready to print, and where a reader finds on it what it reads. */
export interface LaidOut {
  readonly page: Page;
  readonly geometry: SheetGeometry;
}

/**
 * Millimetres. `bar`: the place above the title that says what is no ballot of the day; it is kept free on every sheet, so
 * that a style has one geometry. `apart`: between the corner code and everything else.
 */
const ROOM = {
  bar: 6,
  underBar: 1.5,
  underTitle: 1.5,
  aroundRule: 1.8,
  underPart: 1,
  aboveSecondPart: 3,
  apart: 2,
} as const;

/** Millimetres by which a sum of fractions may miss what it sums to. */
const TOLERANCE = 1e-6;

/**
 * Lays a style out on one side of A4. Nothing is made smaller than the layout says.
 * @returns `ballot.too-long` or `ballot.too-wide`, with the millimetres, if it has no room on the sheet
 */
export function layOut(style: BallotStyle, layout: Layout, facts: SheetFacts): Result<LaidOut, Problem> {
  const least = written(style, layout, facts, 0);
  if (!least.ok) return least;
  const lines = style.parts.reduce((sum, { form, options }) => sum + (form === 'list' ? options.length : 0), 0);
  if (lines === 0) return ok(least.value.sheet);
  const grown = written(style, layout, facts, least.value.spare / lines);
  return grown.ok ? ok(grown.value.sheet) : grown;
}

/** @param extra millimetres that each line of a list has more than it needs */
function written(
  style: BallotStyle,
  layout: Layout,
  facts: SheetFacts,
  extra: number,
): Result<{ readonly sheet: LaidOut; readonly spare: number }, Problem> {
  const frame = frameOf(layout);
  const pen = new SheetPen();
  writeFrame(pen, frame, facts);
  writeHeading(pen, style, layout, frame, facts);
  const squares: Square[] = [];
  let spare = Number.POSITIVE_INFINITY;
  for (const [i, part] of style.parts.entries()) {
    if (i > 0) pen.y += ROOM.aboveSecondPart;
    const { made, left, wide } = writePart(pen, part, layout, frame, extra);
    squares.push(...made);
    spare = Math.min(spare, left);
    if (wide > TOLERANCE) {
      const over = upTo(wide);
      return err({ code: 'ballot.too-wide', params: { style: style.id, layout: layout.id, part: part.id, over } });
    }
  }
  if (spare < -TOLERANCE) {
    return err({ code: 'ballot.too-long', params: { style: style.id, layout: layout.id, over: upTo(-spare) } });
  }
  return ok({ sheet: { page: pen.page, geometry: { timing: frame.timing, code: frame.code, squares } }, spare });
}

/** In tenths of a millimetre, never less than it is. */
const upTo = (value: number): number => Math.ceil(value * 10) / 10;

function writeFrame(pen: SheetPen, { timing, code, inside }: SheetFrame, facts: SheetFacts): void {
  const { width, height, top, bottom, left, right } = timing;
  // The corners stand in both rows and are printed once.
  for (const { x, y } of [...top, ...bottom, ...left.slice(1, -1), ...right.slice(1, -1)]) {
    pen.fill({ x: x - width / 2, y: y - height / 2, width, height });
  }
  pen.code(cornerCodeQr(facts.code), code);
  const marks = [ballotModeWords[facts.mode], facts.code.test ? testSheetWords : null].filter(
    (words) => words !== null,
  );
  if (marks.length === 0) return;
  pen.fill({ ...inside, height: ROOM.bar });
  for (const [i, { ky, ru }] of marks.entries()) {
    const height = (ROOM.bar - 0.6) / marks.length;
    const row = { ...inside, y: inside.y + 0.3 + i * height, height };
    pen.middle(
      `${ky} · ${ru}`,
      { size: marks.length === 1 ? 9.5 : 7.5, weight: 'bold', ink: 'white', align: 'middle' },
      row,
    );
  }
}

function writeHeading(pen: SheetPen, style: BallotStyle, layout: Layout, frame: SheetFrame, facts: SheetFacts): void {
  const { x, y, width } = frame.inside;
  const { title, heading, explanation } = layout.type;
  const centred: Style = { size: title, weight: 'bold', align: 'middle' };
  pen.y = y + ROOM.bar + ROOM.underBar;
  pen.lines(style.title.ky, centred, x, width);
  if (style.title.ru !== style.title.ky) pen.lines(style.title.ru, centred, x, width);
  pen.y += ROOM.underTitle;
  pen.beside(facts.election, { size: heading }, x, width);
  pen.beside(facts.constituency, { size: heading, weight: 'bold' }, x, width);
  rule(pen, frame);
  pen.beside(style.explanation, { size: explanation }, x, width);
  rule(pen, frame);
}

function rule(pen: SheetPen, { inside: { x, width } }: SheetFrame): void {
  pen.y += ROOM.aroundRule;
  pen.rule(x, width);
  pen.y += ROOM.aroundRule;
}

interface WrittenPart {
  readonly made: readonly Square[];
  /** Millimetres that are left below it, and by which it is too wide. */
  readonly left: number;
  readonly wide: number;
}

function writePart(pen: SheetPen, part: Part, layout: Layout, frame: SheetFrame, extra: number): WrittenPart {
  const { inside, code } = frame;
  const title: Style = { size: layout.type.part, weight: 'bold' };
  const above = code.y - ROOM.apart;
  if (part.form === 'list') {
    writeTitle(pen, part, title, inside);
    const list = listOf(part, layout, inside);
    const made = list.write(pen, Math.max(list.least, Math.min(layout.list.most, list.least + extra)));
    return { made, left: above - pen.y, wide: 0 };
  }
  const grid = gridOf(part, layout);
  // One that is narrow enough stands beside the column of the code, and may reach down to the end of the sheet.
  const indent = code.width + ROOM.apart;
  const narrow = grid.width <= inside.width - indent;
  const room = narrow ? { x: inside.x + indent, width: inside.width - indent } : inside;
  writeTitle(pen, part, title, room);
  const made = grid.write(pen, room.x);
  const left = (narrow ? inside.y + inside.height : above) - pen.y;
  return { made, left, wide: Math.max(grid.over, grid.width - room.width) };
}

function writeTitle(pen: SheetPen, part: Part, style: Style, { x, width }: Pick<Box, 'x' | 'width'>): void {
  if (part.title === null) return;
  pen.beside(part.title, style, x, width);
  pen.y += ROOM.underPart;
  pen.rule(x, width);
}
