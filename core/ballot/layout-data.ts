import { z } from 'zod';
import { idSchema } from '../election/common.ts';
import { SHEET } from './geometry.ts';

/** Lengths are millimetres, type sizes points. */
const mm = (min: number, max: number) => z.number().min(min).max(max);
const points = z.number().min(6).max(40);

/** Both kinds of squares: side, and thickness of the line, which counts to the side. */
const square = { square: mm(3, 20), line: mm(0.2, 1.5) };

/**
 * How a list stands. All its lines are of one height: the least with which the longest of them has room, at least `row`;
 * what is left of the sheet is given to them up to `most`. A square stands at the right end of each.
 */
const listSchema = z
  .strictObject({
    row: mm(5, 60),
    most: mm(5, 60),
    ...square,
    /** Where Russian says something else it stands beside the Kyrgyz, each in its half of the line; otherwise below it. */
    beside: z.boolean(),
    /** Names in Kyrgyz, in Russian, and notes. */
    name: points,
    second: points,
    note: points,
  })
  .refine(({ row, most }) => row <= most, 'lines are higher than they may be')
  .refine(({ row, square }) => square + 1 <= row, 'squares of two lines touch')
  .refine(({ square, line }) => line * 4 <= square, 'nothing is left inside a square');

/** How a grid of numbered squares stands, row by row; a number left of its square. */
const gridSchema = z
  .strictObject({
    columns: z.int().min(1).max(60),
    cell: z.strictObject({ width: mm(5, 60), height: mm(4, 60) }),
    ...square,
    number: points,
  })
  .refine(({ cell, square }) => square + 1 <= cell.height && square + 3 <= cell.width, 'squares and numbers touch')
  .refine(({ square, line }) => line * 4 <= square, 'nothing is left inside a square');

/**
 * Where things stand on a sheet of A4, as data: a new form needs no new program. Every layout has timing marks on four
 * sides and its corner code at the lower left, apart from them.
 */
export const layoutSchema = z
  .strictObject({
    id: idSchema,
    /** Between the edge of the paper and the timing marks: printers leave the outermost millimetres white. */
    edge: mm(4, 20),
    /** Timing marks, and how many stand along the upper and lower side, and along the left and right one; corners count for both. */
    timing: z.strictObject({
      width: mm(2, 10),
      height: mm(1, 10),
      across: z.int().min(4).max(80),
      down: z.int().min(4).max(120),
    }),
    /** Between the timing marks and everything else. */
    inside: mm(2, 20),
    /** Side of the corner code with its light margin: 33 squares of it. */
    code: mm(16, 40),
    /** Title of the ballot; election and constituency; how it is filled in; titles of parts. */
    type: z.strictObject({ title: points, heading: points, explanation: points, part: points }),
    list: listSchema,
    grid: gridSchema,
  })
  .superRefine(({ edge, timing: { width, height, across, down } }, context) => {
    const step = {
      across: (SHEET.width - 2 * edge - width) / (across - 1),
      down: (SHEET.height - 2 * edge - height) / (down - 1),
    };
    // A smudge between two of them must not make them one.
    if (step.across < 1.5 * width || step.down < 2 * height) {
      context.addIssue({ code: 'custom', path: ['timing'], message: 'timing marks stand too close' });
    }
  });
export type Layout = z.infer<typeof layoutSchema>;
