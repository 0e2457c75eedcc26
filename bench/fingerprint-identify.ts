import type { Sample } from './fingerprint-images.ts';

/**
 * Identification over a research set as `eval.mjs` of the FVC sets defines it: gallery = the first impression of every
 * finger of every set, probes = the rest; a probe's mates are all that show its finger, on whatever sensor.
 */
export interface Identification {
  readonly gallery: number;
  readonly probes: number;
  /** Percent: the mate scores higher than everybody else; equal scores count against us. */
  readonly rank1: number;
  /**
   * Percent of probes whose mate is not found (not first, or at or below the threshold) when, with the probe's own
   * finger taken out of the gallery, one search in a hundred finds somebody above it.
   */
  readonly fnirAtFpir1: number;
}

type Print = Pick<Sample, 'set' | 'finger' | 'impression'>;
type Score = (probe: number, enrolled: number) => number;

const percent = (share: number): number => Math.round(10_000 * share) / 100;

/** From the best score of a mate and of a stranger, for each probe. */
function judged(found: readonly { readonly mate: number; readonly stranger: number }[], gallery: number) {
  const strangers = found.map(({ stranger }) => stranger).sort((a, b) => b - a);
  const threshold = strangers[Math.floor(0.01 * found.length)] ?? 0;
  const first = found.filter(({ mate, stranger }) => mate > stranger);
  const identified = first.filter(({ mate }) => mate > threshold);
  return {
    gallery,
    probes: found.length,
    rank1: percent(first.length / found.length),
    fnirAtFpir1: percent(1 - identified.length / found.length),
  };
}

/** The prints of each finger of each set, first impression first. */
function fingersOf(prints: readonly Print[]): readonly (readonly number[])[] {
  const fingers = new Map<string, number[]>();
  for (const [at, { set, finger }] of prints.entries()) {
    const of = fingers.get(`${set} ${finger}`);
    if (of) of.push(at);
    else fingers.set(`${set} ${finger}`, [at]);
  }
  return [...fingers.values()].map((all) => all.sort((a, b) => prints[a]!.impression - prints[b]!.impression));
}

/** Identification with one finger. @param score of two prints by their places in the list */
export function identifyOne(prints: readonly Print[], score: Score): Identification {
  const fingers = fingersOf(prints);
  const gallery = fingers.map(([first]) => first!);
  const found = fingers
    .flatMap((all) => all.slice(1))
    .map((probe) => {
      const best = { mate: Number.NEGATIVE_INFINITY, stranger: Number.NEGATIVE_INFINITY };
      for (const enrolled of gallery) {
        const side = prints[enrolled]!.finger === prints[probe]!.finger ? 'mate' : 'stranger';
        best[side] = Math.max(best[side], score(probe, enrolled));
      }
      return best;
    });
  return judged(found, gallery.length);
}

/** Identification with two: persons are made of two fingers of one set each, which touch at the same time. */
export function identifyTwo(
  prints: readonly Print[],
  score: Score,
  fused: (one: number, two: number) => number,
): Identification {
  const number = (all: readonly number[]) => Number(prints[all[0]!]!.finger.split('/').at(-1));
  const bySet = Map.groupBy(fingersOf(prints), ([first]) => prints[first!]!.set);
  const persons = [...bySet.values()].flatMap((fingers) => {
    const sorted = fingers.toSorted((a, b) => number(a) - number(b));
    return Array.from({ length: sorted.length >> 1 }, (_, k) => [sorted[2 * k]!, sorted[2 * k + 1]!] as const);
  });
  const found = persons.flatMap((person) =>
    person[0].slice(1).flatMap((one) => {
      const two = person[1].slice(1).find((at) => prints[at]!.impression === prints[one]!.impression);
      if (two === undefined) return [];
      const best = { mate: Number.NEGATIVE_INFINITY, stranger: Number.NEGATIVE_INFINITY };
      for (const other of persons) {
        const side = prints[other[0][0]!]!.finger === prints[one]!.finger ? 'mate' : 'stranger';
        best[side] = Math.max(best[side], fused(score(one, other[0][0]!), score(two, other[1][0]!)));
      }
      return [best];
    }),
  );
  return judged(found, persons.length);
}
