import type { FilledLine } from './figures.ts';
import type { Ratio, ResultsForm } from './form.ts';

/** How a ratio stands. waits: a number of it is not known yet, and `missing` are the lines that lack one. */
export type RatioState =
  | { readonly state: 'holds'; readonly left: number; readonly right: number }
  | {
      readonly state: 'broken';
      readonly left: number;
      readonly right: number /** left − right. */;
      readonly by: number;
    }
  | { readonly state: 'waits'; readonly missing: readonly string[] };

export type BalancedRatio = RatioState & { readonly ratio: Ratio };

/** Where the counts by machine and by hand differ. */
export interface Difference {
  readonly line: string;
  /** Null: the line's own number. */
  readonly option: string | null;
  readonly machine: number;
  readonly hand: number;
}

/** How all ratios of a form stand, in its order. */
export function balance(form: ResultsForm, lines: readonly FilledLine[]): readonly BalancedRatio[] {
  const values = new Map(lines.map(({ line, value }) => [line.id, value]));
  return form.ratios.map((ratio) => weighed(ratio, values));
}

/** How one ratio stands with these numbers of the lines. */
export function weighed(ratio: Ratio, values: ReadonlyMap<string, number | null>): BalancedRatio {
  const sum = (ids: readonly string[]): number => ids.reduce((total, id) => total + (values.get(id) ?? 0), 0);
  const missing = [...ratio.left, ...ratio.right].filter((id) => (values.get(id) ?? null) === null);
  if (missing.length > 0) return { ratio, state: 'waits', missing: [...new Set(missing)] };
  const [left, right] = [sum(ratio.left), sum(ratio.right)];
  const holds = ratio.relation === 'equal' ? left === right : left <= right;
  return holds ? { ratio, state: 'holds', left, right } : { ratio, state: 'broken', left, right, by: left - right };
}

/** Every number that both counts have and that is not the same. */
export function differences(lines: readonly FilledLine[]): readonly Difference[] {
  return lines.flatMap(({ line, machine, hand, options }) => {
    const numbers = options.length > 0 ? options : [{ option: null, machine, hand }];
    return numbers.flatMap((one) =>
      one.machine !== null && one.hand !== null && one.machine !== one.hand
        ? [{ line: line.id, option: one.option, machine: one.machine, hand: one.hand }]
        : [],
    );
  });
}

/** What persons have recorded of what does not balance. */
export interface Recorded {
  /** Ratios whose discrepancy has its explanation on record. */
  readonly ratios: ReadonlySet<string>;
  /** Whether the differences between both counts are explained, or a recount is recorded. */
  readonly counts: boolean;
}

/** Why a protocol cannot be signed yet; nothing: it can. */
export type NotYet =
  | { readonly why: 'number-missing'; readonly line: string }
  | { readonly why: 'ratio-broken'; readonly ratio: string }
  | { readonly why: 'counts-differ'; readonly numbers: number };

/** Everything that stands between a filled form and its signatures. */
export function hindrances(form: ResultsForm, lines: readonly FilledLine[], recorded: Recorded): readonly NotYet[] {
  const differ = differences(lines).length;
  return [
    ...lines
      .filter(({ value }) => value === null)
      .map(({ line }) => ({ why: 'number-missing', line: line.id }) as const),
    ...balance(form, lines)
      .filter(({ ratio, state }) => state === 'broken' && ratio.required && !recorded.ratios.has(ratio.id))
      .map(({ ratio }) => ({ why: 'ratio-broken', ratio: ratio.id }) as const),
    ...(differ > 0 && !recorded.counts ? [{ why: 'counts-differ', numbers: differ } as const] : []),
  ];
}
