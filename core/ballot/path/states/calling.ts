import { type CallState, problemOfCall } from '../calls.ts';
import { chart } from '../chart.ts';
import type { PathContext } from '../context.ts';
import { locating, locatingGone, resting } from './shared.ts';

/** A state in which a person has to act; she may say that she has. */
const waitingForHelp = { ...resting, 'try.again': { target: 'resetting', actions: 'tryAfresh' } } as const;
const fault = (state: CallState) =>
  ({
    type: 'record',
    params: ({ context }: { context: PathContext }) =>
      ({ kind: 'fault', problem: problemOfCall(state, context) }) as const,
  }) as const;
/** Somebody of the commission has to act. */
export const calling = {
  coverOpen: chart.createStateConfig({
    entry: [fault('coverOpen')],
    on: {
      'box.changed': [
        // What jammed may be gone: the motors find out.
        { guard: 'coverClosed', target: 'resetting', actions: ['see', 'tryAfresh'] },
        { actions: 'see' },
      ],
    },
  }),
  jammed: chart.createStateConfig({ entry: [fault('jammed')], on: waitingForHelp }),
  paperLeft: chart.createStateConfig({ entry: [fault('paperLeft')], on: waitingForHelp }),
  binTrouble: chart.createStateConfig({ entry: [fault('binTrouble')], on: resting }),
  trouble: chart.createStateConfig({
    entry: [fault('trouble')],
    on: { ...resting, 'try.again': { target: 'looking', actions: 'tryAfresh' } },
  }),
  /** The store did not write what became of the sheet in flight: nothing goes on before it has. */
  storeTrouble: chart.createStateConfig({
    entry: [fault('storeTrouble')],
    on: { 'try.again': { target: 'looking', actions: 'tryAfresh' } },
  }),
  disconnected: chart.createStateConfig({
    on: {
      'box.changed': { target: 'sorting', actions: 'see' },
      'box.up': { target: 'looking' },
      'sheet.located': locatingGone,
    },
    after: { lost: { target: 'looking' } },
  }),
  /** Persons look, and say where it is. */
  unclear: chart.createStateConfig({
    entry: [fault('unclear')],
    on: { ...resting, 'sheet.located': locating },
  }),
  otherBox: chart.createStateConfig({
    entry: [fault('otherBox')],
    on: { ...resting, 'sheet.located': locating },
  }),
} as const;
