import { availableParallelism } from 'node:os';
import {
  type Candidate,
  type Gallery,
  type Round,
  type SearchOptions,
  searchSteps,
} from '../../../core/fingerprint/fingerprint.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ForgetRequest, SearchAnswer, SearchRequest } from './search-protocol.ts';
import { Thread } from './thread.ts';

/** Why a search has no answer: its probe is no template, or a thread died over it. */
export type SearchFault = 'not-a-template' | 'interrupted';

/**
 * Search of galleries by several worker threads over the same memory. The answer is that of core's `search` however many
 * threads there are. A thread that dies takes the search with it, never the zone: the answer is an error then, not a
 * list of those whom the others found.
 */
export class GallerySearch {
  readonly #threads: readonly Thread<SearchRequest | ForgetRequest, SearchAnswer>[];
  #searches = 0;

  /** @param threads one for each processor if nothing is said; they are started by the first search */
  constructor(threads: number = availableParallelism()) {
    const file = new URL('./search-worker.ts', import.meta.url);
    this.#threads = Array.from({ length: Math.max(1, threads) }, () => new Thread(file));
  }

  /**
   * The best candidates, best first: persons for two people to look at, never a match.
   * @param gallery with shared memory; templates may be added between two searches
   * @param probe ISO/IEC 19794-2 bytes
   */
  async search(
    { count, buffer, size }: Gallery,
    probe: Uint8Array,
    options: SearchOptions,
  ): Promise<Result<readonly Candidate[], SearchFault>> {
    this.#searches += 1;
    const common = { buffer, size, probe, search: this.#searches };
    const steps = searchSteps(count, options);
    let asked = steps.next();
    while (!asked.done) {
      const values = await this.#values({ ...common, round: asked.value.round }, asked.value.places);
      if (!values.ok) return values;
      asked = steps.next(values.value);
    }
    return ok(asked.value);
  }

  /** The threads let go of the last probe and gallery; those that never ran have nothing. */
  async forget(): Promise<void> {
    if (this.#searches === 0) return;
    await Promise.all(this.#threads.map((thread) => thread.ask({ forget: true })));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  /** One round, its places dealt out one by one: the most alike stand together and take longest. */
  async #values(
    question: Omit<SearchRequest, 'id' | 'places'> & { readonly round: Round },
    places: readonly number[],
  ): Promise<Result<readonly number[], SearchFault>> {
    const many = this.#threads.length;
    const answers = await Promise.all(
      this.#threads.map((thread, own) =>
        thread.ask({ ...question, places: Uint32Array.from(places.filter((_, k) => k % many === own)) }),
      ),
    );
    const values = new Array<number>(places.length);
    for (const [own, answer] of answers.entries()) {
      if (answer === null) return err('interrupted');
      if (answer.values === null) return err('not-a-template');
      for (const [k, value] of answer.values.entries()) values[k * many + own] = value;
    }
    return ok(values);
  }
}
