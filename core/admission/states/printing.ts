import { assign } from 'xstate';
import { chart, problemOf, reservationOf } from '../chart.ts';
import { type AdmissionContext, pendingReceipt, type ReceiptState } from '../context.ts';
import type { Approved, OfReceipt } from '../ports.ts';

/** The receipt that printing is about. */
const pending = (context: AdmissionContext): OfReceipt => ({
  ...reservationOf(context),
  receipt: pendingReceipt(context)?.receipt ?? '',
});

const approved = ({ reason, approvers }: AdmissionContext): Approved => ({ reason: reason ?? '', approvers });

const withPending = (context: AdmissionContext, change: Partial<ReceiptState>): readonly ReceiptState[] => {
  const receipt = pendingReceipt(context)?.receipt;
  return context.receipts.map((one) => (one.receipt === receipt ? { ...one, ...change } : one));
};

/** Reservation → receipts, one by one. From here the voter leaves with a receipt or with a release. */
export const printing = chart.createStateConfig({
  initial: 'sending',
  states: {
    sending: {
      invoke: {
        src: 'print',
        input: ({ context }) => pending(context),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'nextReceipt',
            actions: assign(({ context }) => ({
              receipts: withPending(context, { printed: true }),
              problem: null,
              sent: 'nothing',
            })),
          },
          {
            target: 'trouble',
            actions: assign(({ event: { output } }) =>
              output.ok ? {} : { problem: output.problem, sent: output.sent },
            ),
          },
        ],
      },
    },
    nextReceipt: { always: [{ guard: 'allPrinted', target: 'printed' }, { target: 'sending' }] },

    /** Whether paper came out is unknown to software: the officer looks into the tray and says. */
    trouble: {
      on: {
        'print.resume': [
          // Every slip is out and only the confirmation failed: there is nothing to print.
          { guard: 'allPrinted', target: 'printed' },
          { guard: 'nothingSent', target: 'sending' },
        ],
        'slip.out': { guard: 'maybeSent', target: 'accepting' },
        'slip.reprint': {
          target: 'reprinting',
          actions: assign(({ event }) => ({ reason: event.reason, approvers: event.approvers })),
        },
        release: {
          guard: 'mayGiveUp',
          target: 'releasing',
          actions: assign(({ event }) => ({ reason: event.reason, approvers: event.approvers })),
        },
      },
    },
    accepting: {
      invoke: {
        src: 'acceptSlip',
        input: ({ context }) => pending(context),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'nextReceipt',
            actions: assign(({ context }) => ({ receipts: withPending(context, { printed: true }), sent: 'nothing' })),
          },
          { target: 'trouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    reprinting: {
      invoke: {
        src: 'voidAndRenumber',
        input: ({ context }) => ({ ...pending(context), ...approved(context) }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'sending',
            actions: assign(({ context, event: { output } }) =>
              output.ok ? { sent: 'nothing', receipts: withPending(context, { receipt: output.receipt }) } : {},
            ),
          },
          { target: 'trouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    releasing: {
      invoke: {
        src: 'release',
        input: ({ context }) => ({ ...reservationOf(context), ...approved(context) }),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: '#released' },
          { target: 'trouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },
    printed: { type: 'final' },
  },
});
