import type { SnapshotFrom } from 'xstate';
import type { BoxScreen } from '../../ballot/path/screen.ts';
import type { Problem } from '../../problem/catalogue.ts';
import { isComplete, type ShownPart, shownPart, shownParts } from '../choices.ts';
import { NOT_KEPT } from './chart.ts';
import type { PanelSettings, VoidReason } from './context.ts';
import type { boothMachine } from './machine.ts';

export type Snapshot = SnapshotFrom<typeof boothMachine>;

/** Where the session is, as what the person before the panel must do now. */
export type BoothScreen =
  /** It is being found out how things are; a moment. */
  | { readonly at: 'starting' }
  /** No session begins now. */
  | { readonly at: 'closed' }
  /** Hold the token before the reader. */
  | { readonly at: 'neutral' }
  | { readonly at: 'reading-token' }
  | { readonly at: 'refused'; readonly problem: Problem }
  /** The session of one token has not ended: it is awaited, or persons end it. */
  | { readonly at: 'interrupted'; readonly papers: boolean }
  /** One part of the ballot. `number` from 1. */
  | { readonly at: 'part'; readonly shown: ShownPart; readonly number: number; readonly of: number }
  /** All parts. `complete`: they may be printed. */
  | { readonly at: 'review'; readonly shown: readonly ShownPart[]; readonly complete: boolean }
  | { readonly at: 'encrypting' }
  | { readonly at: 'printing' }
  /** Hold the papers against what is shown; then cast, challenge or reject. */
  | { readonly at: 'check'; readonly shown: readonly ShownPart[]; readonly mayChallenge: boolean }
  /** The record goes into the box. `mayStop`: the box does not have it yet. */
  | { readonly at: 'casting'; readonly box: BoxScreen; readonly mayStop: boolean }
  /** What opens the ballot is being printed. */
  | { readonly at: 'challenging' }
  /** The papers that are out count for nothing: give them to the commission. */
  | { readonly at: 'void-papers'; readonly why: VoidReason }
  /** The ballot lies in the box; the code slip is the voter's. */
  | { readonly at: 'accepted' }
  /** Somebody of the commission has to act. `goOn`: without what did not come out. */
  | { readonly at: 'call'; readonly problem: Problem; readonly goOn: boolean }
  | { readonly at: 'ending' };

/** What the panel shows. `attention`: whether she is asked if she is there, or the commission was called. */
export interface BoothShown {
  readonly screen: BoothScreen;
  readonly attention: 'present' | 'asked' | 'called';
  readonly settings: PanelSettings;
}

const BOX_STARTS: BoxScreen = { at: 'starting' };

export function shownOf(snapshot: Snapshot): BoothShown {
  const { attention } = snapshot.value;
  return { screen: screenOf(snapshot), attention, settings: snapshot.context.settings };
}

/** The box is open for a record: its path is told `opened` and `closed` by this. */
export const boxIsOpen = (snapshot: Snapshot): boolean => snapshot.matches({ way: 'casting' });

/** Asked by the box's path after it has sent `record.held`: only then may the ballot be kept. */
export const boxMayKeep = (snapshot: Snapshot): boolean => snapshot.matches({ way: { casting: 'held' } });

function screenOf(snapshot: Snapshot): BoothScreen {
  const { context } = snapshot;
  const { style, choices, part, papers } = context;
  const { way } = snapshot.value;
  const box = context.box ?? BOX_STARTS;
  const problem = context.problem ?? NOT_KEPT;
  if (typeof way === 'object') {
    if ('casting' in way) return { at: 'casting', box, mayStop: way.casting === 'awaited' };
    if (style === null) throw new Error('a ballot is on the screen without a style');
    return way.choosing === 'part'
      ? { at: 'part', shown: shownPart(style, choices, part), number: part + 1, of: style.parts.length }
      : { at: 'review', shown: shownParts(style, choices), complete: isComplete(choices) };
  }
  switch (way) {
    case 'restoring':
      return { at: 'starting' };
    case 'settling':
      return { at: 'casting', box, mayStop: false };
    case 'neutral':
    case 'closed':
    case 'encrypting':
    case 'printing':
    case 'accepted':
      return { at: way };
    case 'admitting':
      return { at: 'reading-token' };
    case 'refused':
      return { at: 'refused', problem };
    case 'interrupted':
      return { at: 'interrupted', papers: papers !== null };
    case 'checking':
      if (style === null) throw new Error('papers are out without a style');
      return {
        ...{ at: 'check', shown: shownParts(style, choices) },
        mayChallenge: context.challenged < context.policy.challenges,
      };
    case 'challenging':
    case 'printingChallenge':
      return { at: 'challenging' };
    case 'voidPapers':
    case 'takingPapers':
      return { at: 'void-papers', why: papers ?? 'interrupted' };
    case 'stuck':
    case 'trouble':
      return { at: 'call', problem, goOn: false };
    case 'challengeStuck':
      return { at: 'call', problem, goOn: true };
    case 'abandoning':
      return { at: 'ending' };
  }
}
