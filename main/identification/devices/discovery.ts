import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import { type Clock, systemClock, within } from '../../../drivers/clock.ts';
import type { FoundGroup } from '../../api/views.ts';
import { type DeviceList, deviceLists, type Found } from './lists.ts';

export type { Found } from './lists.ts';

export interface Discovery {
  readonly found: readonly Found[];
  /** Lists that could not be had: what is on them is missing here. */
  readonly problems: readonly Problem[];
}

/**
 * Looks for everything that is plugged in or answers: every list beside the others, each within its own time. Never
 * rejects. Loads the addons: only for the device host and for commands.
 * @param group only what belongs to it; null for everything
 */
export async function discover(
  group: FoundGroup | null = null,
  lists: readonly DeviceList[] = deviceLists,
  clock: Clock = systemClock,
): Promise<Discovery> {
  const wanted = lists.filter((list) => group === null || list.group === group);
  const answers = await Promise.all(wanted.map((list) => bounded(list, clock)));
  return {
    found: answers.flatMap((answer) => (answer.ok ? answer.value : [])),
    problems: answers.flatMap((answer) => (answer.ok ? [] : [answer.error])),
  };
}

/** What a list says in its time; one that throws is a list that could not be had. */
async function bounded({ part, limitMs, look }: DeviceList, clock: Clock): Promise<Result<readonly Found[], Problem>> {
  const over = new AbortController();
  const silent = err<Problem>({ code: 'device.list-late', params: { part } });
  const looked = look(over.signal).catch(() => silent);
  const answer = await within(clock, limitMs, looked, silent);
  over.abort();
  return answer;
}
