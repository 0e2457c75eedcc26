import { compare, type Template } from '../../../core/fingerprint/fingerprint.ts';

/** One print of a gallery, by its place there, with its score on the scale of core/fingerprint. */
export interface Likeness {
  readonly place: number;
  readonly score: number;
}

/** The prints of a gallery that are most like the probe, best first; equal ones in the gallery's order. */
export function search(
  probe: Template,
  gallery: readonly Template[],
  { limit }: { readonly limit: number },
): readonly Likeness[] {
  return gallery
    .map((one, place) => ({ place, score: compare(probe, one) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, limit);
}
