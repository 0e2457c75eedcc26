import type { BallotStyle } from '../../../../core/ballot/definition.ts';
import type { FilledIn, UnsureMark } from '../../../demo/ballot-paper.ts';
import type { Visit } from './plan.ts';

type Marks = Pick<FilledIn, 'marked' | 'unsure'>;

/** No square is marked. */
export const nothingOn = ({ parts }: BallotStyle): FilledIn['marked'] =>
  Object.fromEntries(parts.map(({ id }) => [id, []]));

/** One square more than its rule allows, in every part. */
export const tooManyOn = ({ parts }: BallotStyle): FilledIn['marked'] =>
  Object.fromEntries(
    parts.map(({ id, options, marks: { max } }) => [id, options.slice(0, max + 1).map((one) => one.id)]),
  );

/** What a voter writes: her choice, or something in its place or beside it about which persons have to decide. */
export function marksOf({ style, marked, unsure }: Visit): Marks {
  const [part] = style.parts;
  const [chosen] = (part && marked[part.id]) ?? [];
  const other = part?.options.find(({ id }) => id !== chosen);
  if (!part || chosen === undefined || !other) return { marked };
  const alone = (how: UnsureMark): Marks => ({
    marked: { ...marked, [part.id]: [] },
    unsure: [{ part: part.id, option: chosen, how }],
  });
  const beside = (how: UnsureMark): Marks => ({ marked, unsure: [{ part: part.id, option: other.id, how }] });
  switch (unsure) {
    case null:
      return { marked };
    case 'faint':
      return alone('faint');
    case 'dot':
    case 'exchanges':
      return alone('dot');
    case 'line':
      return alone('line');
    case 'faint-beside':
      return beside('faint');
    case 'line-beside':
      return beside('line');
  }
}

/** What persons take for marks: a cross that is only faint is one, a dot and the end of a line are none. */
export const decidedOn = ({ marked, unsure = [] }: Marks): FilledIn['marked'] =>
  Object.fromEntries(
    Object.entries(marked).map(([part, options]) => {
      const faint = unsure.filter((one) => one.part === part && one.how === 'faint').map(({ option }) => option);
      return [part, [...options, ...faint]];
    }),
  );

/** Whether every part has as many marks as its rule wants. */
export const isValid = ({ parts }: BallotStyle, marked: FilledIn['marked']): boolean =>
  parts.every(({ id, marks: { min, max } }) => {
    const { length } = marked[id] ?? [];
    return length >= min && length <= max;
  });
