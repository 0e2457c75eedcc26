import { assign, setup } from 'xstate';
import type { BoxScreen } from '../../ballot/path/screen.ts';
import type { Problem } from '../../problem/catalogue.ts';
import { isComplete, type Marks, marksOf, noChoices, touch, touchBlank } from '../choices.ts';
import {
  BOOTH_DELAYS,
  type BoothContext,
  type BoothInput,
  noSession,
  type PanelSettings,
  type VoidReason,
} from './context.ts';
import { actors, type BoothRecord } from './ports.ts';

/** What the voter does; each of these shows that she is there. */
export type VoterEvent =
  | { readonly type: 'voter.touched'; readonly option: string }
  | { readonly type: 'voter.touched-blank' }
  /** To a part by its number, from 0; to the review. */
  | { readonly type: 'voter.turned'; readonly to: number | 'review' }
  | { readonly type: 'voter.set'; readonly settings: PanelSettings }
  /** What the review shows is what she wants: print it. */
  | { readonly type: 'voter.prints' }
  | { readonly type: 'voter.casts' }
  /** Back from the box, before it has taken the paper. */
  | { readonly type: 'voter.stops' }
  | { readonly type: 'voter.challenges' }
  /** The papers are not what she wants: a new beginning. */
  | { readonly type: 'voter.rejects' }
  /** She answers that she is there. */
  | { readonly type: 'voter.here' };

export type BoothEvent =
  | VoterEvent
  | { readonly type: 'token.read'; readonly text: string }
  /** The papers that count for nothing are in the commission's hands. */
  | { readonly type: 'papers.taken' }
  /** Two persons end a session whose voter has gone. */
  | { readonly type: 'session.abandoned' }
  /** Somebody has helped, and says so. */
  | { readonly type: 'try.again' }
  | { readonly type: 'box.shows'; readonly box: BoxScreen }
  /** The box has read the record that is due, and asks whether its ballot may be kept. */
  | { readonly type: 'record.held' }
  /** It lies in the box: its ballot counts, and its token is spent, both on the disk. */
  | { readonly type: 'record.passed' }
  /** It came back, and nothing of its ballot was kept. */
  | { readonly type: 'record.returned' }
  /** Sessions begin from now on, or no more. */
  | { readonly type: 'opened' }
  | { readonly type: 'closed' };

/** What an actor says was wrong, where it has said so. */
const problemIn = (event: unknown): Problem | null => {
  const { output } = event as { readonly output?: { readonly ok: boolean; readonly problem?: Problem } };
  return output?.problem ?? null;
};

export const NOT_KEPT: Problem = { code: 'booth.not-kept' };
export const UNREADABLE: Problem = { code: 'booth.token-unreadable' };
export const NOT_PRINTED: Problem = { code: 'booth.not-printed' };
export const NOT_ENCRYPTED: Problem = { code: 'booth.not-encrypted' };

/** The marks of a complete ballot. */
export const presentMarks = ({ choices }: BoothContext): Marks => marksOf(choices);

/** The vocabulary that the states share. */
export const chart = setup({
  types: {} as { context: BoothContext; events: BoothEvent; input: BoothInput },
  actors,
  actions: {
    /** Provided by the zone: writes to its journal. */
    record: (_, _params: BoothRecord) => {},
    /** Provided by the zone: whatever it has in memory of a session (what was encrypted, what opens it) is overwritten. */
    forgetAttempt: () => {},
    forgetSession: assign(noSession),
    see: assign(({ event }) => (event.type === 'box.shows' ? { box: event.box } : {})),
    open: assign({ open: true }),
    close: assign({ open: false }),
    hear: assign(({ event }) => (event.type === 'token.read' ? { text: event.text } : {})),
    set: assign(({ event }) => (event.type === 'voter.set' ? { settings: event.settings } : {})),
    touch: assign(({ context: { style, choices, part }, event }) => {
      if (style === null || event.type !== 'voter.touched') return {};
      return { choices: touch(style, choices, part, event.option)?.choices ?? choices };
    }),
    touchBlank: assign(({ context: { style, choices, part } }) =>
      style === null ? {} : { choices: touchBlank(style, choices, part) },
    ),
    turn: assign(({ event }) => (event.type === 'voter.turned' && event.to !== 'review' ? { part: event.to } : {})),
    /** Nothing is chosen. */
    beginAnew: assign(({ context: { style } }) => ({ choices: style === null ? [] : noChoices(style), part: 0 })),
    voidPapers: assign((_, { why }: { readonly why: VoidReason }) => ({ papers: why })),
    clearProblem: assign({ problem: null }),
    /** Said by the actor that has just answered; else the one given here. */
    note: assign(({ event }, { otherwise }: { readonly otherwise: Problem }) => ({
      problem: problemIn(event) ?? otherwise,
    })),
    forgetChoices: assign(({ context: { settings } }) => ({ ...noSession, settings })),
    countChallenge: assign(({ context: { challenged } }) => ({ challenged: challenged + 1 })),
  },
  guards: {
    isOpen: ({ context }) => context.open,
    isClosed: ({ context }) => !context.open,
    isComplete: ({ context }) => isComplete(context.choices),
    mayChallenge: ({ context: { challenged, policy } }) => challenged < policy.challenges,
    turnsToPart: ({ context: { style }, event }) =>
      event.type === 'voter.turned' &&
      event.to !== 'review' &&
      Number.isInteger(event.to) &&
      event.to >= 0 &&
      event.to < (style?.parts.length ?? 0),
    turnsToReview: ({ event }) => event.type === 'voter.turned' && event.to === 'review',
    papersAreVoid: ({ context }) => context.papers !== null,
  },
  delays: {
    ...BOOTH_DELAYS,
    idle: ({ context }) => context.policy.idleSeconds * 1_000,
    answer: ({ context }) => context.policy.answerSeconds * 1_000,
  },
});
