import type { PathEvent } from '../chart.ts';
import { isGone, type PathContext } from '../context.ts';

/** A state in which nothing is done: whatever the box shows now decides. */
export const resting = { 'box.changed': { target: 'sorting', actions: 'see' } } as const;
/** What the store has begun it ends, whatever becomes of the box meanwhile. */
export const onDisk = { 'box.lost': { actions: 'lose' } } as const;

type Located = Extract<PathEvent, { readonly type: 'sheet.located' }>;
const located = ({ where, approvers }: Located) => ({ kind: 'located', where, approvers }) as const;
const theyLooked = { type: 'record', params: ({ event }: { event: Located }) => located(event) } as const;
/** Persons have looked where the sheet in flight is. */
export const locating = [
  { guard: ({ event }: { event: Located }) => event.where === 'in-box', target: 'dropping', actions: theyLooked },
  { target: 'givingUp', actions: theyLooked },
] as const;
/** The same of a box that is gone, once it has been looked for long enough. */
export const locatingGone = locating.map(({ target, actions }) => ({
  ...{ target, actions },
  guard: ({ context, event }: { context: PathContext; event: Located }) =>
    isGone(context) && (event.where === 'in-box') === (target === 'dropping'),
}));
