import { z } from 'zod';
import { idSchema } from '../election/common.ts';

/** Lengths are millimetres, type sizes points. */
const mm = z.number().min(0).max(300);
const points = z.number().min(6).max(40);

/** How a list stands: each line as high as its words, at least `row`, with a square at its right end. */
const listSchema = z.strictObject({ row: mm, square: mm, line: mm, name: points, note: points });
/** How a grid of numbered squares stands, row by row. */
const gridSchema = z.strictObject({
  columns: z.int().min(1).max(60),
  cell: z.strictObject({ width: mm, height: mm }),
  square: mm,
  line: mm,
  number: points,
});

/**
 * Where things stand on a sheet of A4, as data: a new form needs no new program. Every layout has timing marks on four
 * sides and its corner code at the lower left, apart from them.
 */
export const layoutSchema = z.strictObject({
  id: idSchema,
  /** Between the edge of the paper and the timing marks. */
  edge: mm,
  /** Timing marks, and how many stand along the upper and lower side, and along the left and right one; corners count for both. */
  timing: z.strictObject({
    width: mm,
    height: mm,
    across: z.int().min(4).max(80),
    down: z.int().min(4).max(120),
  }),
  /** Between the timing marks and everything else. */
  inside: mm,
  /** Side of the corner code with its light margin. */
  code: mm,
  type: z.strictObject({ title: points, explanation: points, part: points }),
  list: listSchema,
  grid: gridSchema,
});
export type Layout = z.infer<typeof layoutSchema>;
