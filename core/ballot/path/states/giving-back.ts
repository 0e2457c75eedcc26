import { assign } from 'xstate';
import { boxOf, chart, presentBox } from '../chart.ts';
import { resting } from './shared.ts';

/** A sheet goes back to whoever put it in. */
export const givingBack = {
  returning: chart.createStateConfig({
    entry: ['letGo', { type: 'tried', params: { what: 'giveBack' } }],
    invoke: {
      src: 'giveBack',
      input: ({ context }) => ({ sheet: presentBox(context).sheet?.id ?? 0 }),
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
  /** The second sheet in the slot is in the way of the first. */
  oneAtATime: chart.createStateConfig({ on: resting }),
  takeBack: chart.createStateConfig({ on: resting }),
  resetting: chart.createStateConfig({
    entry: { type: 'tried', params: { what: 'reset' } },
    invoke: {
      src: 'reset',
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
} as const;
