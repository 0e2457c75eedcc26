import { assign } from 'xstate';
import { boxOf, chart } from '../chart.ts';
import type { Place } from '../sort.ts';
import { locatingGone, resting } from './shared.ts';

const to = (place: Place) => ({ guard: { type: 'goesTo', params: { place } }, target: place }) as const;

/** It is found out how things are, and where the way goes on. */
export const findingOut = {
  looking: chart.createStateConfig({
    on: { 'box.changed': { target: 'sorting', actions: 'see' }, 'sheet.located': locatingGone },
    invoke: {
      src: 'look',
      onDone: [
        {
          guard: ({ event }) => event.output.ok,
          target: 'sorting',
          actions: assign(({ context, event }) => boxOf(event.output, context)),
        },
        {
          target: 'disconnected',
          actions: assign(({ context: { vain }, event: { output } }) =>
            output.ok ? {} : { box: null, lost: output.problem, vain: vain + 1 },
          ),
        },
      ],
      onError: { target: 'stumbled' },
    },
  }),
  /** Something failed at once: a moment, so that it does not fail a thousand times a second. */
  stumbled: chart.createStateConfig({ after: { retry: { target: 'looking' } } }),
  sorting: chart.createStateConfig({
    entry: 'forgetTaken',
    always: [
      to('moving'),
      to('dropping'),
      to('accepting'),
      to('givingUp'),
      to('otherBox'),
      to('unclear'),
      to('coverOpen'),
      to('jammed'),
      to('oneAtATime'),
      to('returning'),
      to('resetting'),
      to('paperLeft'),
      to('binTrouble'),
      to('trouble'),
      to('takeBack'),
      to('closed'),
      to('grabbing'),
      to('waiting'),
      { target: 'looking' },
    ],
  }),
  /** Not by our doing: somebody else's command, or one that is given up. */
  moving: chart.createStateConfig({ on: resting, after: { moving: { target: 'looking' } } }),
} as const;
