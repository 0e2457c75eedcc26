import { assign } from 'xstate';
import { type CallState, problemOfCall } from './calls.ts';
import type { PathEvent } from './chart.ts';
import { boxOf, chart, judged, presentBox, presentSheet, reasonOfScan, troubleOf } from './chart.ts';
import { contextOf, noSheet, type PathContext } from './context.ts';
import type { Place } from './sort.ts';

export type { PathEvent } from './chart.ts';
export type { PathInput } from './context.ts';

type Located = Extract<PathEvent, { readonly type: 'sheet.located' }>;

const to = (place: Place) => ({ guard: { type: 'goesTo', params: { place } }, target: place }) as const;

/** A state in which nothing is done: whatever the box shows now decides. */
const resting = { 'box.changed': { target: 'sorting', actions: 'see' } } as const;
/** A state in which a person has to act; she may say that she has. */
const waitingForHelp = { ...resting, 'try.again': { target: 'resetting', actions: 'tryAfresh' } } as const;
const fault = (state: CallState) =>
  ({
    type: 'record',
    params: ({ context }: { context: PathContext }) =>
      ({ kind: 'fault', problem: problemOfCall(state, context) }) as const,
  }) as const;
const located = ({ where, approvers }: Located) => ({ kind: 'located', where, approvers }) as const;
const theyLooked = { type: 'record', params: ({ event }: { event: Located }) => located(event) } as const;
const locating = [
  { guard: ({ event }: { event: Located }) => event.where === 'in-box', target: 'dropping', actions: theyLooked },
  { target: 'givingUp', actions: theyLooked },
] as const;
/** What the store has begun it ends, whatever becomes of the box meanwhile. */
const onDisk = { 'box.lost': { actions: 'lose' } } as const;

/**
 * The way of one sheet after the other through the ballot box:
 *
 *     waiting ─► grabbing ─► scanning ─► interpreting ─► keeping ─► accepting ─► dropping ─► accepted
 *                                             │ asking ─►┘
 *                                             └─► returning ─► takeBack
 *
 * Nothing unexpected ends this road. Whatever was not to be expected leads to `looking`, which asks the box how it is,
 * and to `sorting`, which goes where the sensors show (sort.ts). So does every start: what the store has in flight and what
 * the box remembers settle whether the last sheet counts.
 *
 * Pure: what touches the box, the reader or the disk is an actor (ports.ts) that the ballot zone provides.
 */
export const pathMachine = chart.createMachine({
  id: 'ballot-path',
  context: ({ input }) => contextOf(input),
  initial: 'looking',
  on: {
    'box.changed': { actions: 'see' },
    'box.lost': { actions: 'lose', target: '.disconnected' },
    opened: { actions: 'open' },
    closed: { actions: 'close' },
  },
  states: {
    looking: {
      on: { 'box.changed': { target: 'sorting', actions: 'see' } },
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
            actions: assign(({ event: { output } }) => (output.ok ? {} : { box: null, lost: output.problem })),
          },
        ],
        onError: { target: 'stumbled' },
      },
    },
    /** Something failed at once: a moment, so that it does not fail a thousand times a second. */
    stumbled: { after: { retry: { target: 'looking' } } },
    sorting: {
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
    },

    waiting: {
      entry: 'forgetSheet',
      on: { ...resting, closed: { target: 'sorting', actions: 'close' } },
    },
    closed: {
      entry: 'forgetSheet',
      on: { ...resting, opened: { target: 'sorting', actions: 'open' } },
    },
    grabbing: {
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
    },
    scanning: {
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
    },
    /** Asked for its own sake: the length of the sheet must be that of now. */
    measuring: {
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
    },
    measured: {
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
    },
    interpreting: {
      invoke: {
        src: 'interpret',
        input: ({ context }) => ({ sheet: presentSheet(context) }),
        onDone: { target: 'judged', actions: assign(({ context, event }) => judged(context.policy, event.output)) },
        onError: { target: 'sorting', actions: { type: 'returnFor', params: { reason: 'not-read' } } },
      },
      after: { interpret: { target: 'sorting', actions: { type: 'returnFor', params: { reason: 'not-read' } } } },
    },
    judged: {
      always: [
        // A hand was in the path meanwhile: what stands there is perhaps another sheet.
        { guard: { type: 'stillHeld' }, target: 'deciding' },
        { target: 'looking' },
      ],
    },
    deciding: {
      always: [
        { guard: ({ context }) => context.reason !== null, target: 'sorting' },
        { guard: ({ context }) => context.concern !== null, target: 'asking' },
        { target: 'keeping' },
      ],
    },
    asking: {
      on: {
        'box.changed': [
          { guard: 'changedAndHeld', actions: 'see' },
          { target: 'sorting', actions: 'see' },
        ],
        'voter.insisted': [{ guard: 'stillHeld', target: 'keeping' }, { target: 'looking' }],
        'voter.wants-it-back': { target: 'sorting', actions: assign(({ context }) => ({ reason: context.concern })) },
      },
      after: { ask: { target: 'sorting', actions: assign(({ context }) => ({ reason: context.concern })) } },
    },
    /** From here on the ballot is on the disk, in flight, until the box has said whether its sheet has passed. */
    keeping: {
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
    },
    kept: { always: [{ guard: 'stillHeld', target: 'accepting' }, { target: 'looking' }] },
    accepting: {
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
    },
    dropping: {
      on: onDisk,
      invoke: {
        src: 'dropped',
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'accepted', actions: assign({ flight: null, ...noSheet }) },
          { target: 'storeTrouble', actions: assign(({ event }) => troubleOf(event.output)) },
        ],
        onError: { target: 'storeTrouble', actions: assign({ trouble: { code: 'ballot-reader.not-kept' } }) },
      },
    },
    givingUp: {
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
    },
    /** Whoever puts the next one in does not have to wait until it is read. */
    accepted: {
      on: { 'box.changed': [{ guard: 'nextInSlot', target: 'sorting', actions: 'see' }, { actions: 'see' }] },
      after: { accepted: { target: 'looking' } },
    },

    returning: {
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
    },
    /** The second sheet in the slot is in the way of the first. */
    oneAtATime: { on: resting },
    takeBack: { on: resting },
    /** Not by our doing: somebody else's command, or one that is given up. */
    moving: { on: resting, after: { moving: { target: 'looking' } } },
    resetting: {
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
    },

    coverOpen: {
      entry: [fault('coverOpen')],
      on: {
        'box.changed': [
          // What jammed may be gone: the motors find out.
          { guard: 'coverClosed', target: 'resetting', actions: ['see', 'tryAfresh'] },
          { actions: 'see' },
        ],
      },
    },
    jammed: { entry: [fault('jammed')], on: waitingForHelp },
    paperLeft: { entry: [fault('paperLeft')], on: waitingForHelp },
    binTrouble: { entry: [fault('binTrouble')], on: resting },
    trouble: {
      entry: [fault('trouble')],
      on: { ...resting, 'try.again': { target: 'looking', actions: 'tryAfresh' } },
    },
    /** The store did not write what became of the sheet in flight: nothing goes on before it has. */
    storeTrouble: { entry: [fault('storeTrouble')], on: { 'try.again': { target: 'looking', actions: 'tryAfresh' } } },
    disconnected: {
      on: { 'box.changed': { target: 'sorting', actions: 'see' }, 'box.up': { target: 'looking' } },
      after: { lost: { target: 'looking' } },
    },
    /** Persons look, and say where it is. */
    unclear: {
      entry: [fault('unclear')],
      on: { ...resting, 'sheet.located': locating },
    },
    otherBox: {
      entry: [fault('otherBox')],
      on: { ...resting, 'sheet.located': locating },
    },
  },
});
