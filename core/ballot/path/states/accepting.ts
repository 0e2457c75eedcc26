import { assign } from 'xstate';
import { boxOf, chart, presentBox, presentSheet, troubleOf } from '../chart.ts';
import { noSheet } from '../context.ts';
import { onDisk } from './shared.ts';

/** From the disk to the compartment. */
export const accepting = {
  /** From here on the ballot is on the disk, in flight, until the box has said whether its sheet has passed. */
  keeping: chart.createStateConfig({
    on: onDisk,
    invoke: {
      src: 'keep',
      input: ({ context }) => ({ sheet: presentSheet(context), into: context.into, box: presentBox(context).box }),
      onDone: [
        {
          guard: ({ event }) => event.output.ok,
          target: 'kept',
          actions: assign(({ event: { output } }) => (output.ok ? { flight: output.flight } : {})),
        },
        {
          target: 'looking',
          actions: assign(({ event: { output } }) =>
            output.ok ? {} : { reason: 'not-kept', trouble: output.problem },
          ),
        },
      ],
      onError: {
        target: 'looking',
        actions: assign({ reason: 'not-kept', trouble: { code: 'ballot-reader.not-kept' } }),
      },
    },
  }),
  kept: chart.createStateConfig({ always: [{ guard: 'stillHeld', target: 'accepting' }, { target: 'looking' }] }),
  accepting: chart.createStateConfig({
    entry: { type: 'tried', params: { what: 'accept' } },
    invoke: {
      src: 'accept',
      input: ({ context }) => ({
        sheet: presentSheet(context),
        token: context.flight?.token ?? '',
        into: context.flight?.into ?? 'invalid',
      }),
      onDone: [
        {
          guard: ({ event }) => event.output.ok,
          target: 'sorting',
          actions: assign(({ context, event }) => boxOf(event.output, context)),
        },
        { target: 'stumbled' },
      ],
      onError: { target: 'stumbled' },
    },
  }),
  dropping: chart.createStateConfig({
    on: onDisk,
    invoke: {
      src: 'dropped',
      onDone: [
        { guard: ({ event }) => event.output.ok, target: 'accepted', actions: assign({ flight: null, ...noSheet }) },
        { target: 'storeTrouble', actions: assign(({ event }) => troubleOf(event.output)) },
      ],
      onError: { target: 'storeTrouble', actions: assign({ trouble: { code: 'ballot-reader.not-kept' } }) },
    },
  }),
  givingUp: chart.createStateConfig({
    on: onDisk,
    invoke: {
      src: 'givenBack',
      onDone: [
        {
          guard: ({ event }) => event.output.ok,
          target: 'looking',
          actions: [assign({ flight: null, trouble: null }), { type: 'letGo' }],
        },
        { target: 'storeTrouble', actions: assign(({ event }) => troubleOf(event.output)) },
      ],
      onError: { target: 'storeTrouble', actions: assign({ trouble: { code: 'ballot-reader.not-kept' } }) },
    },
  }),
  /** Whoever puts the next one in does not have to wait until it is read. */
  accepted: chart.createStateConfig({
    on: { 'box.changed': [{ guard: 'nextInSlot', target: 'sorting', actions: 'see' }, { actions: 'see' }] },
    after: { accepted: { target: 'looking' } },
  }),
} as const;
