import {
  encodeTemplate,
  extract,
  Gallery,
  impression,
  syntheticFinger,
  type Template,
} from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { GallerySearch } from '../../identification/biometrics/search.ts';
import type { Listed } from './manifest.ts';
import { readImage } from './read.ts';
import type { Values } from './values.ts';

export interface SearchTimes {
  readonly probes: number;
  readonly gallery: number;
  readonly bytesPerTemplate: number;
  /** Milliseconds from the image file to the candidates. */
  readonly median: number;
  readonly worst: number;
}

/** So many searches are timed, spread over the list, after a few that warm up. */
const PROBES = 60;
const WARMING = 5;
const SENSOR = { capture: 1, condition: 'good', width: 256, height: 288, dpi: 400 } as const;

/** Times searches among the images of a list, to which drawn fingers are added up to the wanted size. */
export async function searchTimes(
  images: readonly Listed[],
  templates: readonly (Template | null)[],
  { gallery: wanted, reading, limit }: Values,
): Promise<SearchTimes | Problem> {
  const readable = images.filter((_, k) => templates[k] !== null);
  const known = templates.filter((template) => template !== null);
  if (known.length === 0) return { code: 'fingerprint.nobody' };
  const gallery = Gallery.of(known.slice(0, wanted ?? known.length), { shared: true });
  for (let voter = 0; gallery.count < (wanted ?? 0); voter += 1) {
    gallery.add(extract(impression(syntheticFinger({ seed: 'gallery', voter, finger: 2 }), SENSOR)).template);
  }
  const searcher = new GallerySearch();
  const probes = readable.filter((_, k) => k % Math.ceil(readable.length / PROBES) === 0);
  const took: number[] = [];
  for (const [k, { path, dpi }] of [...probes.slice(0, WARMING), ...probes].entries()) {
    const began = performance.now();
    const shown = readImage(path, { dpi: reading.dpi ?? dpi ?? undefined });
    if (!shown.ok) continue;
    const found = await searcher.search(gallery, encodeTemplate(shown.value.template), { limit });
    if (!found.ok) {
      await searcher.close();
      return { code: 'fingerprint.interrupted' };
    }
    if (k >= Math.min(WARMING, probes.length)) took.push(performance.now() - began);
  }
  await searcher.close();
  const rising = took.toSorted((a, b) => a - b);
  const whole = (value = 0) => Math.round(value);
  return {
    probes: took.length,
    gallery: gallery.count,
    bytesPerTemplate: whole(gallery.size / gallery.count),
    median: whole(rising[rising.length >> 1]),
    worst: whole(rising.at(-1)),
  };
}
