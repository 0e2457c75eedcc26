import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { type HubSigner, readAnswer, type Saying, writeAnswer } from '../../core/hub/answers.ts';
import { type AskLetter, readAsk } from '../../core/hub/asks.ts';
import { type Batch, readBatch } from '../../core/hub/batch.ts';
import { type ElsewhereLog, elsewhereSince } from '../../core/hub/elsewhere.ts';
import { staleFrom } from '../../core/hub/fresh.ts';
import { type Judged, judge } from '../../core/hub/judge.ts';
import {
  elsewhereKey,
  inboxPrefix,
  isSameJournal,
  type JournalName,
  journalKey,
  readUpSubject,
  type Verb,
} from '../../core/hub/names.ts';
import { PIECE_BYTES } from '../../core/hub/packages.ts';
import type { Cause } from '../../core/journal/finding.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { raise } from './alarms.ts';
import { type Buckets, standing } from './buckets.ts';
import type { Fleet } from './fleet.ts';
import { lockSaying, type NationalLock } from './lock.ts';
import { pieceFor, toldFor } from './packages.ts';
import type { ResultsDesk } from './results-desk.ts';
import { backwards, type Held, type JournalStream } from './stream.ts';

/** What a collector works with. It keeps nothing of its own: any number of them run side by side. */
export interface CollectorOptions {
  readonly link: NatsConnection;
  readonly stream: JournalStream;
  readonly buckets: Buckets;
  readonly lock: NationalLock;
  readonly results: ResultsDesk;
  readonly fleet: () => Fleet;
  readonly signer: HubSigner;
  /** The public half of the signer's key. */
  readonly hubKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what went wrong with the streams: whoever asked was told to ask again. */
  readonly failed: (error: unknown) => void;
}

export interface Collector {
  /** What it did since it began. */
  readonly counts: Readonly<Counts>;
  /** Takes nothing more, and answers what it has taken. */
  stop(): Promise<void>;
}

interface Counts {
  batches: number;
  events: number;
  refused: number;
  busy: number;
  asks: number;
  /** Asks of before, which somebody kept or whose kiosk had heard nothing of the hub yet. */
  stale: number;
  /** Of results files, and questions about them. */
  parts: number;
}

/** Of all collectors one gets each message. */
const GROUP = 'collectors';
/**
 * So many bytes wait at most, of each kind some seconds of work; whoever comes then is told to come again. Each kind has its
 * own: a voter stands at the desk for what is asked, however much of all else there is.
 */
const WAITING_BYTES: Readonly<Record<Verb, number>> = {
  ...{ events: 8 * 1024 ** 2, results: 8 * 1024 ** 2 },
  ...{ asks: 2 * 1024 ** 2, pieces: 2 * 1024 ** 2 },
};
/** How long whoever could not be answered waits, in milliseconds; senders wait longer at each time. */
const AGAIN_MS = 500;
/** Where so many journals stand is remembered: a look at the stream less. */
const REMEMBERED = 20_000;
/** A batch that is older than what the hub has is held against so many stored ones at most. */
const LOOKED_BACK = 64;
/** The answer where a piece of a package is not there, or cannot be had now. */
const NO_PIECE = new Uint8Array();

/**
 * Whether an answer may go there. The servers look where a device sends to, but not where it wants its answer, and the hub,
 * which gives it, may write everywhere: an answer would stand as a lock in a bucket, or an empty one delete a stream.
 */
const isInbox = (reply: string, device: string): boolean =>
  // The second is where the hub's own people hear, by names that nobody guesses.
  [`${inboxPrefix(device)}.`, '_INBOX.'].some((own) => reply.startsWith(own));

/** Begins to take what kiosks send. */
export function startCollector(options: CollectorOptions): Collector {
  const counts: Counts = { batches: 0, events: 0, refused: 0, busy: 0, asks: 0, stale: 0, parts: 0 };
  const shelf = new Shelf(options, counts);
  const open = new Set<Promise<void>>();
  const waiting: Record<Verb, number> = { events: 0, asks: 0, pieces: 0, results: 0 };

  const taken = (verb: Exclude<Verb, 'pieces'>, sender: JournalName, text: string): Promise<Saying | null> => {
    if (verb === 'events') return shelf.take(sender, text);
    if (verb === 'asks') return shelf.hear(sender, text);
    counts.parts += 1;
    return options.results.take(sender, text);
  };
  const answer = async (message: Msg): Promise<void> => {
    const from = readUpSubject(message.subject);
    if (!from || !message.reply) return;
    const { sender, verb } = from;
    if (!isInbox(message.reply, sender.device)) return;
    const busy: Saying = { ...sender, answer: 'busy', after: AGAIN_MS };
    if (verb === 'pieces') {
      if (waiting.pieces <= WAITING_BYTES.pieces) {
        waiting.pieces += PIECE_BYTES;
        const piece = await shelf.piece(sender, message.string()).catch((error: unknown) => {
          options.failed(error);
          return null;
        });
        waiting.pieces -= PIECE_BYTES;
        message.respond(piece ?? NO_PIECE);
      } else message.respond(NO_PIECE);
      return;
    }
    let saying: Saying | null;
    if (waiting[verb] > WAITING_BYTES[verb]) {
      saying = busy;
    } else {
      waiting[verb] += message.data.length;
      saying = await taken(verb, sender, message.string())
        .catch((error: unknown) => {
          options.failed(error);
          return busy;
        })
        .finally(() => {
          waiting[verb] -= message.data.length;
        });
    }
    if (saying?.answer === 'busy') counts.busy += 1;
    if (saying?.answer === 'stale') counts.stale += 1;
    // What is no message of this protocol gets no answer.
    if (saying) message.respond(writeAnswer(saying, options.now(), options.signer));
  };

  const subscription: Subscription = options.link.subscribe('up.*.*.*.*.*', {
    queue: GROUP,
    callback(error, message) {
      if (error) {
        options.failed(error);
        return;
      }
      const one = answer(message).finally(() => open.delete(one));
      open.add(one);
    },
  });

  return {
    counts,
    async stop() {
      if (!subscription.isClosed()) await subscription.drain();
      await Promise.all(open);
    },
  };
}

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

/** Takes batches to where they are kept, and asks to where they are answered. */
class Shelf {
  readonly #options: CollectorOptions;
  readonly #counts: Counts;
  readonly #lane = new Lane();
  /** Where journals stood when they were last looked at. */
  readonly #remembered = new Map<string, Held>();

  constructor(options: CollectorOptions, counts: Counts) {
    this.#options = options;
    this.#counts = counts;
  }

  async take(sender: JournalName, text: string): Promise<Saying | null> {
    const batch = readBatch(text);
    if (!batch) return null;
    this.#counts.batches += 1;
    // The subject binds the connection to its station; whose event it is, its signature says.
    const of = { ...sender, device: batch.device };
    const trust = this.#options.fleet().trustOf(of);
    if (!trust) return this.#refuse(of, sender, { cause: 'wrong-key', seq: 1, line: batch.lines[0] ?? '' });
    const told = this.#remembered.get(journalKey(of)) ?? this.#byReceipt(of, batch);
    return (told && (await this.#store(of, batch, trust, told))) ?? this.#look(of, sender, batch, trust);
  }

  #judge(lines: readonly string[], held: Held, trust: Trust): Promise<Judged> {
    return this.#lane.run(() => judge(lines, held, trust, this.#options.signer.crypto));
  }

  /** Stores what follows where a journal is believed to stand; null: it does not stand there, or nothing follows. */
  async #store(of: JournalName, { lines }: Batch, trust: Trust, held: Held): Promise<Saying | null> {
    const judged = await this.#judge(lines, held, trust);
    if (judged.is !== 'new') return null;
    const now = await this.#options.stream.add(of, held, judged.lines, judged.to);
    if (!now) return null;
    this.#counts.events += judged.lines.length;
    return this.#stored(of, now);
  }

  /** The same by a look at the stream, as often as another collector is faster; and what is nothing to store. */
  async #look(of: JournalName, sender: JournalName, batch: Batch, trust: Trust): Promise<Saying> {
    for (;;) {
      const held = await this.#options.stream.held(of);
      const judged = await this.#judge(batch.lines, held, trust);
      switch (judged.is) {
        case 'new': {
          const now = await this.#options.stream.add(of, held, judged.lines, judged.to);
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
    const { hubKey, signer, stream } = this.#options;
    const read = receipt === null ? null : readAnswer(receipt, [hubKey], signer.crypto);
    if (read?.answer !== 'stored' || !isSameJournal(read, of)) return null;
    const [epoch, revision] = read.revision.split(':');
    return epoch === stream.epoch ? { seq: read.seq, hash: read.hash, revision: Number(revision) } : null;
  }

  /** Whether that event is the stored one; true too where that one lies too far back to be looked at. */
  async #isStored(held: Held, seq: number, hash: string): Promise<boolean> {
    let looked = 0;
    for await (const { first, lines } of backwards(this.#options.stream, held)) {
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
    const revision = `${this.#options.stream.epoch}:${held.revision}`;
    return { ...of, answer: 'stored', seq: held.seq, hash: held.hash, revision };
  }

  async #refuse(
    of: JournalName,
    sender: JournalName,
    { cause, seq, line }: { readonly cause: Cause; readonly seq: number; readonly line: string },
  ): Promise<Saying> {
    this.#counts.refused += 1;
    const { buckets, now } = this.#options;
    await raise(buckets.alarm, of, { alarm: 'refused', cause, seq, line, by: sender.device }, now());
    return { ...of, answer: 'refused', cause, seq };
  }

  async hear(sender: JournalName, text: string): Promise<Saying | null> {
    const { lock, buckets, stream, now } = this.#options;
    const letter = this.#ask(sender, text);
    if (!letter) return null;
    const { election, mode, station, device, nonce, asked, ask } = letter;
    const of = { election, mode, station, device };
    const from = staleFrom(asked, now());
    if (from !== null) return { ...of, answer: 'stale', nonce, from };
    switch (ask.ask) {
      case 'health':
        await buckets.health.put(journalKey(of), JSON.stringify({ ...ask.health, received: now() }));
        return { ...of, answer: 'heard', nonce };
      case 'elsewhere': {
        const none: ElsewhereLog = { epoch: stream.epoch, entries: [] };
        const { value } = await standing(buckets.elsewhere, elsewhereKey(of, station), none);
        return { ...of, answer: 'elsewhere', nonce, ...elsewhereSince(value, ask) };
      }
      case 'packages':
        return { ...of, answer: 'packages', nonce, ...(await toldFor(buckets.package, of)) };
      case 'piece':
        // By a subject of its own.
        return null;
      default:
        return lockSaying(lock, of, ask, { nonce, asked, now: now() });
    }
  }

  /** A piece of a package for the station of whoever asks. */
  async piece(sender: JournalName, text: string): Promise<Uint8Array | null> {
    const { buckets } = this.#options;
    const letter = this.#ask(sender, text);
    if (letter === null || staleFrom(letter.asked, this.#options.now()) !== null) return null;
    return letter.ask.ask === 'piece' ? pieceFor(buckets.package, letter, letter.ask) : null;
  }

  #ask(sender: JournalName, text: string): AskLetter | null {
    const { fleet, signer } = this.#options;
    const letter = readAsk(text, fleet().trustOf, signer.crypto);
    // A kiosk may carry the asks of others of its station.
    if (!letter || !isSameJournal({ ...letter, device: sender.device }, sender)) return null;
    this.#counts.asks += 1;
    return letter;
  }
}
