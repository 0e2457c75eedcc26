import type { BlockFile } from './block-file.ts';
import { type Cell, cellContent, readCell } from './cell.ts';
import { CELLS, cellPlace, opened, type RandomBytes, type SlotFileSpec, sealed } from './format.ts';

/** The two cells of one open file. */
export interface Cells {
  /**
   * Both, one after the other: a power cut may spoil the one that is being written, and then the other still says what was
   * before. @param beside is written, and synced, together with the second
   */
  write(cell: Cell, beside?: () => void): void;
  /** What they say, the first before the second; null if neither opens. Afterwards both say it. */
  settle(): Cell | null;
}

export function cellsOf(file: BlockFile, spec: SlotFileSpec, random: RandomBytes): Cells {
  const all = Array.from({ length: CELLS }, (_, one) => cellPlace(spec, one));
  return {
    write(cell, beside = () => {}) {
      for (const [one, place] of all.entries()) {
        file.write(place.at, sealed(place, cellContent(cell), random));
        if (one === all.length - 1) beside();
        file.sync();
      }
    },
    settle() {
      const read = all.map((place) => opened(place, file.read(place.at, place.bytes)));
      const good = read.findIndex((content) => content !== undefined);
      const content = read[good];
      if (!content) return null;
      // The one that was read is left alone until the others say the same. That the disk takes a write is seen as well.
      for (const [other, place] of all.entries()) {
        if (other === good) continue;
        file.write(place.at, sealed(place, content, random));
        file.sync();
      }
      return readCell(content);
    },
  };
}
