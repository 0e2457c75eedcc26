import { scoreOf } from '../core/fingerprint/match/calibration.ts';

/** A print, and the similarities of the genuine pairs of its set in which it takes part. */
interface Judged {
  readonly template: { readonly quality: number };
  readonly genuine: readonly number[];
}

/** Score below which a genuine pair counts as missed here. */
const MISSED_BELOW = 35;

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;

/** Places in rising order; equal values share the middle of their places. */
function ranksOf(values: readonly number[]): readonly number[] {
  const rising = values.toSorted((a, b) => a - b);
  return values.map((value) => (rising.indexOf(value) + rising.lastIndexOf(value)) / 2);
}

/** Correlation of ranks (Spearman 1904), −1 … 1. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ra, rb] = [ranksOf(a), ranksOf(b)];
  const mean = (a.length - 1) / 2;
  const sum = (of: (at: number) => number) => a.reduce((all, _, at) => all + of(at), 0);
  const together = sum((at) => (ra[at]! - mean) * (rb[at]! - mean));
  return together / Math.sqrt(sum((at) => (ra[at]! - mean) ** 2) * sum((at) => (rb[at]! - mean) ** 2));
}

/** How well the quality of one touch tells whether it will match: misses in each ten of quality, percent. */
export function qualityTable(prints: readonly Judged[]) {
  const tens = Array.from({ length: 10 }, (_, ten) => {
    const those = prints.filter(({ template }) => Math.min(9, Math.floor(template.quality / 10)) === ten);
    const pairs = those.flatMap(({ genuine }) => genuine);
    const missed = pairs.filter((similarity) => scoreOf(similarity) < MISSED_BELOW).length;
    return {
      from: 10 * ten,
      images: those.length,
      missed: Math.round((1000 * missed) / Math.max(1, pairs.length)) / 10,
    };
  });
  const correlation = rankCorrelation(
    prints.map(({ template }) => template.quality),
    prints.map(({ genuine }) => median(genuine)),
  );
  return {
    missedBelowScore: MISSED_BELOW,
    tens,
    rankCorrelationWithMedianGenuine: Math.round(1000 * correlation) / 1000,
  };
}
