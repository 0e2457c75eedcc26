/** How large a paper is shown: 1, the whole of it at once. */
export const zooms: readonly number[] = [1, 1.5, 2, 3, 4];

/** The next size in a direction; at the end of them the same. */
export function nextZoom(zoom: number, by: 1 | -1): number {
  const at = zooms.indexOf(zoom);
  return zooms[at + by] ?? zoom;
}

/**
 * Where to scroll so that what lay under a place stays under it when the paper is shown larger or smaller.
 * @param scrolled how far it was scrolled
 * @param at the place, from the edge of what is seen
 * @param by how many times as large it is now
 */
export const scrolledUnder = (scrolled: number, at: number, by: number): number =>
  Math.max(0, (scrolled + at) * by - at);
