import { assign, setup } from 'xstate';
import type { BallotBoxPolicy } from '../../election/policy-ballot-box.ts';
import type { Problem } from '../../problem/catalogue.ts';
import { type BoxStatus, pathIsEmpty } from './box.ts';
import { noSheet, PATH_DELAYS, type PathContext, type PathInput, type ReturnReason } from './context.ts';
import { actors, type Done, type PathRecord, type Seen, type SheetVerdict } from './ports.ts';
import { type Place, placeOf, rightLength, stillHeld } from './sort.ts';

/** What can happen to the paper path from outside. */
export type PathEvent =
  /** The box tells how it is now. */
  | { readonly type: 'box.changed'; readonly box: BoxStatus }
  | { readonly type: 'box.lost'; readonly problem: Problem }
  | { readonly type: 'box.up' }
  /** The voter, who was asked: take it as it is, or give it back. */
  | { readonly type: 'voter.insisted' }
  | { readonly type: 'voter.wants-it-back' }
  /** Persons have looked where the sheet in flight is. */
  | { readonly type: 'sheet.located'; readonly where: 'in-box' | 'in-hand'; readonly approvers: readonly string[] }
  /** Somebody has helped, and says so. */
  | { readonly type: 'try.again' }
  /** Sheets are taken from now on, or no more. */
  | { readonly type: 'opened' }
  | { readonly type: 'closed' };

/**
 * What an answer says of the box, where nothing has been told of it yet. What `box.changed` has told is newer: an answer may
 * have waited for its turn while something happened.
 */
export const boxOf = (answer: Seen, { box }: PathContext): Partial<PathContext> =>
  answer.ok ? { box: box ?? answer.box, lost: null, vain: 0 } : {};
/** What the store said, where it said something. */
export const troubleOf = (answer: Done): Partial<PathContext> =>
  answer.ok ? { trouble: null } : { trouble: answer.problem };

/** Why a picture did not come, as far as the voter is concerned. */
export const reasonOfScan = ({ code }: Problem): ReturnReason | null => {
  if (code === 'ballot-reader.double-feed') return 'double';
  return code === 'ballot-reader.page-broken' ? 'not-read' : null;
};

/** The box as the sensors of this context show it; a state that is entered without is a bug of the chart. */
export function presentBox({ box }: PathContext): BoxStatus {
  if (box === null) throw new Error('the chart has no box here');
  return box;
}

export function presentSheet({ sheet }: PathContext): number {
  if (sheet === null) throw new Error('the chart has no sheet here');
  return sheet;
}

/** The vocabulary that the states share: types, the world's actors, and named rules. */
export const chart = setup({
  types: {} as { context: PathContext; events: PathEvent; input: PathInput },
  actors,
  actions: {
    /** Provided by the zone: writes to its journal. */
    record: (_, _params: PathRecord) => {},
    see: assign(({ event }) => (event.type === 'box.changed' ? { box: event.box, lost: null, vain: 0 } : {})),
    lose: assign(({ event }) => (event.type === 'box.lost' ? { box: null, lost: event.problem } : {})),
    open: assign({ open: true }),
    close: assign({ open: false }),
    forgetSheet: assign(noSheet),
    /** Whoever has taken it away has taken the reason with it: the next one in the slot is another. */
    forgetTaken: assign(({ context: { box, flight } }) =>
      box !== null && flight === null && pathIsEmpty(box) ? { sheet: null, reason: null } : {},
    ),
    /** Whatever was read, this sheet is not dealt with any more. */
    letGo: assign(({ context }) => ({ sheet: null, reason: context.reason ?? ('interrupted' as const) })),
    returnFor: assign((_, { reason }: { readonly reason: ReturnReason }) => ({ reason })),
    tried: assign(({ context: { tries } }, { what }: { readonly what: keyof PathContext['tries'] }) => ({
      tries: { ...tries, [what]: tries[what] + 1 },
    })),
    tryAfresh: assign({ tries: noSheet.tries, trouble: null }),
  },
  delays: {
    ...PATH_DELAYS,
    ask: ({ context }) => context.policy.askSeconds * 1_000,
  },
  guards: {
    known: ({ context }) => context.box !== null,
    goesTo: ({ context }, { place }: { readonly place: Place }) =>
      context.box !== null && placeOf(context, context.box) === place,
    stillHeld: ({ context }) => stillHeld(context, context.box),
    rightLength: ({ context }) => context.box !== null && rightLength(context.box, context.length),
    coverClosed: ({ context, event }) => {
      const box = event.type === 'box.changed' ? event.box : context.box;
      return box?.cover === 'closed';
    },
    /** Somebody has put another sheet into the slot. */
    nextInSlot: ({ context, event }) =>
      event.type === 'box.changed' && event.box.paper.front && context.box?.paper.front === false,
    changedAndHeld: ({ context, event }) => event.type === 'box.changed' && stillHeld(context, event.box),
  },
});

/** What the verdict and the policy make of a sheet. */
export function judged(
  policy: BallotBoxPolicy,
  verdict: SheetVerdict,
): Pick<PathContext, 'into' | 'concern' | 'reason'> {
  const nothing = { into: 'valid', concern: null, reason: null } as const;
  if (verdict.verdict === 'fine') return nothing;
  const { why } = verdict;
  if (verdict.verdict === 'refused') return { ...nothing, reason: why };
  const { why: concern } = verdict;
  const rule = verdict.voter
    ? { none: policy.none, 'too-many': policy.tooMany, unsure: policy.unsure }[concern]
    : 'accept';
  // What persons decide later lies with the valid ones until then: its record says which they are.
  const into = concern === 'unsure' ? 'valid' : 'invalid';
  if (rule === 'return') return { ...nothing, reason: concern };
  return { ...nothing, into, concern: rule === 'ask' ? concern : null };
}
