import type { Style } from '../paper/sheet.ts';
import type { Part } from './definition.ts';
import type { Square } from './geometry.ts';
import type { Layout } from './layout-data.ts';
import { rounded } from './sheet-frame.ts';
import { type SheetPen, widthOf } from './sheet-pen.ts';

/** Millimetres between a number and its square, and between a square and the next cell. */
const ROOM = { beside: 0.8, after: 0.4 } as const;

/** A grid of numbered squares, row by row in the order of the definition. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  /** How much too wide its widest number is for its cell; nothing or less where it has room. */
  readonly over: number;
  /** Writes it below the pen, its left edge at `left`. */
  readonly write: (pen: SheetPen, left: number) => readonly Square[];
}

export function gridOf(part: Part, { grid }: Layout): Grid {
  const style: Style = { size: grid.number, weight: 'bold', align: 'right' };
  const { columns, cell } = grid;
  const room = cell.width - grid.square - ROOM.beside - ROOM.after;
  const write = (pen: SheetPen, left: number): readonly Square[] => {
    const top = pen.y;
    const squares = part.options.map((option, i) => {
      const [x, y] = [left + (i % columns) * cell.width, top + Math.floor(i / columns) * cell.height];
      const box = {
        x: rounded(x + cell.width - ROOM.after - grid.square),
        y: rounded(y + (cell.height - grid.square) / 2),
        ...{ width: grid.square, height: grid.square },
      };
      pen.middle(option.names.ky, style, { x, y, width: room, height: cell.height });
      pen.frame(box, grid.line);
      return { part: part.id, option: option.id, box, line: grid.line };
    });
    pen.y = top + heightOf(part, grid);
    return squares;
  };
  return {
    width: Math.min(columns, part.options.length) * cell.width,
    height: heightOf(part, grid),
    over: Math.max(...part.options.map(({ names }) => widthOf(names.ky, style))) - room,
    write,
  };
}

const heightOf = ({ options }: Part, { columns, cell }: Layout['grid']): number =>
  Math.ceil(options.length / columns) * cell.height;
