import type { Settled, VisitSaid } from './protocol.ts';

/** One visit as those who were there saw it. */
export interface Seen {
  readonly kiosk: number;
  readonly voter: number;
  /** `lost`: the kiosk died under it. */
  readonly outcome: VisitSaid['outcome'] | 'lost';
  readonly reason: string | null;
  readonly admission: string | null;
}

/** What happened before the kiosks, told by nobody of them. */
export class Ledger {
  readonly visits: Seen[] = [];
  /** What was settled after a stop, by kiosk. */
  readonly settled: (Settled & { readonly kiosk: number })[] = [];
  readonly wrong: string[] = [];

  count(of: (seen: Seen) => string | null): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const seen of this.visits) {
      const name = of(seen);
      if (name !== null) counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }
}

/** Milliseconds: the middle one, the one that only 1 in 100 is above, and the longest. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

export function spreadOf(all: readonly number[]): Spread {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return Math.round(value * 10) / 10;
  };
  return { count: sorted.length, median: at(0.5), p99: at(0.99), most: at(1) };
}
