import type { BallotStyle, Part } from './definition.ts';
import type { SheetReading, SquareReading, Unreadable } from './reading.ts';

/**
 * What one part of a ballot came to. filled: as many squares are marked as its rule allows, and at least one; none: no
 * square is marked; too-many: more than its rule allows; unsure: a person has to look before anybody can say.
 */
export type PartOutcome = 'filled' | 'none' | 'too-many' | 'unsure';

export interface JudgedPart {
  readonly part: string;
  readonly outcome: PartOutcome;
  /** Options whose squares are marked, and those which persons have to decide, in the order of the definition. */
  readonly marked: readonly string[];
  readonly unsure: readonly string[];
}

/** The sheet is a ballot of this sitting: what it is worth by the rules of its definition. */
export type Verdict =
  | { readonly verdict: 'valid'; readonly parts: readonly JudgedPart[] }
  /** `part` broke its rule, and with it the ballot. */
  | {
      readonly verdict: 'invalid';
      readonly why: 'none' | 'too-many';
      readonly part: string;
      readonly parts: readonly JudgedPart[];
    }
  | { readonly verdict: 'persons'; readonly parts: readonly JudgedPart[] };

/** It is no ballot that counts here, and never goes into a compartment. */
export type NotOurs =
  | Unreadable
  | 'wrong-election'
  | 'wrong-constituency'
  /** Printed for tests, in a sitting; or the other way round. */
  | 'test-ballot'
  | 'official-ballot';

export type Judgement = Verdict | { readonly verdict: 'refused'; readonly why: NotOurs };

/** Which ballots count in this box now. */
export interface Accepting {
  /** As the corner code says it. */
  readonly election: string;
  /** Those of this station's constituencies, by their number in the code. */
  readonly styles: ReadonlyMap<number, BallotStyle>;
  /** The test pack is being fed. */
  readonly test: boolean;
}

/** Whose ballot it is, and what it is worth. */
export function judgeSheet(reading: SheetReading, { election, styles, test }: Accepting): Judgement {
  const refused = (why: NotOurs): Judgement => ({ verdict: 'refused', why });
  if (reading.kind === 'unreadable') return refused(reading.why);
  const { code } = reading;
  if (code.election !== election) return refused('wrong-election');
  const style = styles.get(code.style);
  if (style === undefined || reading.kind === 'other') return refused('wrong-constituency');
  if (code.test !== test) return refused(code.test ? 'test-ballot' : 'official-ballot');
  return judgeBallot(style, reading.squares);
}

/** The rules of a definition over the squares of one of its ballots. */
export function judgeBallot(style: BallotStyle, squares: readonly SquareReading[]): Verdict {
  const parts = style.parts.map((part) => judgePart(part, squares));
  const breaks = (at: number): boolean => {
    const { outcome } = parts[at]!;
    return outcome === 'too-many' || (outcome === 'none' && style.parts[at]!.marks.min > 0);
  };
  const range = style.parts.map((_, at) => at);
  // A part may spoil itself alone; but a ballot on which nothing is left says nothing.
  const spoiled =
    range.find((at) => breaks(at) && style.parts[at]!.spoils === 'ballot') ??
    (parts.some(({ outcome }) => outcome === 'filled' || outcome === 'unsure') ? undefined : (range.find(breaks) ?? 0));
  if (spoiled !== undefined) {
    const { part, outcome } = parts[spoiled]!;
    return { verdict: 'invalid', why: outcome === 'too-many' ? 'too-many' : 'none', part, parts };
  }
  return { verdict: parts.some(({ outcome }) => outcome === 'unsure') ? 'persons' : 'valid', parts };
}

/** @param squares those of the whole ballot */
export function judgePart(part: Part, squares: readonly SquareReading[]): JudgedPart {
  const own = new Map(squares.filter((square) => square.part === part.id).map(({ option, zone }) => [option, zone]));
  const inZone = (zone: SquareReading['zone']) => part.options.flatMap(({ id }) => (own.get(id) === zone ? [id] : []));
  const [marked, unsure] = [inZone('mark'), inZone('adjudicate')];
  return { part: part.id, outcome: outcomeOf(part, marked.length, unsure.length), marked, unsure };
}

function outcomeOf({ marks }: Part, marked: number, unsure: number): PartOutcome {
  if (marked > marks.max) return 'too-many';
  if (unsure > 0) return 'unsure';
  return marked === 0 ? 'none' : 'filled';
}
