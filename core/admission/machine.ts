import { assign } from 'xstate';
import { chart, problemOf, reservationOf } from './chart.ts';
import { contextOf } from './context.ts';
import { deciding } from './states/deciding.ts';
import { deliveringBallots } from './states/delivering-ballots.ts';
import { finding } from './states/finding.ts';
import { identifying } from './states/identifying.ts';
import { printing } from './states/printing.ts';
import { takingBallots } from './states/taking-ballots.ts';

export type { AdmissionInput } from './context.ts';
export type { AdmissionEvent } from './events.ts';

/**
 * The statechart of one voter's way, from document to receipt (design §3):
 *
 *     document ─► record ─► eligibility ─► biometric 1:1 ─► ballots ─────► lock ───► reserve ─► receipt ─► confirm
 *         finding           deciding       identifying      takingBallots  locking  reserving  printing   confirming
 *
 * Where the election has this kiosk print ballots, they are printed and handed over behind the receipt, one by one
 * (deliveringBallots), and the admission is confirmed when the last one was. One that stands comes back to them when a
 * ballot of hers was given back and lies in the spoiled envelope.
 *
 * The phases are the files of states/. A phase that was gone through ends in a final state, and `onDone` here says
 * where the road goes on; what leaves the road inside a phase names the place it goes to (`#refused`, `#released`).
 *
 * Pure: what touches the register, a device or the disk is an actor (ports.ts) that the identification zone provides;
 * what is to be journalled goes out through the action `record`.
 */
export const admissionMachine = chart.createMachine({
  id: 'admission',
  context: ({ input }) => contextOf(input),
  initial: 'starting',
  states: {
    /** A reservation that was left open begins at the printer, where the officer says what lies in the tray. */
    starting: {
      always: [
        { guard: 'onlyBallotsOwed', target: 'deliveringBallots.takenUp' },
        { guard: 'resumed', target: 'printing.trouble' },
        { target: 'attempting' },
      ],
    },

    /** Nothing is promised yet: an attempt can be cancelled, and times out. */
    attempting: {
      initial: 'finding',
      after: { attemptTimeout: { target: 'timedOut' } },
      on: { cancel: { target: 'cancelled' } },
      states: {
        finding: { ...finding, onDone: { target: 'deciding' } },
        deciding: { ...deciding, onDone: { target: 'identifying' } },
        identifying: { ...identifying, onDone: { target: 'takingBallots' } },
        takingBallots: { ...takingBallots, onDone: { target: 'complete' } },
        complete: { type: 'final' },
      },
      onDone: { target: 'locking' },
    },

    /**
     * The station's own kiosks are asked, and where the policy says so the hub: whether anybody else in the country serves or
     * has admitted her. In bounded time, so that no queue waits for a network.
     */
    locking: {
      invoke: {
        src: 'takeLock',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'reserving',
            actions: assign(({ event: { output } }) => (output.ok ? { lock: output.lock } : {})),
          },
          {
            target: 'refused',
            actions: assign(({ event: { output } }) => (output.ok ? {} : { refusal: output.refusal })),
          },
        ],
      },
    },

    /**
     * First phase of the admission, one commit: event, state and print job. Somebody may have been first, or the disk
     * may refuse. After it the only ways out are a confirmed receipt (and ballot) or a release with a reason.
     */
    reserving: {
      invoke: {
        src: 'reserve',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'printing',
            actions: assign(({ event: { output } }) =>
              output.ok
                ? { admission: output.admission, receipts: output.receipts, sheets: output.sheets, sent: 'nothing' }
                : {},
            ),
          },
          {
            target: 'refused',
            actions: assign(({ event: { output } }) => (output.ok ? {} : { refusal: output.refusal })),
          },
        ],
      },
    },
    printing: {
      ...printing,
      onDone: [{ guard: 'allDelivered', target: 'confirming' }, { target: 'deliveringBallots' }],
    },
    deliveringBallots: {
      ...deliveringBallots,
      onDone: [{ guard: 'standing', target: 'ended' }, { target: 'confirming' }],
    },
    /** Second phase: every receipt is out, every printed ballot in the voter's hand, and the admission stands. */
    confirming: {
      invoke: {
        src: 'confirm',
        input: ({ context }) => reservationOf(context),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'admitted' },
          { target: 'printing.trouble', actions: assign(({ event }) => problemOf(event.output)) },
        ],
      },
    },

    admitted: { on: { finish: { target: 'ended' } } },
    refused: {
      id: 'refused',
      entry: {
        type: 'record',
        params: ({ context: { refusal } }) => ({
          kind: 'ended',
          outcome: refusal?.reason === 'not-identified' ? 'not-identified' : 'refused',
          reason: refusal?.reason ?? 'not-identified',
        }),
      },
      // It has to be read and told; at last it goes, for it shows a person to whoever comes by.
      after: { attemptTimeout: { target: 'ended' } },
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
    released: { id: 'released', always: { target: 'ended' } },
    ended: { id: 'ended', type: 'final' },
  },
});
