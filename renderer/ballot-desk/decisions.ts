import type { UndecidedSheet } from '../../main/api/ballot-views.ts';

type Square = UndecidedSheet['parts'][number]['squares'][number];

/** A square that is not empty, with the part that it stands in. */
export type LookedAt = Square & { readonly part: string };

/** What persons saw in a square, by `decisionKey`: a mark or none. */
export type Decisions = ReadonlyMap<string, boolean>;

export const decisionKey = ({ part, option }: { readonly part: string; readonly option: string }): string =>
  `${part}/${option}`;

/** What persons look at: every square that is not surely empty, in the drawn order. */
export function squaresToLookAt({ parts }: UndecidedSheet): readonly LookedAt[] {
  return parts.flatMap(({ part, squares }) =>
    squares.filter(({ zone }) => zone !== 'empty').map((square) => ({ ...square, part })),
  );
}

/** By part, the options that count as marked: what the reader was sure of, unless persons saw it otherwise. */
export function decidedMarks({ parts }: UndecidedSheet, decisions: Decisions) {
  return parts.map(({ part, squares }) => ({
    part,
    options: squares
      .filter(({ option, zone }) => decisions.get(decisionKey({ part, option })) ?? zone === 'mark')
      .map(({ option }) => option),
  }));
}
