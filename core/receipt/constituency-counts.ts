/** Admissions and slips of the voters of one constituency at a station that serves several. */
export interface ConstituencyCount {
  readonly constituency: string;
  /** Admitted, and the slips of theirs that count: as many as ballots were taken. */
  readonly admitted: number;
  readonly slips: number;
}

/** What may be shown of them: the sums of all are those of the station. */
export interface ShownCounts {
  readonly shown: readonly ConstituencyCount[];
  /** Constituencies that are told as one, because few voters of each came; null: there are none. */
  readonly together: null | { readonly constituencies: number; readonly admitted: number; readonly slips: number };
}

/**
 * Suppresses small cells: constituencies with fewer than `k` admitted are told as one sum. Where that would still tell of one
 * of them, or of fewer than `k` people, the next smallest goes with them.
 */
export function shownCounts(counts: readonly ConstituencyCount[], k: number): ShownCounts {
  const rising = [...counts].sort((a, b) => a.admitted - b.admitted || (a.constituency < b.constituency ? -1 : 1));
  let few = rising.filter(({ admitted }) => admitted < k).length;
  const admittedOf = (some: readonly ConstituencyCount[]): number => some.reduce((sum, one) => sum + one.admitted, 0);
  while (few > 0 && few < rising.length && (few === 1 || admittedOf(rising.slice(0, few)) < k)) few += 1;
  const hidden = new Set(rising.slice(0, few));
  if (few === 0) return { shown: counts, together: null };
  const slips = [...hidden].reduce((sum, one) => sum + one.slips, 0);
  return {
    shown: counts.filter((one) => !hidden.has(one)),
    together: { constituencies: few, admitted: admittedOf([...hidden]), slips },
  };
}
