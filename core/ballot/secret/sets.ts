import type { CheckedBallot } from './check-ballot.ts';
import type { Group, Point } from './group.ts';
import type { Style } from './manifest.ts';
import { countedPositions } from './positions.ts';

/** A and B of one position over a set of ballots. */
export interface Sum {
  readonly a: Point;
  readonly b: Point;
}

/** All ballots of a style, of all stations, as they are opened: their number, and the sums of each part's options and blank. */
export interface BallotSet {
  readonly ballots: number;
  readonly sums: readonly (readonly Sum[])[];
}

/** The set of a style without any ballot. */
export function emptySet(group: Group, style: Pick<Style, 'parts'>): BallotSet {
  const nothing = { a: group.identity, b: group.identity };
  const sums = style.parts.map((part) => Array.from({ length: countedPositions(part) }, () => nothing));
  return { ballots: 0, sums };
}

/** Adds a ballot whose proofs hold to the set of its style. */
export function addBallot(
  group: Group,
  sets: Map<string, BallotSet>,
  style: Style,
  { parts }: Pick<CheckedBallot, 'parts'>,
): void {
  const before = sets.get(style.id) ?? emptySet(group, style);
  const sums = before.sums.map((positions, p) =>
    positions.map(({ a, b }, i) => {
      const more = parts[p]?.[i];
      if (more === undefined) throw new RangeError('a checked ballot has every position');
      return { a: group.add(a, more.a), b: group.add(b, more.b) };
    }),
  );
  sets.set(style.id, { ballots: before.ballots + 1, sums });
}
