import type { BallotStyle, Part } from '../ballot/definition.ts';
import type { Words } from '../election/common.ts';

/**
 * What a voter has chosen so far. Nothing is chosen for her: each part is open until she has marked a line or said herself
 * that she leaves it blank. Against all is a line like every other. Lines stand in the order of the definition, and in no
 * other (BS-02, CoE 10).
 */
export type Answer =
  | { readonly state: 'open' }
  /** In the order of the definition, so that nothing tells which was marked first; never none. */
  | { readonly state: 'marked'; readonly options: readonly string[] }
  | { readonly state: 'blank' };
/** One answer for each part of the style, in its order. */
export type Choices = readonly Answer[];

const OPEN: Answer = { state: 'open' };

export const noChoices = (style: BallotStyle): Choices => style.parts.map(() => OPEN);

/** What became of a touch. moved: only one line may be marked, and the mark has gone over to this one; full: take one off first. */
export type Touched = 'marked' | 'unmarked' | 'moved' | 'full';

/** A part and its answer. @throws for a part that the style does not have: a bug of the caller */
function partAt(style: BallotStyle, choices: Choices, at: number): { readonly part: Part; readonly answer: Answer } {
  const part = style.parts[at];
  const answer = choices[at];
  if (part === undefined || answer === undefined) throw new RangeError(`the ballot has no part ${at}`);
  return { part, answer };
}

const marksIn = (answer: Answer): readonly string[] => (answer.state === 'marked' ? answer.options : []);

/**
 * A line was touched: marks it, or takes its mark off again.
 * @param at number of the part, from 0
 * @returns null for a line that the part does not have
 */
export function touch(
  style: BallotStyle,
  choices: Choices,
  at: number,
  option: string,
): { readonly choices: Choices; readonly touched: Touched } | null {
  const { part, answer } = partAt(style, choices, at);
  if (!part.options.some(({ id }) => id === option)) return null;
  const before = marksIn(answer);
  const put = (options: readonly string[], touched: Touched) => {
    const sorted = part.options.flatMap(({ id }) => (options.includes(id) ? [id] : []));
    const now: Answer = sorted.length === 0 ? OPEN : { state: 'marked', options: sorted };
    return { choices: choices.with(at, now), touched };
  };
  if (before.includes(option)) {
    return put(
      before.filter((id) => id !== option),
      'unmarked',
    );
  }
  if (before.length < part.marks.max) return put([...before, option], 'marked');
  return part.marks.max === 1 ? put([option], 'moved') : { choices, touched: 'full' };
}

/** She leaves a part blank, or takes that back. */
export function touchBlank(style: BallotStyle, choices: Choices, at: number): Choices {
  const { answer } = partAt(style, choices, at);
  return choices.with(at, answer.state === 'blank' ? OPEN : { state: 'blank' });
}

/** Whether every part has been answered. */
export const isComplete = (choices: Choices): boolean =>
  choices.length > 0 && choices.every(({ state }) => state !== 'open');

/** What is encrypted and printed: by part the ids of the options marked, in the order of the ballot; of a blank part none. */
export type Marks = readonly (readonly string[])[];

/** @throws while a part is open */
export function marksOf(choices: Choices): Marks {
  if (!isComplete(choices)) throw new Error('a part of the ballot is open');
  return choices.map(marksIn);
}

/** What a part left blank comes to by the rule of its definition; the voter is told before she says so. */
export type BlankMeans = 'nothing' | 'part-invalid' | 'ballot-invalid';

export function blankMeans({ marks, spoils }: Pick<Part, 'marks' | 'spoils'>): BlankMeans {
  if (marks.min === 0) return 'nothing';
  return spoils === 'ballot' ? 'ballot-invalid' : 'part-invalid';
}

/** A line as it is drawn: all have the same fields, and nothing but `marked` tells them apart from one another. */
export interface ShownLine {
  readonly option: string;
  readonly names: Words;
  readonly notes: Words | null;
  readonly marked: boolean;
}

/** A part as it is drawn. */
export interface ShownPart {
  readonly part: string;
  /** list: lines; grid: numbered squares. */
  readonly form: Part['form'];
  readonly title: Words | null;
  readonly lines: readonly ShownLine[];
  readonly state: Answer['state'];
  readonly blankMeans: BlankMeans;
  /** How many lines may be marked, and how many of them still. */
  readonly most: number;
  readonly left: number;
}

/** @param at number of the part, from 0 */
export function shownPart(style: BallotStyle, choices: Choices, at: number): ShownPart {
  const { part, answer } = partAt(style, choices, at);
  const marked = new Set(marksIn(answer));
  return {
    ...{ part: part.id, form: part.form, title: part.title, state: answer.state, blankMeans: blankMeans(part) },
    lines: part.options.map(({ id, names, notes }) => ({ option: id, names, notes, marked: marked.has(id) })),
    ...{ most: part.marks.max, left: part.marks.max - marked.size },
  };
}

export const shownParts = (style: BallotStyle, choices: Choices): readonly ShownPart[] =>
  style.parts.map((_, at) => shownPart(style, choices, at));
