import type { PathPlace } from '../../../../core/ballot/path/box.ts';
import type { Chance } from '../../../demo/random.ts';
import type { BallotRoom } from './room.ts';

/** Moments of a sheet's way: something happens at one of them, or some milliseconds later. */
export const moments = ['in-slot', 'drawn-in', 'before-gate', 'gate-open', 'fallen'] as const;
export type Moment = (typeof moments)[number];

/** The longest that is waited after each, in milliseconds: about until the next. */
const LATER_MS: Readonly<Record<Moment, number>> = {
  'in-slot': 40,
  'drawn-in': 120,
  'before-gate': 400,
  'gate-open': 140,
  fallen: 40,
};
const LOOK_MS = 1;

/** Milliseconds after a moment, drawn by lot. */
export const someTimeAfter = (moment: Moment, dice: Chance): number => dice.next() * LATER_MS[moment];

/** Calls `then` once when the sheet is there, seen at the box itself. @returns stops looking */
export function whenAt(room: BallotRoom, sheet: string, moment: Moment, then: () => void): () => void {
  const looking = setInterval(() => {
    if (!isNow(room, sheet, moment)) return;
    clearInterval(looking);
    then();
  }, LOOK_MS);
  return () => clearInterval(looking);
}

function isNow(room: BallotRoom, sheet: string, moment: Moment): boolean {
  const { box } = room;
  const covered = (place: PathPlace) => box.path.covered(place);
  switch (moment) {
    case 'in-slot':
      return covered('front');
    case 'drawn-in':
      return covered('middle');
    case 'before-gate':
      return covered('gate') && !box.gateOpen;
    case 'gate-open':
      return box.gateOpen;
    case 'fallen':
      return room.holds(sheet);
  }
}
