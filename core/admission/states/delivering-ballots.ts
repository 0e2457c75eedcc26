import { assign } from 'xstate';
import { chart, problemOf, reservationOf } from '../chart.ts';
import { type AdmissionContext, mayCancel, pendingSheet, present, type SheetState } from '../context.ts';
import type { Approved, OfBallot } from '../ports.ts';

/** The ballot that this is about. */
const pending = (context: AdmissionContext): OfBallot => ({
  ...reservationOf(context),
  ballot: present(pendingSheet(context), 'ballot').ballot,
});

const withSheet = (context: AdmissionContext, ballot: string, state: SheetState['state']): readonly SheetState[] =>
  context.sheets.map((one) => (one.ballot === ballot ? { ...one, state } : one));

const withPending = (context: AdmissionContext, state: SheetState['state']): readonly SheetState[] =>
  withSheet(context, pending(context).ballot, state);

const approved = ({ reason, approvers }: AdmissionContext): Approved => ({ reason: reason ?? '', approvers });

/**
 * Receipts → printed ballots, one by one: each is printed, whole in the tray, handed over. A sheet that persons have not
 * yet put into the spoiled envelope stands in the way of the next print, and of giving the admission up. An admission that
 * stood before is not given up here: that is an undo.
 */
export const deliveringBallots = chart.createStateConfig({
  initial: 'next',
  on: {
    'sheet.cancelled': {
      guard: ({ context, event }) => mayCancel(context, event),
      target: '.cancelling',
      actions: assign(({ event: { ballot, found, reason, approvers } }) => ({
        cancelling: { ballot, found },
        reason,
        approvers,
      })),
    },
  },
  states: {
    next: {
      always: [
        { guard: 'allDelivered', target: 'delivered' },
        { guard: 'sheetOut', target: 'out' },
        {
          guard: 'sheetMaybe',
          target: 'trouble',
          actions: assign({ problem: { code: 'ballot-print.interrupted' } as const }),
        },
        { target: 'sending' },
      ],
    },
    /** A person takes it up: nothing is printed before she says so. */
    takenUp: { always: [{ guard: 'sheetOut', target: 'out' }, { target: 'trouble' }] },
    sending: {
      // What is on its way to the printer cannot be cancelled.
      on: { 'sheet.cancelled': {} },
      invoke: {
        src: 'printBallot',
        input: ({ context }) => pending(context),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'out',
            actions: assign(({ context }) => ({ sheets: withPending(context, 'out'), problem: null })),
          },
          {
            target: 'trouble',
            actions: assign(({ context, event: { output } }) =>
              output.ok
                ? {}
                : {
                    problem: output.problem,
                    sheets: withPending(context, output.sent === 'nothing' ? 'none' : 'maybe'),
                  },
            ),
          },
        ],
      },
    },

    /** Whole in the tray, or in the voter's hand already: the officer says when she has it. */
    out: { on: { 'ballot.delivered': { target: 'delivering' } } },
    delivering: {
      on: { 'sheet.cancelled': {} },
      invoke: {
        src: 'deliverBallot',
        input: ({ context }) => pending(context),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'next',
            actions: assign(({ context }) => ({ sheets: withPending(context, 'delivered'), problem: null })),
          },
          { target: 'out', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },

    /** Nothing is on its way, or whether paper came out is unknown to software: the officer looks into the tray. */
    trouble: {
      on: {
        'ballot.print': { guard: 'noSheet', target: 'sending' },
        'ballot.out': { guard: 'sheetMaybe', target: 'accepting' },
        release: {
          guard: 'mayGiveUp',
          target: 'releasing',
          actions: assign(({ event }) => ({ reason: event.reason, approvers: event.approvers })),
        },
        finish: { guard: 'mayWait', target: '#ended' },
      },
    },
    accepting: {
      on: { 'sheet.cancelled': {} },
      invoke: {
        src: 'acceptBallot',
        input: ({ context }) => pending(context),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'out',
            actions: assign(({ context }) => ({ sheets: withPending(context, 'out'), problem: null })),
          },
          { target: 'trouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    cancelling: {
      on: { 'sheet.cancelled': {} },
      invoke: {
        src: 'cancelSheet',
        input: ({ context }) => ({
          ...reservationOf(context),
          ...present(context.cancelling, 'sheet to be cancelled'),
          ...approved(context),
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'takenUp',
            actions: assign(({ context }) => {
              const { ballot, found } = present(context.cancelling, 'cancelled sheet');
              return {
                sheets: withSheet(context, ballot, 'none'),
                problem: { code: found === 'none' ? 'ballot-print.not-out' : 'ballot-print.cancelled' } as const,
              };
            }),
          },
          { target: 'takenUp', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    releasing: {
      on: { 'sheet.cancelled': {} },
      invoke: {
        src: 'release',
        input: ({ context }) => ({ ...reservationOf(context), ...approved(context) }),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: '#released' },
          { target: 'trouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    delivered: { type: 'final' },
  },
});
