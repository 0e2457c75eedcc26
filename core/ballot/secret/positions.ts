import { err, ok, type Result } from '../../problem/result.ts';
import type { Part, Style } from './manifest.ts';

/**
 * The positions of a part: its options, blank, and as many empty ones as marks need not be made. Each holds 0 or 1, and with
 * blank weighing as much as all marks together the weighted sum is always the most marks that may be made: so one proof about
 * a sum says that nobody was chosen twice and not too many were, and blank is a choice like another.
 */
export function positionCount({ options, max }: Pick<Part, 'options' | 'max'>): number {
  return options.length + max;
}

/** How many positions are counted: the options and blank. */
export const countedPositions = ({ options }: Pick<Part, 'options'>): number => options.length + 1;

/** The weight of each position. */
export function weights(part: Pick<Part, 'options' | 'max'>): readonly number[] {
  return Array.from({ length: positionCount(part) }, (_, at) => (at === part.options.length ? part.max : 1));
}

/** Marks of a ballot: per part the ids of what is marked, in the order of the ballot; none is blank. */
export type Marks = readonly (readonly string[])[];

/** Why marks are none of a style: another number of parts, an option that it does not have, out of order or twice, too many. */
export type MarksFault = 'parts' | 'option' | 'order' | 'too-many';

/** What each position of each part holds. */
export function bitsOf(style: Pick<Style, 'parts'>, marks: Marks): Result<readonly (readonly (0 | 1)[])[], MarksFault> {
  if (marks.length !== style.parts.length) return err('parts');
  const all: (readonly (0 | 1)[])[] = [];
  for (const [p, part] of style.parts.entries()) {
    const marked = marks[p] ?? [];
    const places = marked.map((id) => part.options.findIndex((option) => option.id === id));
    if (places.includes(-1)) return err('option');
    if (places.some((place, at) => at > 0 && place <= (places[at - 1] ?? -1))) return err('order');
    if (marked.length > part.max) return err('too-many');
    const blank = part.options.length;
    const empty = marked.length === 0 ? 0 : part.max - marked.length;
    all.push(
      Array.from({ length: positionCount(part) }, (_, at) => {
        if (at < blank) return places.includes(at) ? 1 : 0;
        if (at === blank) return marked.length === 0 ? 1 : 0;
        return at - blank <= empty ? 1 : 0;
      }),
    );
  }
  return ok(all);
}
