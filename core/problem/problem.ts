/**
 * The error catalogue's vocabulary. A family file (device.ts, journal.ts, …) declares its codes with `family`;
 * catalogue.ts joins them. Nothing is thrown to, shown to or logged for a person outside this catalogue.
 *
 * The words of a code live in assets/locales/<language>/problem-<family>.json under the code:
 * `happened` (one sentence, no code: what is the case and, where it is known, why), `officer` (what the officer does),
 * `technician` (what the technician does). Where several causes look alike from here, `technician` says in which order
 * to look for them. docs/problems is made of both by tools/problem-pages.ts.
 */
export type Severity =
  /** told once, work goes on */
  | 'notice'
  /** work goes on, somebody must act soon */
  | 'warning'
  /** this step cannot go on until somebody acts */
  | 'blocking';

/** One entry of the catalogue. */
export interface ProblemEntry {
  readonly severity: Severity;
  /** Names of the values that the words may use, for example `slip` or `row`. Never personal data. */
  readonly params?: readonly string[];
}

/** A problem that happened: its code and the values its words need. */
export interface Problem<C extends string = string> {
  readonly code: C;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Declares the codes of one family; keeps the literal types so that an unknown code does not compile. */
export function family<const T extends Record<string, ProblemEntry>>(entries: T): T {
  return entries;
}
