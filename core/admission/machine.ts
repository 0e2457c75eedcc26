import { assign, setup } from 'xstate';
import type { Problem } from '../problem/catalogue.ts';
import { eligibility, type Here, placeRefusal, type RecordFacts } from './eligibility.ts';
import type { FingerPosition, Modality } from './facts.ts';
import {
  type AttemptRecord,
  actors,
  type Captured,
  type Compared,
  type Found,
  type Printed,
  type Reserved,
  type Written,
} from './ports.ts';
import { type AdmissionRules, fingerOrder, type ModalityRule, nextModality } from './rules.ts';
import type { Candidate, Refusal, Warning } from './step.ts';

/**
 * The statechart of one voter's way, from document to receipt (design §3). Pure: what touches the register,
 * a device or the disk is an actor that the identification zone provides; what is to be journalled goes out
 * through the action `record`. Before the reservation the attempt can be cancelled and times out; after it,
 * the only ways out are a confirmed receipt or a release with a reason.
 */

export type AdmissionEvent =
  | { readonly type: 'pin.entered'; readonly pin: string }
  | { readonly type: 'candidate.chosen'; readonly record: string }
  | { readonly type: 'warning.accepted' }
  | { readonly type: 'finger.next' }
  | { readonly type: 'finger.unreadable' }
  | { readonly type: 'capture.progress'; readonly progress: number }
  | { readonly type: 'device.up' }
  | { readonly type: 'photo.compared'; readonly same: boolean; readonly approvers: readonly string[] }
  | { readonly type: 'override.approved'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'ballots.taken'; readonly ballots: readonly string[] }
  | { readonly type: 'print.resume' }
  | { readonly type: 'slip.out' }
  | { readonly type: 'slip.reprint'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'release'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'cancel' }
  | { readonly type: 'finish' };

/** What is asked of the register at the start. */
export type Query =
  | { readonly by: 'document'; readonly pin: string | null }
  | { readonly by: 'pin'; readonly text: string }
  | { readonly by: 'number'; readonly text: string }
  | { readonly by: 'name'; readonly text: string }
  | { readonly by: 'record'; readonly record: string };

/** A reservation found after a restart, or whose printing failed: the chart starts at the printer. */
export interface ResumedReservation {
  readonly admission: string;
  readonly receipts: readonly ReceiptState[];
  readonly sent: 'nothing' | 'maybe';
  readonly problem: Problem;
}

/** One receipt of the reservation: one per ballot. */
export interface ReceiptState {
  readonly receipt: string;
  readonly ballot: string;
  readonly printed: boolean;
}

export interface AdmissionInput {
  readonly attempt: string;
  readonly rules: AdmissionRules;
  readonly here: Here;
  readonly start: Query | ResumedReservation;
  /** Why there is no PIN when `start` is a document without one. */
  readonly unreadable?: 'no-pin-in-document' | 'unreadable-document';
}

export interface AdmissionContext {
  readonly attempt: string;
  readonly rules: AdmissionRules;
  readonly here: Here;
  readonly query: Query | null;
  readonly unreadable: 'no-pin-in-document' | 'unreadable-document';
  readonly candidates: readonly Candidate[];
  readonly more: boolean;
  readonly facts: RecordFacts | null;
  readonly category: 'home' | 'remote';
  readonly warnings: readonly Warning[];
  readonly modality: ModalityRule | null;
  readonly fingers: readonly FingerPosition[];
  readonly fingerAt: number;
  readonly used: number;
  readonly missed: boolean;
  readonly hint: readonly string[];
  readonly progress: number | null;
  /** The modality that established the identity. */
  readonly established: Modality | null;
  readonly reason: string | null;
  readonly approvers: readonly string[];
  readonly ballots: readonly string[];
  readonly admission: string | null;
  readonly receipts: readonly ReceiptState[];
  readonly sent: 'nothing' | 'maybe';
  readonly problem: Problem | null;
  readonly refusal: Refusal | null;
}

const isResumed = (start: Query | ResumedReservation): start is ResumedReservation => 'admission' in start;

const can = (context: AdmissionContext) => ({
  fingers: (context.facts?.enrolled.length ?? 0) > 0,
  photo: context.facts?.photo ?? false,
});

/** The receipt that is next to be printed; null when all are out. */
export const pendingReceipt = (context: AdmissionContext): ReceiptState | null =>
  context.receipts.find((receipt) => !receipt.printed) ?? null;

const currentFinger = (context: AdmissionContext): FingerPosition | undefined => context.fingers[context.fingerAt];

const fingerRule = (context: AdmissionContext) => (context.modality?.kind === 'finger' ? context.modality : undefined);

/** A finger that was not asked for yet. */
const freshFinger = (fingerAt: number) => ({ fingerAt, used: 0, missed: false, hint: [], progress: null });

const markPrinted = (context: AdmissionContext): readonly ReceiptState[] => {
  const done = pendingReceipt(context)?.receipt;
  return context.receipts.map((one) => (one.receipt === done ? { ...one, printed: true } : one));
};

/** The problem of an answer, for `printTrouble` to show. */
const problemOf = (answer: Written): { readonly problem: Problem } | Record<string, never> =>
  answer.ok ? {} : { problem: answer.problem };

export const admissionMachine = setup({
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
    nextFinger: assign(({ context }) => freshFinger(context.fingerAt + 1)),
  },
  delays: { attemptTimeout: ({ context }) => context.rules.attemptTimeoutMs },
  guards: {
    moreTries: ({ context }) => context.used < (fingerRule(context)?.triesPerFinger ?? 0),
    moreFingers: ({ context }) => context.fingerAt + 1 < context.fingers.length,
    allPrinted: ({ context }) => pendingReceipt(context) === null,
    nothingSent: ({ context }) => context.sent === 'nothing',
  },
}).createMachine({
  id: 'admission',
  context: ({ input }) => ({
    attempt: input.attempt,
    rules: input.rules,
    here: input.here,
    query: isResumed(input.start) ? null : input.start,
    unreadable: input.unreadable ?? 'no-pin-in-document',
    candidates: [],
    more: false,
    facts: null,
    category: 'home',
    warnings: [],
    modality: null,
    fingers: [],
    fingerAt: 0,
    used: 0,
    missed: false,
    hint: [],
    progress: null,
    established: null,
    reason: null,
    approvers: [],
    ballots: [],
    admission: isResumed(input.start) ? input.start.admission : null,
    receipts: isResumed(input.start) ? input.start.receipts : [],
    sent: isResumed(input.start) ? input.start.sent : 'nothing',
    problem: isResumed(input.start) ? input.start.problem : null,
    refusal: null,
  }),
  initial: 'starting',
  states: {
    starting: {
      always: [
        { guard: ({ context }) => context.admission !== null, target: 'printTrouble' },
        { target: 'identifying' },
      ],
    },

    identifying: {
      initial: 'begin',
      after: { attemptTimeout: { target: 'timedOut' } },
      on: { cancel: { target: 'cancelled' } },
      states: {
        begin: {
          always: [
            {
              guard: ({ context }) => context.query?.by === 'document' && context.query.pin === null,
              target: 'enterPin',
            },
            { target: 'lookingUp' },
          ],
        },
        enterPin: {
          on: {
            'pin.entered': {
              target: 'lookingUp',
              actions: assign(({ event }) => ({ query: { by: 'pin' as const, text: event.pin } })),
            },
          },
        },
        lookingUp: {
          invoke: {
            src: 'lookUp',
            input: ({ context }) => context.query!,
            onDone: [
              {
                guard: ({ event }) => event.output.kind === 'many',
                target: 'choosing',
                actions: assign(({ event }) => {
                  const found = event.output as Extract<Found, { kind: 'many' }>;
                  return { candidates: found.candidates, more: found.more };
                }),
              },
              {
                guard: ({ event }) => event.output.kind === 'one',
                target: 'deciding',
                actions: assign(({ event }) => ({ facts: (event.output as Extract<Found, { kind: 'one' }>).facts })),
              },
              {
                target: '#admission.refused',
                actions: assign(({ context, event }) => {
                  const { precinct } = event.output as Extract<Found, { kind: 'none' }>;
                  const elsewhere = precinct && placeRefusal(precinct, context.here, false);
                  return { refusal: elsewhere ?? { reason: 'not-in-list' as const } };
                }),
              },
            ],
          },
        },
        choosing: {
          on: {
            'candidate.chosen': {
              guard: ({ context, event }) => context.candidates.some((one) => one.record === event.record),
              target: 'lookingUp',
              actions: assign(({ event }) => ({ query: { by: 'record' as const, record: event.record } })),
            },
          },
        },
        deciding: {
          always: [
            {
              guard: ({ context }) => eligibility(context.facts!, context.here).road === 'refuse',
              target: '#admission.refused',
              actions: assign(({ context }) => {
                const verdict = eligibility(context.facts!, context.here);
                return { refusal: verdict.road === 'refuse' ? verdict.refusal : null };
              }),
            },
            {
              target: 'warned',
              actions: assign(({ context }) => {
                const verdict = eligibility(context.facts!, context.here);
                return verdict.road === 'identify'
                  ? { category: verdict.category, warnings: verdict.warnings }
                  : { category: context.category };
              }),
            },
          ],
        },
        warned: {
          always: { guard: ({ context }) => context.warnings.length === 0, target: 'nextModality' },
          on: { 'warning.accepted': { target: 'nextModality' } },
        },

        /** A road taken without success ends here; with nothing left the road ends in "not identified". */
        nextModality: {
          entry: 'advance',
          always: [
            { guard: ({ context }) => context.modality?.kind === 'finger', target: 'finger' },
            { guard: ({ context }) => context.modality?.kind === 'face', target: 'face' },
            { guard: ({ context }) => context.modality?.kind === 'photo', target: 'photo' },
            { guard: ({ context }) => context.modality?.kind === 'override', target: 'override' },
            {
              target: '#admission.refused',
              actions: assign(({ context }) => ({
                refusal:
                  !can(context).fingers && !can(context).photo
                    ? { reason: 'no-biometrics' as const }
                    : { reason: 'not-identified' as const },
              })),
            },
          ],
        },

        finger: {
          initial: 'capturing',
          on: {
            'finger.unreadable': { target: 'nextModality' },
            'finger.next': [
              { guard: 'moreFingers', target: '.capturing', reenter: true, actions: 'nextFinger' },
              { target: 'nextModality' },
            ],
          },
          states: {
            capturing: {
              entry: assign({ progress: null }),
              on: { 'capture.progress': { actions: assign(({ event }) => ({ progress: event.progress })) } },
              invoke: {
                src: 'captureFinger',
                input: ({ context }) => ({ finger: currentFinger(context)! }),
                onDone: [
                  {
                    guard: ({ event }) => !event.output.ok,
                    target: 'deviceTrouble',
                    actions: assign(({ event }) => ({
                      problem: (event.output as Extract<Captured, { ok: false }>).problem,
                    })),
                  },
                  {
                    guard: ({ context, event }) =>
                      event.output.ok && event.output.quality < (fingerRule(context)?.minimumQuality ?? 0),
                    target: 'capturing',
                    reenter: true,
                    actions: [
                      assign(({ event }) => ({
                        hint: (event.output as Extract<Captured, { ok: true }>).why,
                        missed: false,
                      })),
                      {
                        type: 'record',
                        params: ({ context }) => ({
                          kind: 'biometric' as const,
                          modality: 'finger' as const,
                          finger: currentFinger(context)!,
                          result: 'low-quality' as const,
                          tryNumber: context.used,
                        }),
                      },
                    ],
                  },
                  { target: 'comparing', actions: assign({ hint: [] }) },
                ],
              },
            },
            comparing: {
              invoke: {
                src: 'compareFinger',
                input: ({ context }) => ({ finger: currentFinger(context)! }),
                onDone: [
                  {
                    guard: ({ context, event }) =>
                      (event.output as Compared).score >= (fingerRule(context)?.threshold ?? Number.POSITIVE_INFINITY),
                    target: '#admission.identifying.ballots',
                    actions: [
                      assign({ established: 'finger' }),
                      {
                        type: 'record',
                        params: ({ context }) => ({
                          kind: 'biometric' as const,
                          modality: 'finger' as const,
                          finger: currentFinger(context)!,
                          result: 'match' as const,
                          tryNumber: context.used + 1,
                        }),
                      },
                    ],
                  },
                  {
                    target: 'missed',
                    actions: [
                      assign(({ context }) => ({ used: context.used + 1, missed: true })),
                      {
                        type: 'record',
                        params: ({ context }) => ({
                          kind: 'biometric' as const,
                          modality: 'finger' as const,
                          finger: currentFinger(context)!,
                          result: 'no-match' as const,
                          tryNumber: context.used,
                        }),
                      },
                    ],
                  },
                ],
              },
            },
            missed: {
              always: [
                { guard: 'moreTries', target: 'capturing' },
                { guard: 'moreFingers', target: 'capturing', actions: 'nextFinger' },
                { target: '#admission.identifying.nextModality' },
              ],
            },
            deviceTrouble: {
              on: { 'device.up': { target: 'capturing', actions: assign({ problem: null }) } },
            },
          },
        },

        face: {
          invoke: {
            src: 'compareFace',
            onDone: [
              {
                guard: ({ context, event }) =>
                  event.output.ok &&
                  context.modality?.kind === 'face' &&
                  event.output.quality >= context.modality.minimumQuality &&
                  event.output.score >= context.modality.threshold,
                target: 'ballots',
                actions: [
                  assign({ established: 'face' }),
                  {
                    type: 'record',
                    params: ({ context }) => ({
                      kind: 'biometric' as const,
                      modality: 'face' as const,
                      finger: null,
                      result: 'match' as const,
                      tryNumber: context.used + 1,
                    }),
                  },
                ],
              },
              {
                target: 'faceMissed',
                actions: [
                  assign(({ context }) => ({ used: context.used + 1, missed: true })),
                  {
                    type: 'record',
                    params: ({ context, event }) => ({
                      kind: 'biometric' as const,
                      modality: 'face' as const,
                      finger: null,
                      result: event.output.ok ? ('no-match' as const) : ('failed' as const),
                      tryNumber: context.used,
                    }),
                  },
                ],
              },
            ],
          },
        },
        faceMissed: {
          always: [
            {
              guard: ({ context }) => context.modality?.kind === 'face' && context.used < context.modality.tries,
              target: 'face',
            },
            { target: 'nextModality' },
          ],
        },

        photo: {
          on: {
            'photo.compared': [
              {
                guard: ({ event }) => event.same,
                target: 'ballots',
                actions: [
                  assign(({ event }) => ({ established: 'photo' as const, approvers: event.approvers })),
                  {
                    type: 'record',
                    params: ({ event }) => ({
                      kind: 'approved' as const,
                      what: 'photo' as const,
                      reason: 'photo-compared',
                      approvers: event.approvers,
                    }),
                  },
                ],
              },
              { target: 'nextModality' },
            ],
          },
        },
        override: {
          on: {
            'override.approved': {
              target: 'ballots',
              actions: [
                assign(({ event }) => ({
                  established: 'override' as const,
                  approvers: event.approvers,
                  reason: event.reason,
                })),
                {
                  type: 'record',
                  params: ({ event }) => ({
                    kind: 'approved' as const,
                    what: 'override' as const,
                    reason: event.reason,
                    approvers: event.approvers,
                  }),
                },
              ],
            },
            'finger.unreadable': { target: 'nextModality' },
          },
        },

        ballots: {
          always: {
            guard: ({ context }) => context.rules.ballots.length === 1,
            target: '#admission.reserving',
            actions: assign(({ context }) => ({ ballots: context.rules.ballots.map((rule) => rule.ballot) })),
          },
          on: {
            'ballots.taken': {
              guard: ({ context, event }) =>
                event.ballots.length > 0 &&
                context.rules.ballots.every((rule) => rule.mayBeDeclined || event.ballots.includes(rule.ballot)) &&
                event.ballots.every((ballot) => context.rules.ballots.some((rule) => rule.ballot === ballot)),
              target: '#admission.reserving',
              actions: assign(({ context, event }) => ({
                ballots: context.rules.ballots
                  .map((rule) => rule.ballot)
                  .filter((ballot) => event.ballots.includes(ballot)),
              })),
            },
          },
        },
      },
    },

    /** One commit: event, state and print job. From here the voter leaves with a receipt or a release. */
    reserving: {
      invoke: {
        src: 'reserve',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'printing',
            actions: assign(({ event }) => {
              const reserved = event.output as Extract<Reserved, { ok: true }>;
              return { admission: reserved.admission, receipts: reserved.receipts, sent: 'nothing' as const };
            }),
          },
          {
            target: 'refused',
            actions: assign(({ event }) => ({
              refusal: (event.output as Extract<Reserved, { ok: false }>).refusal,
            })),
          },
        ],
      },
    },
    nextReceipt: {
      always: [{ guard: 'allPrinted', target: 'confirming' }, { target: 'printing' }],
    },
    printing: {
      invoke: {
        src: 'print',
        input: ({ context }) => ({ admission: context.admission!, receipt: pendingReceipt(context)?.receipt ?? '' }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'nextReceipt',
            actions: assign(({ context }) => ({
              receipts: markPrinted(context),
              problem: null,
              sent: 'nothing' as const,
            })),
          },
          {
            target: 'printTrouble',
            actions: assign(({ event }) => {
              const failed = event.output as Extract<Printed, { ok: false }>;
              return { problem: failed.problem, sent: failed.sent };
            }),
          },
        ],
      },
    },
    /** Whether paper came out is unknown to software: the officer looks into the tray and says. */
    printTrouble: {
      on: {
        'print.resume': [
          // Every slip is out and only the confirmation failed: there is nothing to print.
          { guard: 'allPrinted', target: 'confirming' },
          { guard: 'nothingSent', target: 'printing' },
        ],
        'slip.out': {
          guard: ({ context }) => context.sent === 'maybe',
          target: 'accepting',
        },
        'slip.reprint': {
          target: 'reprinting',
          actions: assign(({ event }) => ({ reason: event.reason, approvers: event.approvers })),
        },
        release: {
          target: 'releasing',
          actions: assign(({ event }) => ({ reason: event.reason, approvers: event.approvers })),
        },
      },
    },
    accepting: {
      invoke: {
        src: 'acceptSlip',
        input: ({ context }) => ({ admission: context.admission!, receipt: pendingReceipt(context)?.receipt ?? '' }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'nextReceipt',
            actions: assign(({ context }) => ({ receipts: markPrinted(context), sent: 'nothing' as const })),
          },
          { target: 'printTrouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    reprinting: {
      invoke: {
        src: 'voidAndRenumber',
        input: ({ context }) => ({
          admission: context.admission!,
          receipt: pendingReceipt(context)?.receipt ?? '',
          reason: context.reason ?? '',
          approvers: context.approvers,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'printing',
            actions: assign(({ context, event }) => {
              const renumbered = event.output;
              const old = pendingReceipt(context)?.receipt;
              return {
                sent: 'nothing' as const,
                receipts: context.receipts.map((one) =>
                  renumbered.ok && one.receipt === old ? { ...one, receipt: renumbered.receipt } : one,
                ),
              };
            }),
          },
          { target: 'printTrouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    releasing: {
      invoke: {
        src: 'release',
        input: ({ context }) => ({
          admission: context.admission!,
          reason: context.reason ?? '',
          approvers: context.approvers,
        }),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'released' },
          { target: 'printTrouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    confirming: {
      invoke: {
        src: 'confirm',
        input: ({ context }) => ({ admission: context.admission! }),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'admitted' },
          { target: 'printTrouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },

    admitted: { on: { finish: { target: 'ended' } } },
    refused: {
      entry: {
        type: 'record',
        params: ({ context }) => ({
          kind: 'ended' as const,
          outcome: context.refusal?.reason === 'not-identified' ? ('not-identified' as const) : ('refused' as const),
          reason: context.refusal?.reason ?? 'not-identified',
        }),
      },
      on: { finish: { target: 'ended' }, cancel: { target: 'ended' } },
    },
    cancelled: {
      entry: { type: 'record', params: { kind: 'ended', outcome: 'cancelled', reason: 'stopped-by-officer' } },
      always: { target: 'ended' },
    },
    timedOut: {
      entry: { type: 'record', params: { kind: 'ended', outcome: 'timed-out', reason: 'timed-out' } },
      always: { target: 'ended' },
    },
    released: { always: { target: 'ended' } },
    ended: { type: 'final' },
  },
});
