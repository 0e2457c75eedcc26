/**
 * How a list of lines becomes another one: lines of the one before that stay, lines that go, and new ones between them. A
 * reader goes through both once, from the beginning, and keeps nothing in mind.
 */
export type ScriptStep =
  /** So many next lines of the list before stay. */
  | { readonly keep: number }
  /** So many next lines of the list before go. */
  | { readonly skip: number }
  /** So many next lines of the new list are new; they come with the step. */
  | { readonly insert: number };

/**
 * The shortest script of these steps: lines that stay stand in both in one order, and no more of them could. A line that has
 * changed, or that stands elsewhere among the others, goes and comes.
 * @param base names of the lines before; equal names are equal lines
 * @param list names of the lines that come of it
 */
export function scriptOf(base: readonly string[], list: readonly string[]): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  let [before, now] = [0, 0];
  const upTo = (inBase: number, inList: number): void => {
    add(steps, { skip: inBase - before });
    add(steps, { insert: inList - now });
    [before, now] = [inBase, inList];
  };
  for (const { inBase, inList } of staying(base, list)) {
    upTo(inBase, inList);
    add(steps, { keep: 1 });
    [before, now] = [before + 1, now + 1];
  }
  upTo(base.length, list.length);
  return steps;
}

/** Adds a step to those before it, or to the last of them where that is of its kind. */
function add(steps: ScriptStep[], step: ScriptStep): void {
  const last = steps.at(-1);
  const of = 'keep' in step ? step.keep : 'skip' in step ? step.skip : step.insert;
  if (of === 0) return;
  if ('keep' in step && last && 'keep' in last) steps[steps.length - 1] = { keep: last.keep + of };
  else steps.push(step);
}

interface Pair {
  readonly inBase: number;
  readonly inList: number;
}

/** Lines that both have, in one order, as many as can be: the longest rising sequence of their places in the list before. */
function staying(base: readonly string[], list: readonly string[]): readonly Pair[] {
  const places = new Map<string, number[]>();
  base.forEach((line, at) => {
    const known = places.get(line);
    if (known) known.push(at);
    else places.set(line, [at]);
  });
  const pairs = list.flatMap((line, inList) => {
    // Of lines that are equal the first is taken first; a list of voters has none such.
    const inBase = places.get(line)?.shift();
    return inBase === undefined ? [] : [{ inBase, inList }];
  });
  return longestRising(pairs);
}

/** Patience sorting: in n log n. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  /** By length less one: the pair with the smallest place with which a rising sequence of that length ends. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, { inBase }] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.inBase ?? 0) < inBase) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? undefined : ends[low - 1];
    ends[low] = at;
  }
  const rising: Pair[] = [];
  for (let at: number | undefined = ends.at(-1); at !== undefined; at = before[at]) {
    const pair = pairs[at];
    if (pair) rising.push(pair);
  }
  return rising.reverse();
}
