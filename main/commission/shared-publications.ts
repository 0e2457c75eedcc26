import type { NatsConnection } from '@nats-io/transport-node';
import type { Mode } from '../../core/election/common.ts';
import { PUBLISHED, publishedAnswerSchema, writePublishedAsk } from '../../core/hub/published.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { TurnoutPreview } from '../api/console-views.ts';
import type { Publications, Remembered } from './publications.ts';

/** What all consoles of a hub have published. */
export interface PublishedByAll {
  /**
   * What stands for a time of the day, after this was said; null: the hub does not answer.
   * @param text what is published; null: it is only asked for
   */
  stands(of: PublishedDay, time: string, text: string | null): Promise<{ readonly text: string | null } | null>;
}

/** Of which day it is told. */
export interface PublishedDay {
  readonly election: string;
  readonly mode: Mode;
  readonly date: string;
  readonly round: number;
}

/** How long the hub may take to say what was published, in milliseconds. */
const HUB_MS = 5_000;

/** The hub's word over a console's link. @param present the link as it is now */
export const publishedAtHub = (present: () => Promise<NatsConnection | null>): PublishedByAll => ({
  async stands(of, time, text) {
    try {
      const link = await present();
      const answer = await link?.request(PUBLISHED, writePublishedAsk({ ...of, time, text }), { timeout: HUB_MS });
      return answer ? publishedAnswerSchema.parse(answer.json()) : null;
    } catch {
      // Whoever asks hears that nobody answers.
      return null;
    }
  },
});

/**
 * Turnout for the public where several consoles may publish it: before anything is looked at or written, what others have
 * published of the day is taken over, and of each time the hub keeps the first word. What a hub has lost is told to it again.
 */
export class SharedPublications {
  readonly #own: Publications;
  readonly #hub: PublishedByAll;
  readonly #day: PublishedDay;
  /** Looks of which this console has written what they showed. */
  readonly #written = new Set<string>();

  constructor(own: Publications, hub: PublishedByAll, day: PublishedDay) {
    this.#own = own;
    this.#hub = hub;
    this.#day = day;
  }

  /** As `Publications.preview`; what another console has published at this time is what is shown. */
  async preview(): Promise<Result<TurnoutPreview, Problem>> {
    const met = await this.#meet();
    return met.ok ? this.#own.preview() : met;
  }

  /** As `Publications.write`; refused where another console was first, whose numbers stand from then on. */
  async write(id: string | null): Promise<Result<{ readonly files: readonly string[] }, Problem>> {
    const met = await this.#meet();
    if (!met.ok) return met;
    const drafted = this.#own.drafted(id);
    if (!drafted.ok) return drafted;
    if (drafted.value) {
      const claimed = await this.#say(drafted.value);
      if (!claimed.ok) return claimed;
    } else if (id !== null && !this.#written.has(id)) {
      // What was looked at is not what is out: nobody writes other numbers than she has seen.
      return err({ code: 'console.publication-other', params: { time: this.#own.timesUntilNow().at(-1) ?? '' } });
    }
    const written = this.#own.write(id);
    if (written.ok && id !== null) this.#written.add(id);
    return written;
  }

  async #meet(): Promise<Result<null, Problem>> {
    const own = this.#own.ofDay();
    if (!own.ok) return own;
    for (const time of this.#own.timesUntilNow()) {
      const mine = own.value.find(({ published }) => published.time === time);
      const said = mine ? await this.#say(mine) : await this.#hear(time);
      if (!said.ok) return said;
    }
    return ok(null);
  }

  async #say(entry: Remembered): Promise<Result<null, Problem>> {
    const { time } = entry.published;
    const text = JSON.stringify(entry);
    const stands = await this.#hub.stands(this.#day, time, text);
    if (stands === null) return err({ code: 'console.publication-alone' });
    if (stands.text === text) return ok(null);
    const taken = stands.text === null ? ok(null) : this.#own.take(stands.text);
    return taken.ok ? err({ code: 'console.publication-other', params: { time } }) : taken;
  }

  async #hear(time: string): Promise<Result<null, Problem>> {
    const stands = await this.#hub.stands(this.#day, time, null);
    if (stands === null) return err({ code: 'console.publication-alone' });
    return stands.text === null ? ok(null) : this.#own.take(stands.text);
  }
}
