import { type Answer, type HubKeys, readAnswer } from '../../../core/hub/answers.ts';
import { fits, writeBatch } from '../../../core/hub/batch.ts';
import { isSameJournal, type JournalName, type Verb } from '../../../core/hub/names.ts';
import {
  backlog,
  begunAnew,
  type Chance,
  heard,
  newSender,
  nextOf,
  type Sender,
  sent,
  type Trouble,
  usualBounds,
} from '../../../core/hub/sender.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { Database } from '../../storage/open.ts';
import type { HubClock } from './hub-clock.ts';

/**
 * Asks the hub over the link.
 * @param wait milliseconds
 * @returns what came as its answer; null: nothing did
 */
export type UpstreamAsk = (verb: Verb, text: string, wait: number) => Promise<string | null>;

/** One journal of this station as it is sent: this kiosk's own, or another one's as it is known here. */
export interface SentJournal {
  /** Number of its last event that is known here. */
  readonly last: () => number;
  readonly linesAfter: (seq: number, most: number) => readonly string[];
  /** Hash of an event; null: it is not known. */
  readonly hashOf: (seq: number) => string | null;
}

interface UpstreamAround {
  readonly db: Database;
  /** Whose journals they are but for the device, and this one. */
  readonly name: JournalName;
  readonly keys: HubKeys;
  readonly journalOf: (device: string) => SentJournal;
  /** Devices whose journals go up by this kiosk: its own, and those that have no link of their own. */
  readonly carried: () => readonly string[];
  readonly ask: UpstreamAsk;
  /** Told of every answer. */
  readonly clock: HubClock;
  readonly changed: () => void;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly chance: Chance;
}

/** How far the hub has this kiosk's own journal. */
export interface UpstreamStands {
  /** Events that it has not said to have stored; null: it has not said yet how many it has. */
  readonly backlog: number;
  /** Number of the oldest of them; null: there are none. */
  readonly oldest: number | null;
  readonly trouble: Trouble | null;
}

/**
 * The journals of this station on their way to the hub. An event counts as delivered when the hub's signed receipt says so,
 * and nothing here is waited for by anybody: it goes on in the background, one batch of each journal at a time.
 */
export class Upstream {
  readonly #around: UpstreamAround;
  readonly #senders = new Map<string, Sender>();
  readonly #underWay = new Set<string>();
  #connected = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(around: UpstreamAround) {
    this.#around = around;
  }

  /** There is a connection with the hub, or there is none any more. */
  connected(connected: boolean): void {
    if (connected && !this.#connected) {
      const now = this.#around.monotonic();
      for (const [device, one] of this.#senders) {
        this.#senders.set(device, begunAnew(one, now, this.#around.chance));
      }
    }
    this.#connected = connected;
    this.look();
  }

  /** There may be something to send. */
  look(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#connected || this.#isOver) return;
    const waits = this.#around.carried().flatMap((device) => this.#step(device));
    if (waits.length === 0) return;
    const least = Math.min(...waits) - this.#around.monotonic();
    this.#timer = setTimeout(() => this.look(), Math.min(60_000, Math.max(10, least)));
    this.#timer.unref();
  }

  stands(): UpstreamStands {
    const { name, journalOf } = this.#around;
    const sender = this.#sender(name.device);
    const last = journalOf(name.device).last();
    const waiting = backlog(sender, last);
    return { backlog: waiting, oldest: waiting === 0 ? null : last - waiting + 1, trouble: sender.trouble };
  }

  /** Whether no event of any journal that goes up by this kiosk waits, or none of those that wait can be stored. */
  get isFree(): boolean {
    return this.#around.carried().every((device) => {
      const sender = this.#sender(device);
      return sender.trouble !== null || backlog(sender, this.#around.journalOf(device).last()) === 0;
    });
  }

  /** Also where the journal's file was closed under it: another package, or the end of this one. */
  get #isOver(): boolean {
    return this.#stopped || !this.#around.db.open;
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** @returns when this journal is to be looked at again, monotonic milliseconds; none: when there is more, or an answer */
  #step(device: string): number[] {
    const { journalOf, monotonic } = this.#around;
    if (this.#underWay.has(device)) return [];
    const next = nextOf(this.#sender(device), journalOf(device).last(), monotonic());
    if (next.do === 'wait') return [next.until];
    if (next.do === 'send') void this.#send(device, next);
    return [];
  }

  async #send(
    device: string,
    { after, events, bytes }: { readonly after: number; readonly events: number; readonly bytes: number },
  ): Promise<void> {
    const { name, journalOf, ask, monotonic, chance, keys, clock } = this.#around;
    const journal = journalOf(device);
    const waiting = events === 0 ? [] : journal.linesAfter(after, events);
    const sizes = waiting.map((line) => Buffer.byteLength(line));
    const lines = waiting.slice(0, waiting.length === 0 ? 0 : fits(sizes, { events, bytes }));
    const before = this.#sender(device);
    const text = writeBatch({ device, receipt: before.receipt, lines });
    this.#senders.set(device, sent(before, { after, last: after + lines.length, bytes: text.length }, monotonic()));
    this.#underWay.add(device);
    const reply = await ask('events', text, before.bounds.answerMs);
    this.#underWay.delete(device);
    if (this.#isOver) return;
    const of = { ...name, device };
    const read = reply === null ? null : readAnswer(reply, keys, nodeCrypto);
    if (read !== null) clock.heard(read);
    const answer: Answer | null = read !== null && isSameJournal(read, of) ? read : null;
    const told = { answer, text: reply ?? '' };
    const next = heard(this.#sender(device), told, (seq) => journal.hashOf(seq), monotonic(), chance);
    if (next.receipt !== null && next.receipt !== before.receipt) this.#keep(device, next.receipt);
    this.#senders.set(device, next);
    this.#around.changed();
    this.look();
  }

  #sender(device: string): Sender {
    const { monotonic, chance } = this.#around;
    const known = this.#senders.get(device);
    if (known) return known;
    const made = newSender(usualBounds, this.#kept(device), monotonic(), chance);
    this.#senders.set(device, made);
    return made;
  }

  #kept(device: string): string | null {
    const kept = this.#around.db.prepare<[string], string>('select receipt from stored_receipt where device = ?');
    return kept.pluck().get(device) ?? null;
  }

  #keep(device: string, receipt: string): void {
    try {
      this.#around.db
        .prepare(
          `insert into stored_receipt(device, receipt) values (?, ?)
             on conflict(device) do update set receipt = excluded.receipt`,
        )
        .run(device, receipt);
    } catch (error) {
      // The hub says it again to whoever asks.
      if (!storageProblem(error, 'journal')) throw error;
    }
  }
}
