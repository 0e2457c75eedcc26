import type { BallotStyle } from '../ballot/definition.ts';
import { unreachable } from '../problem/result.ts';
import type { BallotFigure, FormLine, IdentificationFigure, ResultsForm } from './form.ts';

/** What is known when a form is filled in; a number that is not known yet is null. */
export interface Known {
  /** Signed totals of the identification zone, of this ballot and constituency; null until they have come. */
  readonly identification: Readonly<Record<IdentificationFigure, number>> | null;
  /** What the ballot zone counted; null before the close. */
  readonly ballots: Counted | null;
  /** What persons typed, by line: also lines of the identification zone, as long as its totals have not come. */
  readonly typed: Readonly<Record<string, number>>;
  /** What was counted by hand: by line, and by option where a line has one number for each (`part/option`). */
  readonly byHand: Readonly<Record<string, number>>;
}

/** What the ballots of one style came to. */
export interface Counted {
  readonly sheets: Readonly<Record<BallotFigure, number>>;
  /** By part, then by option: votes on valid ballots. */
  readonly votes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A number of the form from both sides. */
export interface Figure {
  /** Of the machines, or typed; null while it is not known. */
  readonly machine: number | null;
  /** Counted by hand; null where it is not asked for or not there yet. */
  readonly hand: number | null;
  /** Which of them stands in the protocol; null while none can. */
  readonly value: number | null;
}

/** A line of the form with its number, and where it has one for each option, with theirs in the drawn order. */
export interface FilledLine extends Figure {
  readonly line: FormLine;
  readonly options: readonly ({ readonly option: string } & Figure)[];
}

/** Name under which an option's number counted by hand is known. */
export const handKey = (part: string, option: string): string => `${part}/${option}`;

/** Fills in all lines of a form for one style of ballot. */
export function fillForm(form: ResultsForm, style: BallotStyle, known: Known): readonly FilledLine[] {
  const plain = form.lines.map((line) => filled(line, style, known, form.counts));
  const byId = new Map(plain.map((one) => [one.line.id, one]));
  return plain.map((one) => {
    const { source } = one.line;
    return source.from === 'sum' ? { ...one, ...added(source.of.flatMap((id) => byId.get(id) ?? [])) } : one;
  });
}

/** A line by itself; a sum has no number yet. */
function filled(line: FormLine, style: BallotStyle, known: Known, counts: ResultsForm['counts']): FilledLine {
  const { source } = line;
  const byHand = (key: string): number | null => (line.byHand ? (known.byHand[key] ?? null) : null);
  const whole = (machine: number | null): FilledLine => ({
    ...{ line, options: [] },
    ...figure(machine, byHand(line.id), counts),
  });
  switch (source.from) {
    case 'typed':
      return whole(known.typed[line.id] ?? null);
    case 'identification':
      // Typed from its final slip where the zone that knows it is gone.
      return whole(known.identification?.[source.figure] ?? known.typed[line.id] ?? null);
    case 'ballots':
      return whole(known.ballots?.sheets[source.figure] ?? null);
    case 'votes': {
      const part = style.parts.find(({ id }) => source.part === null || id === source.part);
      if (!part) return whole(null);
      const votes = known.ballots === null ? null : (known.ballots.votes[part.id] ?? {});
      const options = part.options
        .filter(({ kind }) => source.kinds.includes(kind))
        .map(({ id }) => ({
          option: id,
          ...figure(votes && (votes[id] ?? 0), byHand(handKey(part.id, id)), counts),
        }));
      return { line, options, ...added(options) };
    }
    case 'sum':
      return whole(null);
    default:
      return unreachable(source);
  }
}

/** Both numbers, and which of them stands in the protocol. */
export function figure(machine: number | null, hand: number | null, counts: ResultsForm['counts']): Figure {
  return { machine, hand, value: counts === 'hand' ? (hand ?? machine) : (machine ?? hand) };
}

/** Sums of each side; one that misses a number is not known. */
function added(figures: readonly Figure[]): Figure {
  const sum = (side: keyof Figure): number | null =>
    figures.reduce<number | null>((total, one) => {
      const more = one[side];
      return total === null || more === null ? null : total + more;
    }, 0);
  return { machine: sum('machine'), hand: sum('hand'), value: sum('value') };
}
