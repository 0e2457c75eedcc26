/** What the simulator asks of the process that looks into the hub. */
export interface HubAsked {
  readonly id: number;
  /**
   * `heads`: how far it is; `all`: everything that it has. `locks`: they are made anew from the stored journals, and given from
   * now on.
   */
  readonly look: 'heads' | 'all' | 'locks';
  readonly election: string;
  readonly mode: string;
}

/** What the hub has of one journal. */
export interface HubJournal {
  readonly device: string;
  /** Number of the last event that is stored, and of the last one that is counted. */
  readonly seq: number;
  readonly counted: number;
  readonly admitted: number;
  /** Its lines, where everything was asked for. */
  readonly lines: readonly string[];
}

export interface HubSeen {
  readonly journals: readonly HubJournal[];
  /** Pseudonyms of voters of whom it says that they are admitted more than once. */
  readonly conflicts: readonly string[];
  /** Who has which voter's lock, by pseudonym. */
  readonly locks: Readonly<Record<string, string>>;
  /** Events that it refused: device, number and cause. */
  readonly refused: readonly string[];
}

/** Null: it does not answer, or is being made anew. */
export interface HubAnswered {
  readonly id: number;
  readonly seen: HubSeen | null;
}
