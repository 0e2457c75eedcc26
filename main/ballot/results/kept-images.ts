import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { RESULTS_LIMITS, type ResultsImage } from '../../../core/results/results-file.ts';
import { readSealedFile, writeSealedFile } from '../../storage/sealed-file.ts';
import type { ResultsFrame } from './frame.ts';
import type { SittingResults } from './sitting.ts';

type Frame = Pick<ResultsFrame, 'stateDir' | 'keys'>;

const pathOf = ({ stateDir }: Frame, { stem }: SittingResults, sha256: string): string =>
  join(stateDir, `${stem}-page-${sha256}`);

const isSame = (a: ResultsImage, b: ResultsImage): boolean =>
  JSON.stringify(a.what) === JSON.stringify(b.what) && a.page === b.page;

/** Protocols before slips, each in the order of its pages. */
const placeOf = ({ what, page }: ResultsImage): string =>
  what.of === 'protocol'
    ? `0 ${what.protocol} ${String(what.version).padStart(3, '0')} ${String(page).padStart(3, '0')}`
    : `1 ${what.slip}`;

/** Keeps an image of a page, sealed: first its bytes, then that it is there. One of the same page before it goes. */
export function keepImage(
  frame: Frame,
  results: SittingResults,
  image: ResultsImage,
  bytes: Uint8Array,
): Result<null, Problem> {
  const { images } = results.numbers.all;
  const others = images.filter((one) => !isSame(one, image));
  if (others.length >= RESULTS_LIMITS.images) return err({ code: 'ballot-zone.page-unknown' });
  const key = frame.keys.databaseKey(results.stem);
  const written = writeSealedFile(pathOf(frame, results, image.sha256), key, bytes);
  if (!written.ok) return written;
  const all = [...others, image].toSorted((a, b) => placeOf(a).localeCompare(placeOf(b)));
  const kept = results.numbers.replace({ images: all });
  if (!kept.ok) return kept;
  const gone = images.filter((one) => !all.some(({ sha256 }) => sha256 === one.sha256));
  for (const { sha256 } of gone) rmSync(pathOf(frame, results, sha256), { force: true });
  return ok(null);
}

/** All images that are kept, in their order, each with its bytes. One that is gone holds up no results. */
export function keptImages(
  frame: Frame,
  results: SittingResults,
): readonly { readonly image: ResultsImage; readonly bytes: Uint8Array }[] {
  const key = frame.keys.databaseKey(results.stem);
  return results.numbers.all.images.flatMap((image) => {
    const read = readSealedFile(pathOf(frame, results, image.sha256), key);
    return read.ok && read.value !== null ? [{ image, bytes: read.value }] : [];
  });
}
