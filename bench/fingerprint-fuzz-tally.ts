/** What a run of mutated bytes came to; kept in a file between runs, so plain. */
export interface Tally {
  /** The next input: a run goes on here. */
  next: number;
  accepted: number;
  /** How many were refused, by fault. */
  readonly refused: Record<string, number>;
  /** The same for each kind of sample: read and refused. */
  readonly kinds: Record<string, { accepted: number; refused: number }>;
  longest: { milliseconds: number; kind: string; input: number };
  peakRssMegabytes: number;
  /** Exceptions, and answers that contradict themselves: there must be none. */
  readonly wrong: string[];
  seconds: number;
}

export const newTally = (): Tally => ({
  next: 0,
  accepted: 0,
  refused: {},
  kinds: {},
  longest: { milliseconds: 0, kind: '', input: 0 },
  peakRssMegabytes: 0,
  wrong: [],
  seconds: 0,
});

const MOST_WRONG = 100;

/**
 * Runs one input and notes what came of it.
 * @param work its fault, or null where it was read; throws what it should not, or an `Error` that says what is wrong
 */
export function note(tally: Tally, kind: string, work: () => string | null): void {
  const input = tally.next;
  tally.next += 1;
  const before = performance.now();
  let fault: string | null = null;
  try {
    fault = work();
  } catch (error) {
    fault = 'wrong';
    if (tally.wrong.length < MOST_WRONG) tally.wrong.push(`${kind} ${input}: ${String(error)}`);
  }
  const milliseconds = Math.round((performance.now() - before) * 100) / 100;
  if (milliseconds > tally.longest.milliseconds) tally.longest = { milliseconds, kind, input };
  tally.kinds[kind] ??= { accepted: 0, refused: 0 };
  if (fault === null) {
    tally.accepted += 1;
    tally.kinds[kind].accepted += 1;
  } else {
    tally.refused[fault] = (tally.refused[fault] ?? 0) + 1;
    tally.kinds[kind].refused += 1;
  }
}
