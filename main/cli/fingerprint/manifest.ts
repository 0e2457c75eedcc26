import { basename, dirname, resolve } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';

/** One image of a list. */
export interface Listed {
  readonly path: string;
  /** Pixels per inch; null where the list leaves it to the image. */
  readonly dpi: number | null;
}

/**
 * The images of a list in the form of the research sets' `images.tsv`: tabs between columns, which the first line names.
 * Only `path` and `dpi` are read; a path that is not absolute counts from the list's own folder.
 */
export function readManifest(file: string, text: string): Result<readonly Listed[], Problem> {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const columns = head.split('\t');
  const [path, dpi] = [columns.indexOf('path'), columns.indexOf('dpi')];
  const wrong = (line: number) =>
    err({ code: 'fingerprint.manifest', params: { file: basename(file), line } } as const);
  if (path < 0) return wrong(1);
  const images: Listed[] = [];
  for (const [k, line] of lines.entries()) {
    if (line === '') continue;
    const cells = line.split('\t');
    const own = cells[path];
    const resolution = dpi < 0 || !cells[dpi] ? null : Number(cells[dpi]);
    if (!own || (resolution !== null && !(resolution >= 100 && resolution <= 2000))) return wrong(k + 2);
    images.push({ path: resolve(dirname(file), own), dpi: resolution });
  }
  return images.length > 0 ? ok(images) : wrong(2);
}
