import { type BoothEvent, NOT_KEPT, NOT_PRINTED } from '../chart.ts';
import type { BoothContext } from '../context.ts';
import type { BoothRecord } from '../ports.ts';

/** A state in which nothing is under way: two persons may end the session there. */
export const endable = { 'session.abandoned': { target: '#booth.way.abandoning' } } as const;

/** Language, size of text, contrast and sound are hers at any moment. */
export const settings = { 'voter.set': { actions: 'set' } } as const;

export const notPrinted = { type: 'note', params: { otherwise: NOT_PRINTED } } as const;

/** What was to be written down was not, or nobody knows: the disk says after a new beginning how things are. */
export const notKept = {
  target: '#booth.way.trouble',
  actions: { type: 'note', params: { otherwise: NOT_KEPT } },
} as const;

/** A person of the commission is called, and the journal has why. */
export const fault = {
  type: 'record',
  params: ({ context: { problem } }: { context: BoothContext; event: BoothEvent }): BoothRecord => ({
    kind: 'fault',
    problem: problem ?? NOT_KEPT,
  }),
} as const;
