import { chart } from './chart.ts';
import { contextOf } from './context.ts';
import { accepting } from './states/accepting.ts';
import { calling } from './states/calling.ts';
import { findingOut } from './states/finding-out.ts';
import { givingBack } from './states/giving-back.ts';
import { reading } from './states/reading.ts';
import { waitingForSheets } from './states/waiting.ts';

export type { PathEvent } from './chart.ts';
export type { PathInput } from './context.ts';

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
  states: { ...findingOut, ...waitingForSheets, ...reading, ...accepting, ...givingBack, ...calling },
});
