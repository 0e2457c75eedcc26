import type { ResultsImage } from '../../../core/results/results-file.ts';

/** Papers of one kind: the pages of a version of a protocol, in their order, or (null) the slips of the box. */
export interface PaperGroup {
  readonly version: number | null;
  readonly papers: readonly ResultsImage[];
}

/**
 * What was scanned of a protocol, as it is looked at: the version that is chosen, the others behind it with the newest first,
 * and the slips of the box.
 */
export function papersOf(images: readonly ResultsImage[], protocol: string, chosen: number): readonly PaperGroup[] {
  const byVersion = Map.groupBy(images, ({ what }) => {
    if (what.of === 'slip') return null;
    return what.protocol === protocol ? what.version : undefined;
  });
  const rank = (version: number | null): number => (version === null ? -1 : version === chosen ? 1_000 : version);
  return [...byVersion]
    .flatMap(([version, papers]) => (version === undefined ? [] : [{ version, papers: papers.toSorted(byPage) }]))
    .sort((a, b) => rank(b.version) - rank(a.version));
}

const byPage = (a: ResultsImage, b: ResultsImage): number => a.page - b.page;

/** The same page of another version; undefined where nobody has scanned it. */
export const samePage = (
  images: readonly ResultsImage[],
  { what, page }: ResultsImage,
  version: number,
): ResultsImage | undefined =>
  what.of === 'slip'
    ? undefined
    : images.find(
        (one) =>
          one.what.of === 'protocol' &&
          one.what.protocol === what.protocol &&
          one.what.version === version &&
          one.page === page,
      );
