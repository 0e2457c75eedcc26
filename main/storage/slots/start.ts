import type { BlockFile } from './block-file.ts';
import { cellsOf } from './cells.ts';
import { fileBytes, opened, type RandomBytes, type SlotFileSpec, slotPlace } from './format.ts';

/** The ballot of the sheet in the path. */
export interface InFlight {
  /** Null: it was not whole on the disk at the start, so its acceptance was not commanded. */
  readonly content: Uint8Array | null;
  /** What the caller gave along, to ask the device for the sheet. */
  readonly note: Uint8Array;
}

/** What stands in a slot file after its start. */
export interface Standing {
  /** By slot: 1 where it opens; that of `held` too if it is whole. */
  readonly filled: Uint8Array;
  readonly kept: number;
  readonly held: ({ readonly slot: number } & InFlight) | null;
  /** False: a copy that was interrupted. */
  readonly finished: boolean;
}

/** Why a file does not start: it has another size, or no cell opens with this key. */
export type NoStart = 'size' | 'key';

/**
 * Opens every slot to know which are filled, and settles what a stop has left half done: only a slot that a cell names can
 * be half written. Throws what the system says.
 */
export function start(file: BlockFile, spec: SlotFileSpec, random: RandomBytes): Standing | NoStart {
  if (file.bytes !== fileBytes(spec)) return 'size';
  const cells = cellsOf(file, spec, random);
  const cell = cells.settle();
  if (!cell) return 'key';

  const contentOf = (slot: number): Uint8Array | null => {
    const place = slotPlace(spec, slot);
    return opened(place, file.read(place.at, place.bytes)) ?? null;
  };
  const filled = new Uint8Array(spec.slots);
  for (let slot = 0; slot < spec.slots; slot += 1) filled[slot] = contentOf(slot) ? 1 : 0;
  const rewrite = (slot: number, bytesOf: (at: number, bytes: number) => Uint8Array): void => {
    const { at, bytes } = slotPlace(spec, slot);
    file.write(at, bytesOf(at, bytes));
    file.sync();
  };
  const erase = (slot: number): void => {
    rewrite(slot, (_, bytes) => random(bytes));
    filled[slot] = 0;
  };

  const standing: Standing = { filled, kept: cell.kept, held: null, finished: cell.state !== 'filling' };
  switch (cell.state) {
    case 'clear':
    case 'filling':
      return standing;
    case 'held': {
      const { slot, note } = cell;
      const content = contentOf(slot);
      // It was read, but perhaps from memory only: what a sync has refused is there all the same.
      if (content) rewrite(slot, (at, bytes) => file.read(at, bytes));
      else erase(slot);
      return { ...standing, held: { slot, content, note } };
    }
    case 'moving':
      erase(filled[cell.to] === 1 ? cell.from : cell.to);
      cells.write({ state: 'clear', kept: cell.kept });
      return standing;
  }
}
