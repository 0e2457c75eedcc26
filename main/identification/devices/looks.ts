import type { FoundGroup } from '../../api/views.ts';
import type { Discovery } from './discovery.ts';
import { deviceLists } from './lists.ts';

/** Looks for devices that have not ended, by group: who asks meanwhile gets the same answer, also who asks for everything. */
export class Looks {
  readonly #discover: (group: FoundGroup) => Promise<Discovery>;
  readonly #groups: readonly FoundGroup[];
  readonly #under = new Map<FoundGroup, Promise<Discovery>>();

  constructor(
    discover: (group: FoundGroup) => Promise<Discovery>,
    groups: readonly FoundGroup[] = [...new Set(deviceLists.map(({ group }) => group))],
  ) {
    this.#discover = discover;
    this.#groups = groups;
  }

  /** @param group null for all of them */
  async of(group: FoundGroup | null): Promise<Discovery> {
    if (group !== null) return this.#one(group);
    const all = await Promise.all(this.#groups.map((one) => this.#one(one)));
    return { found: all.flatMap(({ found }) => found), problems: all.flatMap(({ problems }) => problems) };
  }

  #one(group: FoundGroup): Promise<Discovery> {
    const under = this.#under.get(group) ?? this.#discover(group).finally(() => this.#under.delete(group));
    this.#under.set(group, under);
    return under;
  }
}
