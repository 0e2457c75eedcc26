import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { conditions, extract, type GrayImage, impression, syntheticFinger } from '../core/fingerprint/fingerprint.ts';
import { scoreOf } from '../core/fingerprint/match/calibration.ts';
import { rawComparison } from '../core/fingerprint/match/compare.ts';
import { readSample, samplesIn } from './fingerprint-images.ts';

/**
 * Drawn fingers beside real ones: `node bench/fingerprint-drawn.ts [FOLDER]`. How long drawing takes, how the classes
 * are spread, and for prints of both kinds: minutiae, quality, and how alike strangers and touches of one finger are.
 * With a folder of research images (see fingerprint-images.ts) the real sets are measured too, strangers within each
 * sensor's set. Figures go to docs/measured/fingerprint-drawn.json when both are there.
 */
const folder = process.argv[2];
/** Drawn fingers that are compared with each other, and touches of each. */
const FINGERS = 60;
const TOUCHES = 4;
/** An R30x-class sensor. */
const SENSOR = { width: 256, height: 288, dpi: 400 } as const;
const CLASSES_OF = 20_000;
/** Quality from which a real print is held against a good touch of a drawn finger. */
const GOOD = 60;
const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;
const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;

/** The value below which this share lies. */
function quantile(all: readonly number[], share: number): number {
  const rising = [...all].sort((a, b) => a - b);
  return rising[Math.min(rising.length - 1, Math.floor(share * rising.length))] ?? Number.NaN;
}

interface Sample {
  readonly finger: string;
  readonly image: () => GrayImage;
}

/** Prints of sensors, each sensor's compared among themselves: what is in them, and how alike they are. */
function likeness(groups: readonly (readonly Sample[])[], leastQuality = 0) {
  const genuine: number[] = [];
  const impostors: number[] = [];
  const [minutiae, dense, quality, area]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const group of groups) {
    const prints = group
      .map(({ finger, image }) => ({ finger, ...extract(image()) }))
      .filter(({ quality: own }) => own >= leastQuality);
    for (const [i, a] of prints.entries()) {
      const { flow } = a.template;
      const cells = flow?.directions.filter((direction) => direction !== 255).length ?? 0;
      const square = (cells * (flow?.step ?? 0) ** 2) / 1000;
      minutiae.push(a.template.minutiae.length);
      area.push(square);
      if (square > 0) dense.push(a.template.minutiae.length / square);
      quality.push(a.quality);
      for (const b of prints.slice(i + 1)) {
        const { similarity } = rawComparison(a.template, b.template);
        (a.finger === b.finger ? genuine : impostors).push(similarity);
      }
    }
  }
  return {
    prints: quality.length,
    minutiae: round(mean(minutiae), 1),
    minutiaePer1000: round(mean(dense)),
    area1000: round(mean(area), 1),
    quality: { mean: round(mean(quality), 0), p10: quantile(quality, 0.1) },
    impostors: impostors.length,
    /** Similarity that this share of the strangers reaches. */
    impostorAt: {
      '10 %': round(quantile(impostors, 0.9)),
      '1 %': round(quantile(impostors, 0.99)),
      '0.1 %': round(quantile(impostors, 0.999)),
    },
    genuine: genuine.length,
    genuineAt: {
      '5 %': round(quantile(genuine, 0.05)),
      '25 %': round(quantile(genuine, 0.25)),
      '50 %': round(quantile(genuine, 0.5)),
      '75 %': round(quantile(genuine, 0.75)),
      '95 %': round(quantile(genuine, 0.95)),
    },
    /** Touches of one finger that do not reach score 40, percent. */
    missedAt40: round((100 * genuine.filter((one) => scoreOf(one) < 40).length) / genuine.length, 1),
  };
}

/** Good touches of drawn fingers. */
function drawn() {
  const fingers = Array.from({ length: FINGERS }, (_, voter) => syntheticFinger({ seed: 'drawn', voter, finger: 2 }));
  const touches = fingers.flatMap((finger) =>
    Array.from({ length: TOUCHES }, (_, capture) => ({
      finger: finger.name,
      image: () => impression(finger, { ...SENSOR, capture: capture + 1, condition: 'good' }),
    })),
  );
  return likeness([touches]);
}

/** A touch in each condition against a good one of the same finger. */
function byCondition() {
  const rows = conditions.map((condition) => {
    const all = Array.from({ length: FINGERS }, (_, voter) => {
      const finger = syntheticFinger({ seed: 'drawn', voter, finger: 2 });
      const good = extract(impression(finger, { ...SENSOR, capture: 101, condition: 'good' }));
      const touch = extract(impression(finger, { ...SENSOR, capture: 102, condition }));
      const { similarity } = rawComparison(good.template, touch.template);
      return { similarity, quality: touch.quality };
    });
    const missed = all.filter(({ similarity }) => scoreOf(similarity) < 40).length;
    return [
      condition,
      {
        quality: round(mean(all.map(({ quality }) => quality)), 0),
        below25: round((100 * all.filter(({ quality }) => quality < 25).length) / all.length, 0),
        median: round(
          quantile(
            all.map(({ similarity }) => similarity),
            0.5,
          ),
        ),
        missedAt40: round((100 * missed) / all.length, 0),
      },
    ] as const;
  });
  return Object.fromEntries(rows);
}

function real(images: string) {
  const samples = samplesIn(images).filter(({ kind }) => kind === 'real');
  const sets = [...new Set(samples.map(({ set }) => set))];
  const of = (set: string) =>
    samples
      .filter((sample) => sample.set === set)
      .map((sample) => ({ finger: sample.finger, image: () => readSample(sample) }));
  const perSet = Object.fromEntries(sets.map((set) => [set, likeness([of(set)]).impostorAt]));
  return { all: likeness(sets.map(of)), good: likeness(sets.map(of), GOOD), perSet };
}

/** Medians in milliseconds, the first third left out as warming up. */
function times() {
  const [masters, impressions]: [number[], number[]] = [[], []];
  for (let voter = 0; voter < 90; voter += 1) {
    const began = performance.now();
    const finger = syntheticFinger({ seed: 'time', voter, finger: 2 });
    const made = performance.now();
    impression(finger, { ...SENSOR, capture: 1, condition: 'good' });
    masters.push(made - began);
    impressions.push(performance.now() - made);
  }
  const warm = (all: readonly number[]) => all.slice(all.length / 3);
  return {
    master: { median: round(quantile(warm(masters), 0.5)), most: round(quantile(masters, 1)) },
    impression: {
      median: round(quantile(warm(impressions), 0.5), 1),
      p95: round(quantile(warm(impressions), 0.95), 1),
    },
  };
}

function classes() {
  const count: Record<string, number> = {};
  for (let voter = 0; voter < CLASSES_OF; voter += 1) {
    const { pattern } = syntheticFinger({ seed: 'class', voter, finger: 2 });
    count[pattern] = (count[pattern] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(count).map(([name, n]) => [name, round((100 * n) / CLASSES_OF, 1)]));
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${round(loadavg()[0] ?? 0, 1)}`;
const found = { drawn: drawn(), ...(folder && { real: real(folder) }) };
const ratio = (level: keyof (typeof found.drawn)['impostorAt']) =>
  found.real && round(found.drawn.impostorAt[level] / found.real.all.impostorAt[level]);
const result = {
  what: 'node bench/fingerprint-drawn.ts FOLDER',
  commit,
  date: new Date().toISOString().slice(0, 10),
  machine,
  milliseconds: times(),
  classes: classes(),
  ...found,
  /** Drawn strangers' similarity over real ones' at the same share: 1 is as alike. */
  impostorRatio: { '10 %': ratio('10 %'), '1 %': ratio('1 %'), '0.1 %': ratio('0.1 %') },
  byCondition: byCondition(),
};
console.log(JSON.stringify(result, null, 2));
if (folder) {
  const file = new URL('../docs/measured/fingerprint-drawn.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
