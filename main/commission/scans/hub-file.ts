import { PART_BYTES, partsOf } from '../../../core/hub/results-part.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { StationName } from '../../hub/results-store.ts';
import type { FilePieces } from './pieces.ts';

/** A part of a results file as the hub keeps it; null: it has none such. Throws where the hub does not answer. */
export type HubPart = (of: StationName, sha256: string, part: number) => Promise<Uint8Array | null>;

/** Parts that are fetched at once. */
const AT_ONCE = 4;

/** A results file in the hub: of it only those parts are fetched that are wanted. @param bytes of the whole file */
export const hubFile = (
  part: HubPart,
  of: StationName,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): FilePieces => ({
  async read(from, to) {
    const [first, end] = [Math.floor(from / PART_BYTES), Math.min(partsOf(bytes), Math.ceil(to / PART_BYTES))];
    const parts: Uint8Array[] = [];
    for (let at = first; at < end; at += AT_ONCE) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, end - at) }, (_, n) => at + n);
      let some: readonly (Uint8Array | null)[];
      try {
        some = await Promise.all(numbers.map((number) => part(of, sha256, number)));
      } catch {
        // Cut off, or its servers do not answer: whatever it is, nothing can be fetched now.
        return err('away');
      }
      for (const one of some) {
        if (one === null) return err('missing');
        parts.push(one);
      }
    }
    const begins = first * PART_BYTES;
    return ok(Buffer.concat(parts).subarray(from - begins, to - begins));
  },
});
