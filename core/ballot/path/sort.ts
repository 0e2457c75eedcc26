import { type BoxStatus, pathIsEmpty } from './box.ts';
import { PATH_TRIES, type PathContext, type SheetLength } from './context.ts';
import { obstacleOf } from './obstacle.ts';
import type { BallotInFlight } from './ports.ts';

/**
 * Where the way goes on from what the sensors show. Asked after everything that was not expected, after every start and
 * every loss of power: there is no state of the box from which the only way is a restart.
 */
export type Place =
  | 'moving'
  | 'dropping'
  | 'accepting'
  | 'givingUp'
  | 'otherBox'
  | 'unclear'
  | 'coverOpen'
  | 'jammed'
  | 'oneAtATime'
  | 'returning'
  | 'resetting'
  | 'paperLeft'
  | 'binTrouble'
  | 'trouble'
  | 'takeBack'
  | 'closed'
  | 'grabbing'
  | 'waiting';

/** What became of the sheet in flight; `again`: it is held still, and may be accepted. */
export type FlightFate = 'dropped' | 'given-back' | 'again' | 'wait' | 'other-box' | 'unclear';

/**
 * Settles a sheet in flight by what its box remembers. It counts if the box says that it has passed, and only then; where
 * the box cannot know, persons look.
 * @param same the number of the sheet, if it is known to be the one that was read
 */
export function fateOf(
  { token, box }: BallotInFlight,
  status: BoxStatus,
  same: number | null,
  tries: number,
): FlightFate {
  const { last, motion, sheet, cover, jam } = status;
  // What another box remembers says nothing of this sheet.
  if (status.box !== box) return 'other-box';
  if (last?.token === token && last.passed) return 'dropped';
  if (motion !== 'still') return 'wait';
  const restful = cover === 'closed' && jam === null;
  const held = same !== null && sheet?.id === same && !status.doubleFeed;
  if (held && restful && obstacleOf(status) === null && tries < PATH_TRIES.accept) return 'again';
  // The box has never begun with it, and it will not: what was sent before this status has arrived or is lost.
  if (last?.token !== token) return 'given-back';
  // It had begun. While a hand may be in the path nobody knows where the sheet will be.
  if (!restful) return 'wait';
  return pathIsEmpty(status) || sheet === null ? 'unclear' : 'given-back';
}

/** The box is known. */
export function placeOf(context: PathContext, box: BoxStatus): Place {
  const { flight, sheet, tries } = context;
  if (flight !== null) {
    switch (fateOf(flight, box, sheet, tries.accept)) {
      case 'dropped':
        return 'dropping';
      case 'again':
        return 'accepting';
      case 'given-back':
        return 'givingUp';
      case 'other-box':
        return 'otherBox';
      case 'unclear':
        return 'unclear';
      case 'wait':
        break;
    }
  }
  if (box.motion !== 'still') return 'moving';
  if (box.cover === 'open') return 'coverOpen';
  if (box.jam !== null) return 'jammed';
  return paperPlace(context, box);
}

/** Nothing moves, nothing is in flight, no hand is in it: what of the paper that is there? */
function paperPlace({ tries, trouble, open, reason }: PathContext, box: BoxStatus): Place {
  const { paper } = box;
  if (box.sheet !== null) {
    if (hasSecond(box)) return 'oneAtATime';
    return tries.giveBack < PATH_TRIES.giveBack ? 'returning' : 'paperLeft';
  }
  // Nobody holds it: initialised motors find it, or push on what has passed.
  if (paper.middle || paper.gate || paper.back) return tries.reset < PATH_TRIES.reset ? 'resetting' : 'paperLeft';
  if (paper.front && reason !== null) return 'takeBack';
  if (obstacleOf(box) !== null) return 'binTrouble';
  if (trouble !== null) return 'trouble';
  if (!open) return 'closed';
  return paper.front ? 'grabbing' : 'waiting';
}

/** A second sheet stands in the slot while the first, of which the end is known, is held before the gate. */
const hasSecond = ({ paper, sheet }: BoxStatus): boolean => paper.front && sheet !== null && sheet.lengthMm !== null;

/** Whether the sheet stands before the gate as it was read, and nothing is in its way. */
export const stillHeld = ({ sheet }: PathContext, box: BoxStatus | null): boolean =>
  box !== null &&
  sheet !== null &&
  box.sheet?.id === sheet &&
  box.motion === 'still' &&
  box.cover === 'closed' &&
  box.jam === null &&
  !box.doubleFeed;

/** Whether it has the length of a ballot. One that still stands out of the slot is too long. */
export function rightLength({ sheet }: BoxStatus, { min, max }: SheetLength): boolean {
  const length = sheet?.lengthMm ?? null;
  return length !== null && length >= min && length <= max;
}
