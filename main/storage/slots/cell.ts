import { CELL_BYTES, roomIn } from './format.ts';

/**
 * What the in-flight cell says. There is one, kept twice against half writes, always overwritten and always of one size.
 *
 * clear: no sheet is in the path. held: this slot belongs to the sheet in the path; `note` is what its caller needs to ask
 * the device for it. moving: what is in `from` is being written to `to`, and one of the two will be random. filling: the
 * whole file is a copy that is not finished.
 * The number beside it is there so that a slot that was lost, or put back by somebody, does not go unnoticed.
 */
export type CellState =
  | { readonly state: 'clear' }
  | { readonly state: 'held'; readonly slot: number; readonly note: Uint8Array }
  | { readonly state: 'moving'; readonly from: number; readonly to: number }
  | { readonly state: 'filling' };
export type Cell = CellState & {
  /** Ballots that are in the file for good, those in flight not among them. */
  readonly kept: number;
};

const STATES = ['clear', 'held', 'moving', 'filling'] as const;
const HEAD_BYTES = 13;

/** Longest note, in bytes. */
export const NOTE_BYTES = 160;
/** What a cell holds is of one size, so that nothing can be told by it. */
const CONTENT_BYTES = HEAD_BYTES + NOTE_BYTES + 1;
if (CONTENT_BYTES > roomIn(CELL_BYTES)) throw new RangeError('a cell must lie in one sector');

export function cellContent(cell: Cell): Uint8Array {
  const content = new Uint8Array(CONTENT_BYTES);
  const view = new DataView(content.buffer);
  view.setUint8(0, STATES.indexOf(cell.state));
  view.setUint32(1, cell.kept);
  if (cell.state === 'held') {
    if (cell.note.length > NOTE_BYTES) throw new RangeError(`a note of ${cell.note.length} bytes`);
    view.setUint32(5, cell.slot);
    view.setUint8(HEAD_BYTES, cell.note.length);
    content.set(cell.note, HEAD_BYTES + 1);
  } else if (cell.state === 'moving') {
    view.setUint32(5, cell.from);
    view.setUint32(9, cell.to);
  }
  return content;
}

/** Throws for what `cellContent` has not made: its seal says that we have. */
export function readCell(content: Uint8Array): Cell {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const state = STATES[view.getUint8(0)];
  const kept = view.getUint32(1);
  switch (state) {
    case 'clear':
    case 'filling':
      return { state, kept };
    case 'held': {
      const start = HEAD_BYTES + 1;
      return { state, kept, slot: view.getUint32(5), note: content.slice(start, start + view.getUint8(HEAD_BYTES)) };
    }
    case 'moving':
      return { state, kept, from: view.getUint32(5), to: view.getUint32(9) };
    default:
      throw new RangeError('a cell in an unknown state');
  }
}
