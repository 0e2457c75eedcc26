/** A state in which nothing is done: whatever the box shows now decides. */
export const resting = { 'box.changed': { target: 'sorting', actions: 'see' } } as const;
/** What the store has begun it ends, whatever becomes of the box meanwhile. */
export const onDisk = { 'box.lost': { actions: 'lose' } } as const;
