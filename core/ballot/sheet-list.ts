import type { Style } from '../paper/sheet.ts';
import type { Option, Part } from './definition.ts';
import type { Box, Square } from './geometry.ts';
import type { Layout } from './layout-data.ts';
import { rounded } from './sheet-frame.ts';
import { GAP, heightOfLines, linesOf, type SheetPen } from './sheet-pen.ts';

/** Millimetres: between a square and the end of its line, between square and words, above and below the words of a line. */
const ROOM = { end: 3, beside: 4, above: 0.7 } as const;

/** Words of one line, in the columns that they stand in. */
interface Column {
  readonly x: number;
  readonly width: number;
  readonly rows: readonly { readonly text: string; readonly style: Style }[];
}

/** A list of lines: number, words, and an empty square at the right. */
export interface List {
  /** How high each of its lines has to be. */
  readonly least: number;
  /** Writes the lines below the pen, each of this height. */
  readonly write: (pen: SheetPen, height: number) => readonly Square[];
}

/** A list between `x` and `x + width`; every line is treated alike. */
export function listOf(part: Part, { list }: Layout, { x, width }: Pick<Box, 'x' | 'width'>): List {
  const name: Style = { size: list.name, weight: 'bold' };
  const numbers = numbersOf(part);
  // Room for two digits, or for three where there are as many lines.
  const number = heightOfLines(1, list.name) * (part.options.length > 99 ? 1.8 : 1.3);
  const words = { x: x + number, width: width - number - ROOM.beside - list.square - ROOM.end };
  const columns = part.options.map((option) => columnsOf(option, list, words));
  const heights = columns.map((some) => Math.max(...some.map(heightOf)));
  const write = (pen: SheetPen, height: number): readonly Square[] => {
    const squares = part.options.map((option, i) => {
      const top = pen.y;
      pen.middle(numbers[i] ?? '', name, { x, y: top, width: number, height });
      for (const column of columns[i] ?? []) {
        pen.y = top + (height - (heights[i] ?? 0)) / 2;
        for (const { text, style } of column.rows) pen.lines(text, style, column.x, column.width);
      }
      const box = {
        x: rounded(x + width - ROOM.end - list.square),
        y: rounded(top + (height - list.square) / 2),
        ...{ width: list.square, height: list.square },
      };
      pen.frame(box, list.line);
      pen.y = top + height;
      pen.rule(x, width);
      return { part: part.id, option: option.id, box, line: list.line };
    });
    return squares;
  };
  return { least: Math.max(list.row, ...heights.map((height) => height + 2 * ROOM.above)), write };
}

/** Lines are numbered from one; the line against all of them has no number. */
function numbersOf({ options }: Part): readonly string[] {
  let count = 0;
  return options.map(({ kind }) => {
    if (kind === 'against-all') return '';
    count += 1;
    return String(count);
  });
}

/** Names, then notes: Kyrgyz first, and Russian where it says something else. */
function columnsOf({ names, notes }: Option, list: Layout['list'], whole: Pick<Box, 'x' | 'width'>): readonly Column[] {
  const [first, second, note]: readonly [Style, Style, Style] = [
    { size: list.name, weight: 'bold' },
    { size: list.second },
    { size: list.note },
  ];
  const differs = { names: names.ru !== names.ky, notes: notes !== null && notes.ru !== notes.ky };
  const beside = list.beside && (differs.names || differs.notes);
  const width = beside ? (whole.width - GAP) / 2 : whole.width;
  const rows = (text: string, style: Style) => linesOf(text, style, width).map((line) => ({ text: line, style }));
  const ky = { name: rows(names.ky, first), note: notes ? rows(notes.ky, note) : [] };
  const ru = {
    name: differs.names ? rows(names.ru, second) : [],
    note: differs.notes && notes ? rows(notes.ru, note) : [],
  };
  if (!beside) return [{ ...whole, rows: [...ky.name, ...ru.name, ...ky.note, ...ru.note] }];
  return [
    { x: whole.x, width, rows: [...ky.name, ...ky.note] },
    { x: whole.x + width + GAP, width, rows: [...ru.name, ...ru.note] },
  ];
}

const heightOf = ({ rows }: Column): number => rows.reduce((sum, { style }) => sum + heightOfLines(1, style.size), 0);
