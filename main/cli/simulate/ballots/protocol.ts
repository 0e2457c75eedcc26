import type { BallotPhase } from '../../../../core/ballot/day/day.ts';
import type { BallotRecord } from '../../../../core/ballot/record.ts';
import type { IntoBallotZone, OutOfBallotZone } from '../../../../core/hatch/hatch.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import type { Result } from '../../../../core/problem/result.ts';
import type { BoxShow } from '../../../api/ballot-views.ts';

/** What the persons of the simulated commission do at the desk, and the voter at the box. */
export type Deed =
  | { readonly do: 'assign-box' | 'begin-mobile'; readonly box: string }
  | { readonly do: 'begin-test' | 'end-test' | 'prove-zero' | 'end-mobile' | 'count' }
  | { readonly do: 'insist' | 'take-back' | 'cleared' }
  | { readonly do: 'located'; readonly where: 'in-box' | 'in-hand' };

/** What the screens of the zone show, as far as somebody acts by it. */
export interface ZoneSight {
  readonly show: BoxShow;
  /** It has the station's package. */
  readonly provisioned: boolean;
  readonly phase: BallotPhase;
  readonly sheets: number;
  readonly testSheets: number;
  readonly busy: boolean;
  /** The ballot of the sheet that is held lies on the disk. */
  readonly inFlight: boolean;
  readonly locate: boolean;
  readonly problems: readonly Problem['code'][];
}

export type ToZone =
  | { readonly say: 'hatch'; readonly message: IntoBallotZone }
  | { readonly say: 'do'; readonly id: number; readonly deed: Deed };

export type FromZone =
  | { readonly say: 'hatch'; readonly message: OutOfBallotZone }
  | { readonly say: 'sight'; readonly sight: ZoneSight }
  /** `count` brings what lies in the store. */
  | { readonly say: 'done'; readonly id: number; readonly result: Result<readonly BallotRecord[] | null, Problem> };
