import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { DayView } from '../../api/day-views.ts';
import { stationOf } from '../state/read.ts';
import { secondsOf, standstillsOf } from '../state/standstill.ts';
import type { ShownRooms } from './rooms.ts';

/** The chair's day, beside the sitting itself. */
export function dayView({ kiosk, sitting, slipCopies, questions, openingSteps, acts }: ShownRooms): DayView {
  const { db } = kiosk;
  const own = stationOf(db).sitting;
  const ended = standstillsOf(db, own).filter(({ until }) => until !== null);
  const ending = sitting.stage === 'finishing' || sitting.stage === 'suspended';
  return {
    slipCopies: (kiosk.inForce()?.policy ?? defaultPolicy).slipCopies,
    copies: slipCopies.view(),
    stoodStill: { seconds: ended.reduce((sum, one) => sum + secondsOf(one, one.since), 0), times: ended.length },
    opening: sitting.stage === 'ready' ? openingSteps.view() : null,
    asksInside: questions.asksInside,
    questions: ending ? questions.view() : [],
    actsDue: acts.due,
  };
}
