import { scoreOf } from '../match/calibration.ts';
import { similarityOf } from '../match/compare.ts';
import { type Print, printOf } from '../match/print.ts';
import type { Template } from '../template.ts';
import type { Gallery } from './gallery.ts';
import { type Glance, glanceOf } from './glance.ts';
import { firstLook, secondLook } from './looks.ts';

/**
 * Search of a gallery in three rounds: a first look at every template, a second one at the share that looks most alike,
 * and the comparison of match/compare.ts with the few that still do. Nothing is left out by chance and nothing depends
 * on order or on the number of threads: equal values go by place.
 */
export interface Candidate {
  /** Where the template stands in the gallery. */
  readonly place: number;
  /** The score of `compare`: its scale is that of one comparison, and a search makes as many as the gallery is long. */
  readonly score: number;
}

export interface SearchOptions {
  /** Most candidates that are told. */
  readonly limit: number;
  /** Share of the gallery that is compared, 0–1; never fewer than FEWEST. */
  readonly depth?: number;
}

/** What is compared of a gallery, and what is looked at twice: chosen by the figures in docs/fingerprint.md. */
export const DEPTH = 0.02;
const SECOND_LOOK = 0.2;
/** So many are compared however small the gallery is: 2 % of 5,000. What is smaller is searched whole. */
export const FEWEST = 100;

export const rounds = ['first look', 'second look', 'comparison'] as const;
export type Round = (typeof rounds)[number];

/** A probe made ready for all rounds. */
export interface Probe {
  readonly print: Print;
  readonly glance: Glance;
}

export const probeOf = (template: Template): Probe => ({ print: printOf(template), glance: glanceOf(template) });

/** The value of each of these places in a round; that of a comparison is the score. */
export function valuesIn(
  round: Round,
  { print, glance }: Probe,
  gallery: Gallery,
  places: readonly number[],
): readonly number[] {
  switch (round) {
    case 'first look':
      return firstLook(glance, gallery, places);
    case 'second look':
      return secondLook(glance, gallery, places);
    case 'comparison':
      return places.map((place) => scoreOf(similarityOf(print, printOf(gallery.at(place))).similarity));
  }
}

/** How many of a gallery take part in a round. */
export function manyIn(round: Round, count: number, depth: number = DEPTH): number {
  const share = round === 'first look' ? 1 : round === 'second look' ? Math.max(SECOND_LOOK, depth) : depth;
  return Math.min(count, Math.max(FEWEST, Math.ceil(share * count)));
}

/** The places with the highest values, so many of them, the best first. */
export function highest(places: readonly number[], values: readonly number[], many: number): readonly number[] {
  const order = places.map((place, k) => ({ place, value: values[k] ?? 0 }));
  order.sort((p, q) => q.value - p.value || p.place - q.place);
  return order.slice(0, Math.max(0, many)).map(({ place }) => place);
}

/** The best candidates of a gallery for a probe, best first. A candidate is somebody to be looked at, never a match. */
export function search(probe: Template, gallery: Gallery, options: SearchOptions): readonly Candidate[] {
  const ready = probeOf(probe);
  const steps = searchSteps(gallery.count, options);
  let asked = steps.next();
  while (!asked.done) asked = steps.next(valuesIn(asked.value.round, ready, gallery, asked.value.places));
  return asked.value;
}

/** What a search asks next: the values of these places in this round. */
export interface Asked {
  readonly round: Round;
  readonly places: readonly number[];
}

/** A search of a gallery of `count` as questions, for whoever shares them out among threads, and its answer. */
export function* searchSteps(
  count: number,
  { limit, depth = DEPTH }: SearchOptions,
): Generator<Asked, readonly Candidate[], readonly number[]> {
  let places: readonly number[] = Array.from({ length: count }, (_, place) => place);
  let values: readonly number[] = [];
  for (const round of rounds) {
    // What is compared whole needs no looks.
    if (round !== 'comparison' && manyIn('comparison', count, depth) === count) continue;
    if (values.length > 0) places = highest(places, values, manyIn(round, count, depth));
    values = yield { round, places };
  }
  const scored = places.map((place, k) => ({ place, score: values[k] ?? 0 }));
  return scored.sort((p, q) => q.score - p.score || p.place - q.place).slice(0, Math.max(0, limit));
}
