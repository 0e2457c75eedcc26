import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { compare, extract, impression, syntheticFinger, type Template } from '../core/fingerprint/fingerprint.ts';
import { scoreOf } from '../core/fingerprint/match/calibration.ts';
import { rawComparison } from '../core/fingerprint/match/compare.ts';
import { detSvg } from './fingerprint-det.ts';
import { readSample, samplesIn } from './fingerprint-images.ts';
import { qualityTable } from './fingerprint-quality.ts';
import { identification, knotAt, ratesOf } from './fingerprint-rates.ts';

/**
 * Measures the fingerprint room: `node bench/fingerprint.ts [FOLDER]`. Times are always taken, on synthetic prints.
 * With a folder of research images (sets.json and one folder for each set, see fingerprint-images.ts) every image is
 * compared with every other: error rates per set and pooled, and the knots of core/fingerprint/match/calibration.ts. The
 * figures go to docs/measured/fingerprint.json, the curves to docs/fingerprint/det.svg. The images are nobody's to commit.
 */
const folder = process.argv[2];
const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;
const highest = (all: readonly number[]): number => all.reduce((most, one) => Math.max(most, one), 0);
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;

function timed<T>(times: number[], work: () => T): T {
  const before = performance.now();
  const result = work();
  times.push(performance.now() - before);
  return result;
}

/** Medians in milliseconds, the first third left out as warming up. */
function times() {
  const took = { impression: [] as number[], extract: [] as number[], compare: [] as number[] };
  const templates: Template[] = [];
  for (let voter = 0; voter < 45; voter += 1) {
    const finger = syntheticFinger({ seed: 'bench', voter, finger: 2 });
    const options = { capture: 1, condition: 'good', width: 256, height: 288, dpi: 400 } as const;
    const image = timed(took.impression, () => impression(finger, options));
    templates.push(timed(took.extract, () => extract(image)).template);
  }
  for (const a of templates) for (const b of templates) timed(took.compare, () => compare(a, b));
  const warm = (all: readonly number[]) => round(median(all.slice(all.length / 3)));
  return { impression: warm(took.impression), extract: warm(took.extract), compare: warm(took.compare) };
}

/** Every image of the folder against every other. */
function accuracy(images: string) {
  const prints = samplesIn(images).map((sample) => ({
    ...sample,
    name: `${sample.set} ${sample.finger.split('/')[1]}_${sample.impression}`,
    template: extract(readSample(sample)).template,
    genuine: [] as number[],
  }));
  const worst: { readonly similarity: number; readonly pair: string }[] = [];
  const genuine = new Map<string, number[]>();
  const impostors = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, set: string, value: number) => {
    const list = to.get(set);
    if (list) list.push(value);
    else to.set(set, [value]);
  };
  const similarity = new Float32Array(prints.length ** 2);
  const [acrossReal, acrossAny] = ['between real sets', 'between other sets'];
  for (const [i, a] of prints.entries()) {
    for (const [k, b] of prints.slice(i + 1).entries()) {
      const { similarity: raw } = rawComparison(a.template, b.template);
      const j = i + 1 + k;
      if (a.finger === b.finger && a.set === b.set) {
        a.genuine.push(raw);
        b.genuine.push(raw);
        worst.push({ similarity: round(raw), pair: `${a.name} and ${b.name}` });
      }
      similarity[i * prints.length + j] = raw;
      similarity[j * prints.length + i] = raw;
      add(
        a.finger === b.finger ? genuine : impostors,
        a.set === b.set ? a.set : a.kind === 'real' && b.kind === 'real' ? acrossReal : acrossAny,
        raw,
      );
    }
  }
  const sets = [...new Set(prints.map((print) => print.set))];
  const inSets = (of: Map<string, number[]>) => sets.flatMap((set) => of.get(set) ?? []);
  const perSet = Object.fromEntries(
    sets.map((set) => [set, ratesOf(genuine.get(set) ?? [], impostors.get(set) ?? [])]),
  );
  // The scale is made on real fingers alone: drawn ones resemble each other more, or less, than people's.
  const realSets = new Set(prints.filter(({ kind }) => kind === 'real').map(({ set }) => set));
  const realOwn = [...realSets].flatMap((set) => impostors.get(set) ?? []);
  const realAll = [...realOwn, ...(impostors.get(acrossReal) ?? [])];
  const own = inSets(impostors);
  const all = [...own, ...(impostors.get(acrossReal) ?? []), ...(impostors.get(acrossAny) ?? [])];
  const crossSensor = genuine.get(acrossReal) ?? [];
  const lines = [
    { name: 'one sensor', colour: '#1155cc', genuine: inSets(genuine), impostors: all },
    ...(crossSensor.length > 0
      ? [{ name: 'two sensors', colour: '#cc4400', genuine: crossSensor, impostors: all }]
      : []),
  ];
  writeFileSync(new URL('../docs/fingerprint/det.svg', import.meta.url), detSvg(lines));
  return {
    images: prints.length,
    perSet,
    meanEer: round(Object.values(perSet).reduce((sum, { eer }) => sum + eer, 0) / sets.length),
    pooledWithinSets: ratesOf(inSets(genuine), own),
    pooledAllPairs: ratesOf(inSets(genuine), all),
    ...(crossSensor.length > 0 && { crossSensor: ratesOf(crossSensor, all) }),
    // The gallery is the first impression of each finger, on each sensor; the others ask for it.
    oneOfMany: identification(prints, similarity),
    quality: qualityTable(prints),
    worstGenuine: worst.sort((a, b) => a.similarity - b.similarity).slice(0, 20),
    // One sensor for all is what a station has; where that sample is too small the pairs between sensors speak.
    knots: [5, 10, 15, 20, 25, 30, 35, 40].map((score) => {
      const [within, between] = [knotAt(realOwn, score), knotAt(realAll, score)];
      return { score, withinSets: within && round(within), allPairs: between && round(between) };
    }),
    knotImpostors: { withinSets: realOwn.length, allPairs: realAll.length },
    highestImpostor: { withinSets: round(highest(realOwn)), allPairs: round(highest(realAll)) },
    fnmrAtScore40: round((100 * inSets(genuine).filter((raw) => scoreOf(raw) < 40).length) / inSets(genuine).length),
  };
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${round(loadavg()[0] ?? 0, 1)}`;
const result = { commit, machine, milliseconds: times(), ...(folder && { accuracy: accuracy(folder) }) };
console.log(JSON.stringify(result, null, 2));
if (folder) {
  writeFileSync(new URL('../docs/measured/fingerprint.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
}
