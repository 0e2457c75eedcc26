import { assign } from 'xstate';
import { boxOf, chart, judged, presentBox, presentSheet, reasonOfScan } from '../chart.ts';

/** A sheet is drawn in, measured, read and judged; where the policy says so, the voter is asked. */
export const reading = {
  grabbing: chart.createStateConfig({
    entry: 'forgetSheet',
    invoke: {
      src: 'grab',
      onDone: [
        {
          guard: ({ event: { output } }) => output.ok && output.box.sheet !== null && output.box.motion === 'still',
          target: 'scanning',
          actions: assign(({ context, event: { output } }) => ({
            ...boxOf(output, context),
            sheet: output.ok ? (output.box.sheet?.id ?? null) : null,
          })),
        },
        // It was pulled back, or stuck.
        { target: 'stumbled', actions: assign(({ context, event }) => boxOf(event.output, context)) },
      ],
      onError: { target: 'stumbled' },
    },
  }),
  scanning: chart.createStateConfig({
    invoke: {
      src: 'scan',
      input: ({ context }) => ({ sheet: presentSheet(context) }),
      onDone: [
        { guard: ({ event }) => event.output.ok, target: 'measuring' },
        {
          target: 'looking',
          actions: assign(({ event: { output } }) => (output.ok ? {} : { reason: reasonOfScan(output.problem) })),
        },
      ],
      onError: { target: 'stumbled' },
    },
  }),
  /** Asked for its own sake: the length of the sheet must be that of now. */
  measuring: chart.createStateConfig({
    invoke: {
      src: 'look',
      onDone: [
        {
          guard: ({ event }) => event.output.ok,
          target: 'measured',
          actions: assign(({ context, event }) => boxOf(event.output, context)),
        },
        { target: 'looking' },
      ],
      onError: { target: 'stumbled' },
    },
  }),
  measured: chart.createStateConfig({
    always: [
      {
        guard: ({ context }) => presentBox(context).doubleFeed,
        target: 'sorting',
        actions: assign({ reason: 'double' }),
      },
      { guard: ({ context }) => presentBox(context).sheet?.id !== context.sheet, target: 'sorting' },
      { guard: 'rightLength', target: 'interpreting' },
      { target: 'sorting', actions: assign({ reason: 'wrong-size' }) },
    ],
  }),
  interpreting: chart.createStateConfig({
    invoke: {
      src: 'interpret',
      input: ({ context }) => ({ sheet: presentSheet(context) }),
      onDone: { target: 'judged', actions: assign(({ context, event }) => judged(context.policy, event.output)) },
      onError: { target: 'sorting', actions: { type: 'returnFor', params: { reason: 'not-read' } } },
    },
    after: { interpret: { target: 'sorting', actions: { type: 'returnFor', params: { reason: 'not-read' } } } },
  }),
  judged: chart.createStateConfig({
    always: [
      // A hand was in the path meanwhile: what stands there is perhaps another sheet.
      { guard: { type: 'stillHeld' }, target: 'deciding' },
      { target: 'looking' },
    ],
  }),
  deciding: chart.createStateConfig({
    always: [
      { guard: ({ context }) => context.reason !== null, target: 'sorting' },
      { guard: ({ context }) => context.concern !== null, target: 'asking' },
      { target: 'keeping' },
    ],
  }),
  asking: chart.createStateConfig({
    on: {
      'box.changed': [
        { guard: 'changedAndHeld', actions: 'see' },
        { target: 'sorting', actions: 'see' },
      ],
      'voter.insisted': [{ guard: 'stillHeld', target: 'keeping' }, { target: 'looking' }],
      'voter.wants-it-back': { target: 'sorting', actions: assign(({ context }) => ({ reason: context.concern })) },
    },
    after: { ask: { target: 'sorting', actions: assign(({ context }) => ({ reason: context.concern })) } },
  }),
} as const;
