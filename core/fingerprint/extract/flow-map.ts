import type { FlowMap } from '../template.ts';
import { cellAt } from './grid.ts';
import type { Ridges } from './ridges.ts';

/** Side of a cell of the flow map, pixels. */
const FLOW_STEP = 16;
/** Below this the neighbourhood does not agree on a direction. */
const LEAST_COHERENCE = 0.25;

/** The ridges' directions at the middle of each cell. */
export function flowMapOf(ridges: Ridges): FlowMap {
  const { width, height, mask, direction, coherence } = ridges;
  const [columns, rows] = [Math.ceil(width / FLOW_STEP), Math.ceil(height / FLOW_STEP)];
  const directions = new Uint8Array(columns * rows).fill(255);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [column * FLOW_STEP + FLOW_STEP / 2, row * FLOW_STEP + FLOW_STEP / 2];
      if (x >= width || y >= height) continue;
      const at = cellAt(ridges, x, y);
      if (mask[at] === 0 || coherence[at]! < LEAST_COHERENCE) continue;
      directions[row * columns + column] = Math.round((-direction[at]! / Math.PI) * 128) & 127;
    }
  }
  return { step: FLOW_STEP, columns, rows, directions };
}
