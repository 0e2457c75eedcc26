/** Numbers for every fourth point of an image, which is fine enough for what changes slowly: direction, clarity, skin. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** Points between those of the grid, which begins in the corner; pixels at 500 dpi. */
export const GRID_STEP = 4;

/** The place on the grid nearest to a point of the image. */
export function cellAt({ columns, rows }: Grid, x: number, y: number): number {
  const column = Math.min(columns - 1, Math.round(x / GRID_STEP));
  return Math.min(rows - 1, Math.round(y / GRID_STEP)) * columns + column;
}

/** What a plane of the image has at the grid's points. */
export function sampled(plane: ArrayLike<number>, width: number, { columns, rows }: Grid): Float32Array {
  const out = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const from = row * GRID_STEP * width;
    for (let column = 0; column < columns; column += 1) out[row * columns + column] = plane[from + column * GRID_STEP]!;
  }
  return out;
}

/** Fills each point of a plane with what the grid has nearest to it. */
export function spread(
  grid: Uint8Array,
  { columns, rows }: Grid,
  width: number,
  height: number,
  out: Uint8Array,
): void {
  for (let y = 0; y < height; y += 1) {
    const from = Math.min(rows - 1, (y + GRID_STEP / 2) >> 2) * columns;
    const base = y * width;
    for (let x = 0; x < width; x += 1) out[base + x] = grid[from + Math.min(columns - 1, (x + GRID_STEP / 2) >> 2)]!;
  }
}
