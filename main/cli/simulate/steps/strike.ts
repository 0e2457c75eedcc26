import type { Chance } from '../../../demo/random.ts';
import { type DeskClient, isLoss } from '../desk-client.ts';
import type { Victim } from '../killer.ts';
import type { Station } from '../station.ts';
import type { Moment } from '../trap.ts';
import type { Step } from './step.ts';

/** How long a step is taken to last before one was measured, and how far behind its end a strike may fall. */
const GUESSED_MS = 150;
const BEYOND = 1.3;
/** Most of what a step does is done within so long around its commit, in milliseconds. */
const AROUND_COMMIT_MS = 120;
/** A zone that has just been started works for about so long until it serves, in milliseconds. */
const STARTING_MS = 1_200;
/**
 * Shares of the strikes: some fall anywhere within the step, the others about its commit, where the work is dense. A wipe
 * begins with its commit: nearly all of it lies behind that.
 */
const ANYWHERE = 0.5;
const ANYWHERE_IN_A_WIPE = 0.2;
const AT_THE_COMMIT = 0.3;

/** The moment of a strike, drawn by lot. */
type Drawn =
  | { readonly after: 'begin'; readonly ms: number }
  | { readonly after: 'commit'; readonly moment: Moment; readonly ms: number };

/** @param lastedMs how long the step was measured to last; undefined before the first time */
export function drawn(lot: Chance, step: Step, lastedMs: number | undefined): Drawn {
  if (lot.happens(step.again ? ANYWHERE_IN_A_WIPE : ANYWHERE))
    return { after: 'begin', ms: lot.next() * BEYOND * (lastedMs ?? GUESSED_MS) };
  const moment: Moment = { at: lot.happens(0.5) ? 'before' : 'after', event: step.event };
  const ms = lot.happens(AT_THE_COMMIT) ? 0 : lot.next() * AROUND_COMMIT_MS;
  return { after: 'commit', moment, ms };
}

/** Takes a step and strikes at the drawn moment: within it, or just behind it. */
export async function struckAt(
  station: Station,
  desk: DeskClient,
  step: Step,
  at: Drawn,
  victim: Victim,
): Promise<void> {
  let struck = false;
  let timer: NodeJS.Timeout | undefined;
  const strike = () => {
    struck ||= station.strike(victim);
  };
  if (at.after === 'begin') timer = setTimeout(strike, at.ms);
  else {
    // While the zone stands still at the commit nothing else happens: without a delay it dies there and nowhere else.
    station.trap.arm(at.moment, () => {
      if (at.ms === 0) strike();
      else timer = setTimeout(strike, at.ms);
    });
  }
  try {
    // Refused where the printer has just died: the station is then found before the step.
    await step.take(desk, station);
  } catch (error) {
    if (!isLoss(error)) throw error;
  }
  clearTimeout(timer);
  station.trap.disarm();
  if (!struck) strike();
}

/** Strikes once more while the station comes back from the last strike. @returns whether anything was there */
export async function struckOnTheWayBack(station: Station, lot: Chance, victim: Victim): Promise<boolean> {
  await station.powered();
  await new Promise((resolve) => setTimeout(resolve, lot.next() * STARTING_MS));
  return station.strike(victim);
}
