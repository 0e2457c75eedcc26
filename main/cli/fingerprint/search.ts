import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeTemplate, Gallery } from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { GallerySearch } from '../../identification/biometrics/search.ts';
import { type CommandIo, sayProblem } from '../io.ts';
import { readFinger } from './read.ts';
import type { Values } from './values.ts';

/** Says who of the named files, or of those in named folders, is most like the probe. What cannot be read is told. */
export async function searchFiles(
  probe: string,
  named: readonly string[],
  values: Values,
  io: CommandIo,
): Promise<Problem | null> {
  const wanted = readFinger(probe, values.reading);
  if (!wanted.ok) return wanted.error;
  const gallery = Gallery.of([], { shared: true });
  const files: string[] = [];
  for (const file of named.flatMap(filesOf)) {
    const finger = readFinger(file, values.reading);
    if (!finger.ok) {
      io.complain(sayProblem(finger.error));
      continue;
    }
    files.push(file);
    gallery.add(finger.value);
  }
  if (files.length === 0) return { code: 'fingerprint.nobody' };
  const searcher = new GallerySearch();
  const found = await searcher.search(gallery, encodeTemplate(wanted.value), { limit: values.limit });
  await searcher.close();
  if (!found.ok) return { code: 'fingerprint.interrupted' };
  const candidates = found.value.map(({ place, score }) => ({ file: files[place] ?? '', score }));
  if (values.json) io.out(JSON.stringify({ searched: files.length, candidates }));
  else {
    io.out(`searched ${files.length}; candidates, the most alike first:`);
    for (const { file, score } of candidates) io.out(`${score.toFixed(1).padStart(7)}  ${file}`);
  }
  return null;
}

/** A file itself, or the files that lie in a folder, by name. */
function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(path, name))
    .sort();
}
