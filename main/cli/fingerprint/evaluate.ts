import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Template } from '../../../core/fingerprint/fingerprint.ts';
import { rawComparison } from '../../../core/fingerprint/match/compare.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { type CommandIo, sayProblem } from '../io.ts';
import { readManifest } from './manifest.ts';
import { readImage } from './read.ts';
import { searchTimes } from './search-times.ts';
import type { Values } from './values.ts';

/** Compares every image of a list with every other and writes "i,j,similarity" for each pair, counted from 0, i < j. */
export async function evaluate(list: string, out: string, values: Values, io: CommandIo): Promise<Problem | null> {
  const images = readManifest(list, readFileSync(list, 'utf8'));
  if (!images.ok) return images.error;
  const csv = createWriteStream(out);
  // Opened before minutes of work: a file that cannot be written is told at once.
  await once(csv, 'open');
  const began = performance.now();
  const templates: (Template | null)[] = [];
  for (const { path, dpi } of images.value) {
    const shown = readImage(path, { dpi: values.reading.dpi ?? dpi ?? undefined });
    if (!shown.ok) io.complain(sayProblem(shown.error));
    templates.push(shown.ok ? shown.value.template : null);
  }
  const extracted = performance.now();
  let pairs = 0;
  for (const [i, a] of templates.entries()) {
    if (a === null) continue;
    const lines: string[] = [];
    for (let j = i + 1; j < templates.length; j += 1) {
      const b = templates[j];
      if (b) lines.push(`${i},${j},${rawComparison(a, b).similarity.toFixed(9)}\n`);
    }
    pairs += lines.length;
    if (!csv.write(lines.join(''))) await once(csv, 'drain');
  }
  csv.end();
  await finished(csv);
  const compared = performance.now();
  const unread = templates.filter((template) => template === null).length;
  const search = values.search ? await searchTimes(images.value, templates, values) : null;
  if (search && 'code' in search) return search;
  if (values.json) {
    const [extraction, comparison] = [(extracted - began) / templates.length, (compared - extracted) / pairs];
    io.out(
      JSON.stringify({ images: templates.length, unread, pairs, milliseconds: { extraction, comparison }, search }),
    );
    return null;
  }
  io.out(`${templates.length} images, ${unread} of them not readable; ${pairs} pairs written to ${out}`);
  io.out(
    `an extraction took ${each(extracted - began, templates.length)}, a comparison ${each(compared - extracted, pairs)}`,
  );
  if (search) {
    const { probes, gallery, bytesPerTemplate, median, worst } = search;
    io.out(
      `${probes} searches of ${gallery} templates (${bytesPerTemplate} bytes each), from image to candidates: median ${median} ms, worst ${worst} ms`,
    );
  }
  return null;
}

const each = (all: number, count: number): string => `${(all / Math.max(1, count)).toFixed(2)} ms`;
