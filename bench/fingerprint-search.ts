import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import {
  compare,
  decodeTemplate,
  encodeTemplate,
  extract,
  fuse,
  Gallery,
  type GrayImage,
  impression,
  probeOf,
  rounds,
  syntheticFinger,
  type Template,
  valuesIn,
} from '../core/fingerprint/fingerprint.ts';
import { GallerySearch } from '../main/identification/biometrics/search.ts';
import { identifyOne, identifyTwo } from './fingerprint-identify.ts';
import { readSample, samplesIn } from './fingerprint-images.ts';

/**
 * Measures the search of a gallery: `node bench/fingerprint-search.ts [FOLDER]`. 5,000 templates of drawn fingers, from
 * the image of the finger to the candidates. With a folder of research images (see fingerprint-images.ts) their prints
 * stand in the gallery too, and it is counted how many mates survive each look, and how many fingers are identified.
 * The figures go to docs/measured/fingerprint-search.json when a folder is given.
 */
const folder = process.argv[2];
const TEMPLATES = 5000;
const PROBES = 60;
const SENSOR = { width: 256, height: 288, dpi: 400, condition: 'good' } as const;
const DEPTHS = [0.01, 0.02, 0.05, 0.1, 0.2] as const;
const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;
const percent = (share: number): number => round(100 * share, 2);
const load = () => round(loadavg()[0] ?? 0, 1);
const spread = (all: readonly number[]) => {
  const rising = all.toSorted((a, b) => a - b);
  return { least: round(rising[0]!), median: round(rising[rising.length >> 1]!), worst: round(rising.at(-1)!) };
};

const touchOf = (voter: number, capture: number): GrayImage =>
  impression(syntheticFinger({ seed: 'gallery', voter, finger: 2 }), { ...SENSOR, capture });
const drawn = Array.from({ length: TEMPLATES }, (_, voter) => extract(touchOf(voter, 1)).template);

interface Probe {
  readonly image: GrayImage;
  /** Places in the gallery that show this finger: two where a second sensor saw it too. */
  readonly mates: readonly number[];
}

/** Each probe from its image to its candidates, the first few left out as warming up. */
async function endToEnd(templates: readonly Template[], probes: readonly Probe[]) {
  // As the kiosk opens a register: from records to the gallery, without deciphering.
  const records = templates.map((template) => encodeTemplate(template));
  const opening = performance.now();
  const gallery = Gallery.of([], { shared: true });
  for (const record of records) {
    const read = decodeTemplate(record);
    if (read.ok) gallery.add(read.value);
  }
  const opened = performance.now() - opening;
  const searcher = new GallerySearch();
  const took: Record<'extraction' | 'search' | 'all', number[]> = { extraction: [], search: [], all: [] };
  let [first, asked] = [0, 0];
  const before = load();
  for (const [k, { image, mates }] of [...probes.slice(0, 8), ...probes].entries()) {
    const began = performance.now();
    const probe = encodeTemplate(extract(image).template);
    const extracted = performance.now();
    const found = await searcher.search(gallery, probe, { limit: 10 });
    const ended = performance.now();
    if (!found.ok) throw new Error(found.error);
    if (k < 8) continue;
    asked += 1;
    if (mates.includes(found.value[0]?.place ?? -1)) first += 1;
    took.extraction.push(extracted - began);
    took.search.push(ended - extracted);
    took.all.push(ended - began);
  }
  await searcher.close();
  return {
    templates: gallery.count,
    bytesPerTemplate: round(gallery.size / gallery.count, 0),
    threads: availableParallelism(),
    load: [before, load()],
    probes: asked,
    openingSeconds: round(opened / 1000, 2),
    milliseconds: Object.fromEntries(Object.entries(took).map(([name, all]) => [name, spread(all)])),
    mateFirst: percent(first / asked),
  };
}

/** Of the mates of each probe, how many lie among the first of each depth after a look, percent. */
function survival(strangers: readonly (readonly number[])[], mates: readonly (readonly number[])[]) {
  const survive = Object.fromEntries(DEPTHS.map((depth) => [`${100 * depth} %`, 0]));
  let all = 0;
  for (const [k, values] of mates.entries()) {
    const falling = strangers[k]!.toSorted((a, b) => b - a);
    for (const value of values) {
      all += 1;
      for (const depth of DEPTHS) {
        if (value > falling[Math.floor(depth * falling.length)]!) survive[`${100 * depth} %`]! += 1;
      }
    }
  }
  return Object.fromEntries(Object.entries(survive).map(([depth, n]) => [depth, percent(n / all)]));
}

async function real(images: string) {
  const prints = samplesIn(images).map((sample) => ({ ...sample, template: extract(readSample(sample)).template }));
  const scores = prints.map((a) => prints.map((b) => compare(a.template, b.template)));
  const score = (a: number, b: number) => scores[a]![b]!;
  const gallery = Gallery.of(prints.map(({ template }) => template));
  const places = prints.map((_, place) => place);
  // Every print against all others of the folder: the mates are those of the same finger on the same sensor.
  const looked = prints.map((print, own) => {
    const strangers = places.filter((place) => prints[place]!.finger !== print.finger);
    const mates = places.filter((k) => k !== own && prints[k]!.finger === print.finger && prints[k]!.set === print.set);
    const highest = strangers.reduce((most, k) => Math.max(most, score(own, k)), 0);
    const probe = probeOf(print.template);
    const of = (which: (typeof rounds)[number], which2: readonly number[]) => valuesIn(which, probe, gallery, which2);
    const found = mates.filter((k) => score(own, k) > highest);
    return { own, strangers, mates, found, of };
  });
  const looks = Object.fromEntries(
    rounds.slice(0, 2).map((which) => {
      const strangers = looked.map(({ of, strangers: list }) => of(which, list));
      return [
        which,
        {
          allMates: survival(
            strangers,
            looked.map(({ of, mates }) => of(which, mates)),
          ),
          matesThatComparisonPutsFirst: survival(
            strangers,
            looked.map(({ of, found }) => of(which, found)),
          ),
        },
      ];
    }),
  );
  const enrolled = prints.filter(({ impression: number }) => number === 1);
  const probes = prints.filter(({ impression: number }) => number === 2);
  const step = Math.max(1, Math.floor(probes.length / PROBES));
  const asked = probes
    .filter((_, k) => k % step === 0)
    .map((sample) => ({
      image: readSample(sample),
      mates: enrolled.flatMap(({ finger }, place) => (finger === sample.finger ? [place] : [])),
    }));
  return {
    // One touch of each finger stands in the gallery: with several, another one than the counted mate may come first.
    search: await endToEnd([...enrolled.map(({ template }) => template), ...drawn].slice(0, TEMPLATES), asked),
    survivalOfLooks: { prints: prints.length, depthIsShareOf: 'real strangers, all sets', ...looks },
    identification: {
      oneFinger: identifyOne(prints, score),
      twoFingers: identifyTwo(prints, score, fuse),
    },
  };
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, load ${load()}`;
const probes = Array.from({ length: PROBES }, (_, k) => ({ image: touchOf(80 * k, 2), mates: [80 * k] }));
const result = {
  what: 'node bench/fingerprint-search.ts FOLDER',
  commit,
  date: new Date().toISOString().slice(0, 10),
  machine,
  drawn: await endToEnd(drawn, probes),
  ...(folder && { real: await real(folder) }),
};
console.log(JSON.stringify(result, null, 2));
if (folder) {
  const file = new URL('../docs/measured/fingerprint-search.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
