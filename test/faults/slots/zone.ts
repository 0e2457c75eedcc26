import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { BallotStore } from '../../../main/ballot/ballot-store.ts';
import type { BoxState, ZoneCommand } from './box.ts';
import { storeSpec } from './spec.ts';

/** A process that keeps ballots and may die at any moment: `zone.ts FILE`. The box is its parent. */
const [path = ''] = process.argv.slice(2);

function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function tell(command: ZoneCommand): Promise<BoxState> {
  const answer = once(process, 'message');
  process.send?.(command);
  const [state] = (await answer) as [BoxState];
  return state;
}

const store = must(existsSync(path) ? BallotStore.open(path, storeSpec) : BallotStore.create(path, storeSpec));
if (store.discrepancy) throw new Error(store.discrepancy.code);

/** The box says where the sheet in flight is; one that is still held is given back, and read anew if it comes again. */
async function settle(seen: BoxState): Promise<void> {
  const { inFlight } = store;
  if (!inFlight) return;
  if (seen.last?.token === inFlight.token && seen.last.passed) {
    must(store.dropped());
    return;
  }
  if (seen.sheet) await tell({ say: 'return' });
  must(store.givenBack());
}

let state = await tell({ say: 'status' });
for (;;) {
  await settle(state);
  state = await tell({ say: 'status' });
  while (!state.sheet) state = await tell({ say: 'next' });
  const token = randomBytes(16).toString('hex');
  must(store.hold({ record: state.sheet, image: null }, { token, into: 'valid', box: 'scripted' }));
  state = await tell({ say: 'accept', token });
}
