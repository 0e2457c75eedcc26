import type { Problem } from '../../problem/catalogue.ts';
import { type BoxStatus, compartments, type PathPlace } from './box.ts';

const jammed: Readonly<Record<PathPlace, Problem>> = {
  front: { code: 'ballot-reader.jammed-front' },
  middle: { code: 'ballot-reader.jammed-middle' },
  gate: { code: 'ballot-reader.jammed-gate' },
  back: { code: 'ballot-reader.jammed-back' },
};

/** What a person must do before the box goes on; null if nothing. */
export function obstacleOf({ cover, jam, bins }: BoxStatus): Problem | null {
  if (cover === 'open') return { code: 'ballot-reader.cover-open' };
  if (jam !== null) return jammed[jam];
  if (compartments.some((one) => bins[one] === 'missing')) return { code: 'ballot-reader.bin-missing' };
  return compartments.some((one) => bins[one] === 'full') ? { code: 'ballot-reader.bin-full' } : null;
}
