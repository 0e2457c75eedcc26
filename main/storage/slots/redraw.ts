import { basename } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { SlotFileSpec } from './format.ts';
import { createSlotFile, destroySlotFile, openSlotFile } from './open.ts';
import type { SlotFile } from './slot-file.ts';

/**
 * Draws everything anew: copies a file's contents, in an order drawn by lot, into slots drawn by lot of another file that
 * has other keys. Once the first file's keys are destroyed, nothing that a flash disk remembers of the first can be opened.
 *
 * The first file is left as it is; whoever calls destroys it, and its keys, once this has succeeded. A copy that was
 * interrupted is not `finished` and is begun anew here; one that is finished must not be made again.
 * @returns the copy, open; or `storage.changed-on-medium`, or what either disk says
 */
export function redraw(from: SlotFile, path: string, spec: SlotFileSpec): Result<SlotFile, Problem> {
  if (from.inFlight) throw new Error('a sheet is in flight');
  const gone = destroySlotFile(path);
  if (!gone.ok) return gone;
  const made = createSlotFile(path, spec, { beginning: 'filling' });
  if (!made.ok) return made;
  const filled = made.value.fill(contentsOf(from), from.kept);
  made.value.close();
  if (!filled.ok) return filled;
  const again = openSlotFile(path, spec);
  if (!again.ok || again.value.count === from.count) return again;
  again.value.close();
  return err({ code: 'storage.changed-on-medium', params: { file: basename(path) } });
}

function* contentsOf(from: SlotFile): Generator<Result<Uint8Array, Problem>> {
  for (const slot of from.slots()) yield from.read(slot);
}
