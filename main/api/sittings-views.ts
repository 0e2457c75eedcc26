import type { OutsideReason } from '../../core/election/policy-applications.ts';
import type { NotMetReason, SittingKind } from '../../core/election/sittings.ts';

/** One sitting of the election, as this kiosk stands to it. */
export interface SittingView {
  readonly id: string;
  readonly kind: SittingKind;
  /** As slips write it, and the hours hh:mm. */
  readonly date: string;
  readonly open: string;
  readonly close: string;
  /** `next`: would be opened now; `coming`: may be chosen instead; `passed`: not held here, and its turn is over. */
  readonly state: 'closed' | 'open' | 'next' | 'coming' | 'passed';
  /** People admitted at this kiosk; null where it was not held. */
  readonly admitted: number | null;
  /** Entered from the paper list afterwards: not among them. */
  readonly onPaper: number;
  /** Kiosks outside the room: this one and those whose admissions were taken in. Each brings a batch of ballots. */
  readonly batches: readonly BatchView[];
}

/** The ballots of the mobile boxes of one sitting at one kiosk. */
export interface BatchView {
  /** Its name in events, for no human eye; `serial` is what people call it. */
  readonly device: string;
  readonly serial: string;
  readonly own: boolean;
  readonly admitted: number;
  /** Why it is excluded; null: it is not. */
  readonly excluded: string | null;
}

/** Somebody who votes outside the room, in the order of visits. */
export interface VisitView {
  readonly record: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  /** Number in the list. */
  readonly number: number;
  readonly address: string;
  readonly place: number;
  /** Why she votes outside the room. */
  readonly reason: OutsideReason;
  readonly state: 'done' | 'not-met' | 'next' | 'waiting';
  /** Why she was not met. */
  readonly why: NotMetReason | null;
  /** Number of the granted application that she comes from. */
  readonly application: string | null;
}

/** Applications to vote outside the room that were granted, beside the list of the sitting that is under way. */
export interface GrantedView {
  /** Not on the list yet, with the place that each would have. */
  readonly fresh: readonly {
    readonly application: string;
    readonly place: number;
    /** Number in the list of voters. */
    readonly number: number;
    readonly reason: OutsideReason;
  }[];
  /** Those of people who stand on it already: from a file, typed, or by another application. */
  readonly already: readonly string[];
  /** Those of people who are not on this station's list of voters any more. */
  readonly gone: readonly string[];
}

/** What can be done about the sittings now, beside choosing one. */
export type SittingsTask =
  /** Outside the room: what is taken along, who has applied, what came back. */
  | 'take-ballots'
  | 'applicants'
  | 'return-ballots'
  /** The admissions of a sitting outside the room: to the stick, from it, or not awaited. */
  | 'write'
  | 'take'
  | 'not-await'
  | 'batches';

/** The sittings of the station, for its chair. */
export interface SittingsView {
  readonly list: readonly SittingView[];
  /** Those that may be made ready now, instead of the next or after a close, by id. */
  readonly choices: readonly string[];
  /** The one of them that the clock proposes: it takes nobody's approval. */
  readonly proposed: string | null;
  readonly tasks: readonly SittingsTask[];
  readonly boxesMax: number;
  /** Applicants of the sitting under way, and how many of them were visited. */
  readonly visits: { readonly listed: number; readonly visited: number } | null;
  /** Granted applications, while a sitting outside the room is under way and there are any. */
  readonly granted: GrantedView | null;
  /** Ballots that went outside the room in it, and receipts so far. */
  readonly ballots: { readonly taken: number; readonly receipts: number } | null;
}
