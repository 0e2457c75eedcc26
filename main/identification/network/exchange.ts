import { utf8 } from '../../../core/crypto/encoding.ts';
import { readCanonical } from '../../../core/journal/canonical.ts';
import { envelopeSchema, type JournalEvent } from '../../../core/journal/event.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import type { Word } from '../../../core/network/words.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Database } from '../../storage/open.ts';
import { PeerJournals, type RefusedLine } from './peer-journals.ts';

/** Events in one letter, and their characters at most. */
const PAGE = 500;
const PAGE_CHARACTERS = 600_000;
/** A question for events that was not answered is asked again after so many milliseconds. */
const ASK_AGAIN_MS = 5_000;

export interface ExchangeAround {
  readonly db: Database;
  readonly journal: () => Pick<Journal, 'head' | 'lines'>;
  readonly device: string;
  /** The devices whose word counts now. */
  readonly trust: () => Trust;
  readonly say: (to: string | null, word: Word) => void;
  /** New events of other kiosks, in order; they are kept. */
  readonly came: (events: readonly JournalEvent[]) => void;
  readonly refused: (line: RefusedLine, from: string) => void;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/**
 * Every kiosk has every kiosk's journal: what is written here goes to all at once, and whoever says that it knows more than
 * is known here is asked for it, a page at a time. What was lost on the way is thus found within a second.
 */
export class Exchange {
  readonly #around: ExchangeAround;
  /** The other kiosks' journals. */
  readonly peers: PeerJournals;
  /** Number of the last own event that was told to all. */
  #told: number;
  readonly #asked = new Map<string, number>();

  constructor(around: ExchangeAround) {
    this.#around = around;
    this.peers = new PeerJournals(around.db, around.device);
    this.#told = around.journal().head().seq;
  }

  /** Number of the last event that is known of each device, this one too. */
  heads(): Record<string, number> {
    const own = this.#around.journal().head().seq;
    return Object.fromEntries([...this.peers.heads(), ...(own > 0 ? [[this.#around.device, own] as const] : [])]);
  }

  /** Tells all what was written here since the last time. @returns those events */
  tellOwn(): readonly JournalEvent[] {
    const told: JournalEvent[] = [];
    for (;;) {
      const lines = page(this.#around.journal().lines(this.#told + 1, this.#told + PAGE));
      if (lines.length === 0) return told;
      this.#told += lines.length;
      told.push(...lines.map((line) => JSON.parse(line) as JournalEvent));
      this.#around.say(null, { word: 'events', lines: [...lines] });
    }
  }

  /** Events that another kiosk has sent. @returns how many of them are new and count */
  take(from: string, lines: readonly string[]): number {
    const { events, refused } = this.peers.take(lines, this.#around.trust());
    for (const line of refused) this.#around.refused(line, from);
    if (events.length > 0) this.#around.came(events);
    return events.length;
  }

  /**
   * A journal that came otherwise than over the network.
   * @returns how many events are new here, or the place of the first line that does not count, from 1
   */
  async takeJournal(lines: readonly string[]): Promise<{ readonly taken: number } | { readonly strange: number }> {
    let taken = 0;
    for (let from = 0; from < lines.length; from += PAGE) {
      const some = lines.slice(from, from + PAGE);
      const { events, refused } = this.peers.take(some, this.#around.trust());
      if (events.length > 0) this.#around.came(events);
      taken += events.length;
      const [first] = refused;
      if (first)
        return {
          strange:
            from +
            Math.max(
              0,
              some.findIndex((line) => isOf(line, first)),
            ) +
            1,
        };
      // Voters are served meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { taken };
  }

  /** What a kiosk knows more than this one is asked for. */
  compare(from: string, heads: ReadonlyMap<string, number>): void {
    const known = this.peers.heads();
    const knowsMore = [...heads].some(
      ([device, seq]) => device !== this.#around.device && seq > (known.get(device) ?? 0),
    );
    const asked = this.#asked.get(from);
    const isWaiting = asked !== undefined && this.#around.monotonic() - asked < ASK_AGAIN_MS;
    if (knowsMore && !isWaiting) this.#ask(from);
  }

  /** The answer to a question. */
  answered(from: string, lines: readonly string[], more: boolean): void {
    this.#asked.delete(from);
    // Where nothing of it counted asking again would bring the same.
    if (this.take(from, lines) > 0 && more) this.#ask(from);
  }

  /** A kiosk asks for what comes behind these. */
  answer(to: string, heads: Readonly<Record<string, number>>): void {
    const lines: string[] = [];
    let characters = 0;
    let more = false;
    for (const [device, seq] of Object.entries(this.heads())) {
      if (device === to || more) continue;
      for (const line of this.#after(device, heads[device] ?? 0)) {
        characters += line.length;
        more = lines.length >= PAGE || (characters > PAGE_CHARACTERS && lines.length > 0);
        if (more) break;
        lines.push(line);
      }
      more ||= seq - (heads[device] ?? 0) > PAGE;
    }
    this.#around.say(to, { word: 'came', lines, more });
  }

  /** Out of sight: what it was asked for is not coming. */
  lost(device: string): void {
    this.#asked.delete(device);
  }

  #ask(from: string): void {
    this.#asked.set(from, this.#around.monotonic());
    this.#around.say(from, { word: 'since', heads: Object.fromEntries(this.peers.heads()) });
  }

  #after(device: string, seq: number): readonly string[] {
    if (device !== this.#around.device) return this.peers.after(device, seq, PAGE);
    return [...this.#around.journal().lines(seq + 1, seq + PAGE)];
  }
}

const isOf = (line: string, { device, seq }: RefusedLine): boolean => {
  const read = envelopeSchema.safeParse(readCanonical(utf8(line)));
  return read.success ? read.data.device === device && read.data.seq === seq : device === null;
};

/** As many of them as one letter carries. */
function page(lines: Iterable<string>): readonly string[] {
  const taken: string[] = [];
  let characters = 0;
  for (const line of lines) {
    characters += line.length;
    if (taken.length > 0 && characters > PAGE_CHARACTERS) break;
    taken.push(line);
  }
  return taken;
}
