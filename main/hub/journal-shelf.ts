import { type HubSigner, readAnswer, type Saying } from '../../core/hub/answers.ts';
import { type Batch, readBatch } from '../../core/hub/batch.ts';
import { type Judged, judge } from '../../core/hub/judge.ts';
import { isSameJournal, type JournalName, journalKey } from '../../core/hub/names.ts';
import type { Cause } from '../../core/journal/finding.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { raise } from './alarms.ts';
import type { Buckets } from './buckets.ts';
import type { Fleet } from './fleet.ts';
import { backwards, type Held, type JournalStream } from './stream.ts';

export interface ShelfAround {
  readonly stream: JournalStream;
  readonly buckets: Pick<Buckets, 'alarm'>;
  readonly fleet: () => Fleet;
  readonly signer: HubSigner;
  /** The public half of the signer's key. */
  readonly hubKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What came of the batches. */
export interface ShelfCounts {
  batches: number;
  events: number;
  refused: number;
}

/** Where so many journals stand is remembered: a look at the stream less. */
const REMEMBERED = 20_000;
/** A batch that is older than what the hub has is held against so many stored ones at most. */
const LOOKED_BACK = 64;

/**
 * Judging takes the processor: one batch after another, and between two of them what has come from the servers is heard.
 * Else the answers of the streams would wait behind all that kiosks send, until nobody waits for them any more.
 */
class Lane {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => T): Promise<T> {
    const turn = this.#last.then(() => new Promise<void>((resolve) => setImmediate(resolve))).then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** Takes batches of journals to where they are kept. */
export class JournalShelf {
  readonly #around: ShelfAround;
  readonly #counts: ShelfCounts;
  readonly #lane = new Lane();
  /** Where journals stood when they were last looked at. */
  readonly #remembered = new Map<string, Held>();

  constructor(around: ShelfAround, counts: ShelfCounts) {
    this.#around = around;
    this.#counts = counts;
  }

  async take(sender: JournalName, text: string): Promise<Saying | null> {
    const batch = readBatch(text);
    if (!batch) return null;
    this.#counts.batches += 1;
    // The subject binds the connection to its station; whose event it is, its signature says.
    const of = { ...sender, device: batch.device };
    const trust = this.#around.fleet().trustOf(of);
    if (!trust) return this.#refuse(of, sender, { cause: 'wrong-key', seq: 1, line: batch.lines[0] ?? '' });
    const told = this.#remembered.get(journalKey(of)) ?? this.#byReceipt(of, batch);
    return (told && (await this.#store(of, batch, trust, told))) ?? this.#look(of, sender, batch, trust);
  }

  #judge(lines: readonly string[], held: Held, trust: Trust): Promise<Judged> {
    return this.#lane.run(() => judge(lines, held, trust, this.#around.signer.crypto));
  }

  /** Stores what follows where a journal is believed to stand; null: it does not stand there, or nothing follows. */
  async #store(of: JournalName, { lines }: Batch, trust: Trust, held: Held): Promise<Saying | null> {
    const judged = await this.#judge(lines, held, trust);
    if (judged.is !== 'new') return null;
    const now = await this.#around.stream.add(of, held, judged.lines, judged.to);
    if (!now) return null;
    this.#counts.events += judged.lines.length;
    return this.#stored(of, now);
  }

  /** The same by a look at the stream, as often as another collector is faster; and what is nothing to store. */
  async #look(of: JournalName, sender: JournalName, batch: Batch, trust: Trust): Promise<Saying> {
    for (;;) {
      const held = await this.#around.stream.held(of);
      const judged = await this.#judge(batch.lines, held, trust);
      switch (judged.is) {
        case 'new': {
          const now = await this.#around.stream.add(of, held, judged.lines, judged.to);
          if (!now) continue;
          this.#counts.events += judged.lines.length;
          return this.#stored(of, now);
        }
        case 'known':
          return this.#stored(of, held);
        case 'ahead': {
          // Who knows where the hub stands and goes on elsewhere has lost events.
          const knows = this.#byReceipt(of, batch)?.revision === held.revision && held.revision > 0;
          if (!knows) return this.#stored(of, held);
          return this.#refuse(of, sender, { cause: 'dropped', seq: held.seq + 1, line: judged.line });
        }
        case 'old': {
          const same = await this.#isStored(held, judged.last.seq, judged.last.hash);
          if (same) return this.#stored(of, held);
          return this.#refuse(of, sender, { cause: 'rewritten', seq: judged.last.seq, line: judged.line });
        }
        case 'refused':
          return this.#refuse(of, sender, judged);
      }
    }
  }

  /** What a stored receipt of the hub's own says, where it is of this journal and this stream. */
  #byReceipt(of: JournalName, { receipt }: Batch): Held | null {
    const { hubKey, signer, stream } = this.#around;
    const read = receipt === null ? null : readAnswer(receipt, [hubKey], signer.crypto);
    if (read?.answer !== 'stored' || !isSameJournal(read, of)) return null;
    const [epoch, revision] = read.revision.split(':');
    return epoch === stream.epoch ? { seq: read.seq, hash: read.hash, revision: Number(revision) } : null;
  }

  /** Whether that event is the stored one; true too where that one lies too far back to be looked at. */
  async #isStored(held: Held, seq: number, hash: string): Promise<boolean> {
    let looked = 0;
    for await (const { first, lines } of backwards(this.#around.stream, held)) {
      looked += 1;
      if (looked > LOOKED_BACK) return true;
      if (first > seq) continue;
      return (JSON.parse(lines[seq - first] ?? '{}') as { readonly hash?: string }).hash === hash;
    }
    return true;
  }

  #stored(of: JournalName, held: Held): Saying {
    const key = journalKey(of);
    this.#remembered.delete(key);
    this.#remembered.set(key, held);
    if (this.#remembered.size > REMEMBERED) {
      const [oldest] = this.#remembered.keys();
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
    const revision = `${this.#around.stream.epoch}:${held.revision}`;
    return { ...of, answer: 'stored', seq: held.seq, hash: held.hash, revision };
  }

  async #refuse(
    of: JournalName,
    sender: JournalName,
    { cause, seq, line }: { readonly cause: Cause; readonly seq: number; readonly line: string },
  ): Promise<Saying> {
    this.#counts.refused += 1;
    const { buckets, now } = this.#around;
    await raise(buckets.alarm, of, { alarm: 'refused', cause, seq, line, by: sender.device }, now());
    return { ...of, answer: 'refused', cause, seq };
  }
}
