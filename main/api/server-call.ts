/** One open socket of one window. */
export interface Connection<W extends string = string> {
  /** Counts up from 1 within one run of the zone. */
  readonly id: number;
  readonly window: W;
  /** Aborted when the socket has closed, for whatever reason. */
  readonly closed: AbortSignal;
}

/** What every procedure of a zone's router is given. */
export interface ZoneContext<W extends string = string> {
  readonly window: W;
  readonly connection: Connection<W>;
}

/** One call, before it runs: who asks for what. */
export interface Call<W extends string = string> extends ZoneContext<W> {
  /** Path of the procedure in the contract, e.g. `['voter', 'find']`. */
  readonly path: readonly string[];
}

/** Where the server writes what the technician should see. pino fits. Never given a ticket, cookie or body. */
export interface ServerLog {
  readonly info: (facts: Readonly<Record<string, unknown>>, text: string) => void;
  readonly warn: (facts: Readonly<Record<string, unknown>>, text: string) => void;
}
