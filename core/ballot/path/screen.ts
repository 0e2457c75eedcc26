import type { SnapshotFrom } from 'xstate';
import type { Problem } from '../../problem/catalogue.ts';
import { callStates, problemOfCall } from './calls.ts';
import { isGone, type ReturnReason } from './context.ts';
import type { pathMachine } from './machine.ts';
import type { Concern } from './ports.ts';

/** What is done with a sheet that came back: put in again as it is, corrected, exchanged at the table, or shown to the commission. */
export type Afterwards = 'again' | 'correct' | 'exchange' | 'commission';

/**
 * Where the paper path is, as what the person before the box must do now. Into which compartment a sheet went is not told:
 * others stand around.
 */
export type BoxScreen =
  /** It is being found out how things are; a moment. */
  | { readonly at: 'starting' }
  /** Sheets are not taken now. */
  | { readonly at: 'closed' }
  /** Put a ballot in. */
  | { readonly at: 'ready' }
  | { readonly at: 'reading' }
  /** Shall it be taken as it is? It is held until she has said so. */
  | { readonly at: 'asking'; readonly why: Concern }
  | { readonly at: 'accepting' }
  | { readonly at: 'accepted' }
  /** It is on its way back. */
  | { readonly at: 'returning'; readonly why: ReturnReason }
  | { readonly at: 'take-back'; readonly why: ReturnReason; readonly afterwards: Afterwards }
  /** A second sheet is in the way: pull it out. */
  | { readonly at: 'one-at-a-time' }
  /** Somebody of the commission has to act. `locate`: and to say where the last sheet is. */
  | { readonly at: 'call'; readonly problem: Problem; readonly locate: boolean };

const again: ReadonlySet<ReturnReason> = new Set([
  ...(['double', 'not-read', 'interrupted', 'streak', 'blank-side', 'damaged', 'scale', 'not-kept'] as const),
]);

function afterwards(why: ReturnReason, mayCorrect: boolean): Afterwards {
  if (why === 'none' || why === 'too-many' || why === 'unsure') return mayCorrect ? 'correct' : 'exchange';
  return again.has(why) ? 'again' : 'commission';
}

/** What the screens show of the chart. */
export function screenOf(snapshot: SnapshotFrom<typeof pathMachine>): BoxScreen {
  const { context } = snapshot;
  // A box that is gone is looked for again and again: that is no news to anybody.
  const away = snapshot.matches('looking') && context.lost !== null;
  const call = away ? 'disconnected' : callStates.find((state) => snapshot.matches(state));
  if (call !== undefined) {
    const locate = call === 'unclear' || call === 'otherBox' || (call === 'disconnected' && isGone(context));
    return { at: 'call', problem: problemOfCall(call, context), locate };
  }
  const why = context.reason ?? 'interrupted';
  if (snapshot.matches('waiting')) return { at: 'ready' };
  if (snapshot.matches('closed')) return { at: 'closed' };
  if (snapshot.matches('asking')) return { at: 'asking', why: context.concern ?? 'unsure' };
  if (snapshot.matches('accepted')) return { at: 'accepted' };
  if (snapshot.matches('returning')) return { at: 'returning', why };
  if (snapshot.matches('takeBack')) {
    return { at: 'take-back', why, afterwards: afterwards(why, context.policy.mayCorrect) };
  }
  if (snapshot.matches('oneAtATime')) return { at: 'one-at-a-time' };
  if (context.flight !== null) return { at: 'accepting' };
  return context.sheet !== null || snapshot.matches('grabbing') ? { at: 'reading' } : { at: 'starting' };
}
