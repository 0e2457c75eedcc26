import type { FlowMap } from '../template.ts';
import type { ExtendedBlock } from './record.ts';

/**
 * The ridges' directions as a vendor's block of extended data, which every other reader skips: three letters and a
 * version, side of a cell in pixels at 500 dpi, columns, rows, then one byte a cell as in `FlowMap`.
 */
export const FLOW_BLOCK = 0x0154;
const MARK = [0x54, 0x4e, 0x55, 1] as const;
const HEAD = MARK.length + 3;

export function flowBlock({ step, columns, rows, directions }: FlowMap): ExtendedBlock {
  return { type: FLOW_BLOCK, data: Uint8Array.from([...MARK, step, columns, rows, ...directions]) };
}

/** The map if one of the blocks is ours and whole; undefined otherwise: a record is good without it. */
export function flowOf(blocks: readonly ExtendedBlock[]): FlowMap | undefined {
  for (const { type, data } of blocks) {
    if (type !== FLOW_BLOCK || MARK.some((byte, at) => data[at] !== byte)) continue;
    const [step = 0, columns = 0, rows = 0] = data.subarray(MARK.length, HEAD);
    if (step === 0 || columns * rows === 0 || data.length !== HEAD + columns * rows) continue;
    const directions = data.slice(HEAD);
    if (directions.every((direction) => direction < 128 || direction === 255))
      return { step, columns, rows, directions };
  }
  return undefined;
}
