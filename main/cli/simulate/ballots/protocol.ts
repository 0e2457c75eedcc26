import type { BallotDay } from '../../../../core/ballot/day/day.ts';
import type { BallotRecord } from '../../../../core/ballot/record.ts';
import type { IntoBallotZone, OutOfBallotZone } from '../../../../core/hatch/hatch.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import type { Result } from '../../../../core/problem/result.ts';
import type { BoxShow, FeederView, UndecidedSheet } from '../../../api/ballot-views.ts';
import type { Marked } from '../../../ballot/results/undecided.ts';

/** What the persons of the simulated commission do at the desk, and the voter at the box. */
export type Deed =
  | { readonly do: 'assign-box' | 'begin-mobile'; readonly box: string }
  | { readonly do: 'replace-box'; readonly box: string; readonly seal: string }
  | { readonly do: 'begin-test' | 'end-test' | 'prove-zero' | 'end-mobile' }
  | { readonly do: 'count' }
  | { readonly do: 'feed'; readonly sheets: number }
  /** Persons ask for the next sheet about which they decide, and say what is marked on it. */
  | { readonly do: 'next-sheet' }
  | { readonly do: 'decide'; readonly ticket: string; readonly marked: Marked }
  | { readonly do: 'insist' | 'take-back' | 'cleared' }
  | { readonly do: 'located'; readonly where: 'in-box' | 'in-hand' };

/** What a deed brings: `count` the ballots in the store, `next-sheet` a sheet, or null where none is left. */
export interface Brought {
  readonly records?: readonly BallotRecord[];
  readonly sheet?: UndecidedSheet | null;
}
export type Answer = Result<Brought, Problem>;

/** What the screens of the zone show, as far as somebody acts by it. */
export interface ZoneSight {
  readonly show: BoxShow;
  /** It has the station's package. */
  readonly provisioned: boolean;
  /** What the journal comes to, as far as a desk shows it. */
  readonly day: Pick<BallotDay, 'phase' | 'box' | 'before' | 'mobile' | 'adjudicated' | 'closedSheets'>;
  readonly sheets: number;
  readonly testSheets: number;
  readonly busy: boolean;
  /** The ballot of the sheet that is held lies on the disk. */
  readonly inFlight: boolean;
  readonly locate: boolean;
  /** How the feed of the open mobile box stands. */
  readonly feeder: FeederView | null;
  readonly problems: readonly Problem['code'][];
}

export type ToZone =
  | { readonly say: 'hatch'; readonly message: IntoBallotZone }
  | { readonly say: 'do'; readonly id: number; readonly deed: Deed };

export type FromZone =
  | { readonly say: 'hatch'; readonly message: OutOfBallotZone }
  | { readonly say: 'sight'; readonly sight: ZoneSight }
  | { readonly say: 'done'; readonly id: number; readonly result: Answer };
