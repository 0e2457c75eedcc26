/** What the simulator asks of a kiosk's zone, over a socket in a file: a line of JSON each way. */
export type Deed =
  /** The people come: the list is unlocked, the station opened where it is not, the officer sits down. */
  | { readonly do: 'sit' }
  /** A voter steps up whose PIN is typed. */
  | { readonly do: 'visit'; readonly pin: string }
  /** What a stop has left open is brought to its end, by the paper that lies there. */
  | { readonly do: 'settle' }
  | { readonly do: 'look' };

/** How a visit ended. */
export interface VisitSaid {
  readonly outcome: 'admitted' | 'refused';
  readonly reason: string | null;
  readonly admission: string | null;
  readonly ms: number;
}

/** What stood open when the people came back. */
export interface Settled {
  readonly admission: string;
  readonly voter: string;
  readonly outcome: 'admitted' | 'released';
}

/** The kiosk as the simulator sees it. */
export interface Sight {
  readonly stage: string;
  /** Codes of what its screens show, each with what stands in it. */
  readonly problems: readonly { readonly code: string; readonly device: string | null }[];
  /** Devices that it sees. */
  readonly seen: readonly string[];
  /** Number of the last event that it has of each device. */
  readonly heads: Readonly<Record<string, number>>;
  /** Voters of whom it still awaits what came of them at another kiosk. */
  readonly promised: number;
  /** Locks that it owes back to the hub, and admissions of which the hub has not said anything yet. */
  readonly locksOwed: number;
  readonly unconfirmed: number;
  /** The last line of its journal. */
  readonly last: string;
  /** When it learned that an admission is confirmed, its own too: admission and milliseconds since 1970 by this machine's clock. */
  readonly learned: readonly (readonly [string, number])[];
}

export type Said =
  | { readonly ok: true; readonly visit?: VisitSaid; readonly settled?: readonly Settled[]; readonly sight?: Sight }
  | { readonly ok: false; readonly why: string };

export interface Asked {
  readonly id: number;
  readonly deed: Deed;
}

export interface Answered {
  readonly id: number;
  readonly said: Said;
}

/** Gives whole lines of what comes in pieces. */
export function linesOf(take: (line: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') take(line);
  };
}
