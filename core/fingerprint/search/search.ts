import { scoreOf } from '../match/calibration.ts';
import { similarityOf } from '../match/compare.ts';
import { printOf } from '../match/print.ts';
import type { Template } from '../template.ts';
import type { Gallery } from './gallery.ts';
import { firstLook, glanceOf } from './look.ts';

/**
 * Search of a gallery in two stages: a first look at every template (look.ts), then the comparison of compare.ts with
 * those that look most alike. Nothing is left out by chance and nothing depends on order or on the number of threads:
 * equal looks and equal scores go by place.
 */
export interface Candidate {
  /** Where the template stands in the gallery. */
  readonly place: number;
  /** The score of `compare`; its scale is that of one comparison, and a search makes as many as the gallery is long. */
  readonly score: number;
}

export interface SearchOptions {
  /** Most candidates that are told. */
  readonly limit: number;
  /** Share of the gallery that is compared after the first look; never fewer than FEWEST. */
  readonly depth?: number;
}

/** Shares of mates that survive the first look at this depth and at others: README.md. */
export const DEPTH = 0.02;
/** So many are compared however small the gallery is: it costs little, and a small gallery is searched whole. */
export const FEWEST = 64;

/** The best candidates of a gallery for a probe, best first. A candidate is somebody to be looked at, never a match. */
export function search(probe: Template, gallery: Gallery, options: SearchOptions): readonly Candidate[] {
  const places = worthComparing(firstLook(glanceOf(probe), gallery), options.depth);
  return best(compareAt(probe, gallery, places), options.limit);
}

/** The places with the highest first looks: as many as the depth says, the best first. */
export function worthComparing(looks: Float32Array, depth: number = DEPTH): readonly number[] {
  const many = Math.min(looks.length, Math.max(FEWEST, Math.ceil(depth * looks.length)));
  const places = Array.from(looks, (_, place) => place);
  return places.sort((p, q) => looks[q]! - looks[p]! || p - q).slice(0, many);
}

/** The probe compared with the templates at these places, in their order. */
export function compareAt(probe: Template, gallery: Gallery, places: readonly number[]): readonly Candidate[] {
  const print = printOf(probe);
  return places.map((place) => ({
    place,
    score: scoreOf(similarityOf(print, printOf(gallery.at(place))).similarity),
  }));
}

/** Candidates of any part of a search, or of all its parts, in the order of the answer. */
export function best(candidates: readonly Candidate[], limit: number): readonly Candidate[] {
  return [...candidates].sort((p, q) => q.score - p.score || p.place - q.place).slice(0, Math.max(0, limit));
}
