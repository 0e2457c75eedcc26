import type { Role } from '../../../../core/election/common.ts';
import type { EventType } from '../../../../core/journal/catalogue.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import type { Result } from '../../../../core/problem/result.ts';
import type { Stage } from '../../../api/views.ts';
import type { DeskClient } from '../desk-client.ts';
import type { Station } from '../station.ts';

/** Where the station was found: the step is still to be taken, or was taken; anything else is told in words. */
export type Found = 'before' | 'after' | { readonly wrong: string };

/** A step that people take with the station. */
export interface Step {
  readonly name: string;
  /** Who sits at the desk. */
  readonly by: Role;
  /** It is told by this event, once each time that it is taken. */
  readonly event: EventType;
  /** Numbered copies of a slip come with it. */
  readonly copies: boolean;
  /** It is struck once more while the kiosk comes back from the first strike. */
  readonly again?: boolean;
  /** What the people see when they come back. */
  readonly look: (desk: DeskClient, station: Station) => Promise<Found>;
  /** What they do, with everything that the kiosk wants written down first. */
  readonly take: (desk: DeskClient, station: Station) => Promise<Result<unknown, Problem>>;
}

/** How a step is told that leads from one stage of the station to another. */
export function between(from: Stage, to: Stage): Step['look'] {
  return async (desk) => {
    const { station } = await desk.until(() => true, 'the station');
    if (station.stage === to) return 'after';
    return station.stage === from ? 'before' : { wrong: `the station is ${station.stage}` };
  };
}
