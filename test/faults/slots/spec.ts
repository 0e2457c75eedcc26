import type { BallotStoreSpec } from '../../../main/ballot/ballot-store.ts';

/** What the process that is killed and those who look afterwards must agree on. */
export const storeSpec: BallotStoreSpec = {
  identity: 'demo/official/0001/main/box',
  capacity: 1_200,
  slotBytes: 4_096,
  keys: { slots: new Uint8Array(32).fill(0x51), cells: new Uint8Array(32).fill(0x52) },
};
