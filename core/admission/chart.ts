import { assign, setup } from 'xstate';
import {
  type AdmissionContext,
  type AdmissionInput,
  ballotsFor,
  mayLook,
  pendingReceipt,
  pendingSheet,
  present,
  searchUsedUp,
  sheetAbroad,
} from './context.ts';
import type { AdmissionEvent } from './events.ts';
import { type AttemptRecord, actors, type Written } from './ports.ts';
import { fingerOrder, nextModality } from './rules.ts';

/** What this voter can be identified by at all. */
export const can = ({ facts }: AdmissionContext) => ({
  fingers: (facts?.enrolled.length ?? 0) > 0,
  photo: facts?.photo ?? false,
});

/** The reservation that is printed, confirmed or released. */
export const reservationOf = ({ admission }: AdmissionContext) => ({ admission: present(admission, 'reservation') });

/** What an answer leaves for the officer to see. */
export const problemOf = (answer: Written): Partial<AdmissionContext> => (answer.ok ? {} : { problem: answer.problem });

/** A finger that was not asked for yet. */
const freshFinger = (fingerAt: number) => ({
  ...{ fingerAt, used: 0, missed: false, moved: false },
  ...{ hint: [], progress: null },
});

const noSearch = { alike: [], hint: [], missed: false, progress: null, problem: null };

/** The vocabulary that the phases of the chart (states/) share: its types, the world's actors, and named rules. */
export const chart = setup({
  types: {} as { context: AdmissionContext; events: AdmissionEvent; input: AdmissionInput },
  actors,
  actions: {
    /** Provided by the zone: writes to the journal. */
    record: (_, _params: AttemptRecord) => {},
    /** Enters the next modality: resets what belongs to the one before. */
    advance: assign(({ context }) => {
      const modality = nextModality(context.rules, context.modality?.kind ?? null, can(context));
      const enrolled = context.facts?.enrolled ?? [];
      return {
        modality,
        fingers: modality?.kind === 'finger' ? fingerOrder(enrolled, modality.maxFingers) : [],
        ...freshFinger(0),
      };
    }),
    /** What belongs to a search by finger stays with it. */
    forgetSearch: assign(noSearch),
    /** Back to the PIN without a record, and why the search may not be begun again, if it may not. */
    leaveSearch: assign(({ context }) => ({ ...noSearch, problem: searchUsedUp(context) })),
    breakSearch: assign({ ...noSearch, problem: { code: 'station.search-failed' } }),
    nextFinger: assign(({ context }) => freshFinger(context.fingerAt + 1)),
    /** As well, but nobody has asked for it: it is told. */
    moveToNextFinger: assign(({ context }) => ({ ...freshFinger(context.fingerAt + 1), moved: true })),
  },
  delays: { attemptTimeout: ({ context }) => context.rules.attemptTimeoutMs },
  guards: {
    /** A reservation that was left open is taken up again. */
    resumed: ({ context }) => context.admission !== null,
    documentWithoutPin: ({ context }) => context.query?.by === 'document' && context.query.pin === null,
    mayLook: ({ context }) => mayLook(context),
    noWarnings: ({ context }) => context.warnings.length === 0,
    moreTries: ({ context: { modality, used } }) => modality?.kind === 'finger' && used < modality.triesPerFinger,
    moreFingers: ({ context }) => context.fingerAt + 1 < context.fingers.length,
    moreFaceTries: ({ context: { modality, used } }) => modality?.kind === 'face' && used < modality.tries,
    oneBallot: ({ context }) => ballotsFor(context).length === 1,
    allPrinted: ({ context }) => pendingReceipt(context) === null,
    nothingSent: ({ context }) => context.sent === 'nothing',
    maybeSent: ({ context }) => context.sent === 'maybe',
    allDelivered: ({ context }) => pendingSheet(context) === null,
    /** Taken up again behind the receipts: ballots are owed. */
    onlyBallotsOwed: ({ context }) =>
      context.admission !== null && pendingReceipt(context) === null && pendingSheet(context) !== null,
    standing: ({ context }) => context.standing,
    /** She may be let go meanwhile: her admission stands, and the ballot stays owed. */
    mayWait: ({ context }) => context.standing && pendingSheet(context)?.state === 'none',
    noSheet: ({ context }) => pendingSheet(context)?.state === 'none',
    sheetMaybe: ({ context }) => pendingSheet(context)?.state === 'maybe',
    sheetOut: ({ context }) => pendingSheet(context)?.state === 'out',
    mayGiveUp: ({ context }) => !context.standing && !sheetAbroad(context),
  },
});
