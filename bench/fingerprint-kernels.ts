import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { conditions, type GrayImage, impression, syntheticFinger } from '../core/fingerprint/fingerprint.ts';
import { chain, type KernelSet, kernelSet, twinSet } from '../core/fingerprint/kernels/chain.fixture.ts';
import { readSample, samplesIn } from './fingerprint-images.ts';

/**
 * The WebAssembly kernels against their twins in plain TypeScript: `node bench/fingerprint-kernels.ts [FOLDER]`. 1,000
 * drawn touches, and the images of a folder of research images (see fingerprint-images.ts), go through all kernels; every
 * value is compared with the twin's, and both are timed on the same image. Twins are written to be read: the ratio says
 * what a kernel is against plain loops, not against the best that TypeScript can do. Figures go to
 * docs/measured/fingerprint-kernels.json.
 */
const folder = process.argv[2];
const DRAWN = 1000;
/** Calls until the engine has compiled a kernel for speed. */
const WARM = 30;
const round = (value: number, digits = 3): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** 300 × 400 at 500 dpi, each condition in turn. */
function* drawnImages(): Generator<GrayImage> {
  for (let voter = 0; voter < DRAWN; voter += 1) {
    const condition = conditions[voter % conditions.length] ?? 'good';
    const finger = syntheticFinger({ seed: 'kernels', voter, finger: 2 });
    yield impression(finger, { width: 300, height: 400, dpi: 500, capture: 1, condition });
  }
}

function* folderImages(path: string): Generator<GrayImage> {
  for (const sample of samplesIn(path)) yield readSample(sample);
}

type Times = Record<string, number[]>;
const kernelNames = [
  'resample',
  'normalise',
  'boxMean',
  'boxShare',
  'boxSum',
  'structureTensor',
  'filterBank',
  'filterAtPoints',
  'thin',
] as const;

/** The same set, each call noted in milliseconds. */
function timed(set: KernelSet, times: Times): KernelSet {
  const noted = kernelNames.map((name) => {
    const call = set[name] as (...args: unknown[]) => void;
    const list = times[name] ?? [];
    times[name] = list;
    return [
      name,
      (...args: unknown[]) => {
        const before = performance.now();
        call(...args);
        list.push(performance.now() - before);
      },
    ] as const;
  });
  return { ...set, ...Object.fromEntries(noted) };
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;

/** Everything through both; the planes that differ are named, and none should. */
function compare(name: string, images: Iterable<GrayImage>) {
  const [ours, twins]: [Times, Times] = [{}, {}];
  const differences: Record<string, number> = {};
  let [count, points, values] = [0, 0, 0];
  for (const image of images) {
    const set = kernelSet(image);
    const found = chain(image, timed(set, ours));
    const right = chain(image, timed(twinSet, twins));
    for (const [plane, expected] of Object.entries(right)) {
      const got = found[plane];
      values += expected.length;
      for (const [at, value] of expected.entries()) {
        if (got?.[at] !== value) differences[plane] = (differences[plane] ?? 0) + 1;
      }
    }
    set.close();
    count += 1;
    points += image.width * image.height;
    if (count % 50 === 0) process.stderr.write(`\r${name}: ${count}`);
  }
  process.stderr.write('\n');
  const milliseconds = kernelNames.map((kernel) => {
    const [wasm, twin] = [ours, twins].map((times) => median((times[kernel] ?? []).slice(WARM)));
    return [kernel, { wasm: round(wasm ?? 0), twin: round(twin ?? 0), ratio: round((twin ?? 0) / (wasm ?? 0), 1) }];
  });
  return { images: count, points, valuesCompared: values, differences, milliseconds: Object.fromEntries(milliseconds) };
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const result = {
  what: 'node bench/fingerprint-kernels.ts FOLDER',
  commit,
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${round(loadavg()[0] ?? 0, 1)}`,
  drawn: compare('drawn', drawnImages()),
  ...(folder && { folder: compare('folder', folderImages(folder)) }),
};
console.log(JSON.stringify(result, null, 2));
const differing = [result.drawn, result.folder].flatMap((part) => (part ? Object.keys(part.differences) : []));
if (differing.length > 0) throw new Error(`kernels and twins differ in ${differing.join(', ')}`);
writeFileSync(
  new URL('../docs/measured/fingerprint-kernels.json', import.meta.url),
  `${JSON.stringify(result, null, 2)}\n`,
);
