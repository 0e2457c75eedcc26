import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { type Saying, writeAnswer } from '../../core/hub/answers.ts';
import { inboxPrefix, type JournalName, readUpSubject, type Verb } from '../../core/hub/names.ts';
import { PIECE_BYTES } from '../../core/hub/packages.ts';
import { type AskAround, AskDesk } from './ask-desk.ts';
import type { Buckets } from './buckets.ts';
import { JournalShelf, type ShelfAround, type ShelfCounts } from './journal-shelf.ts';
import type { ResultsDesk } from './results-desk.ts';
import type { JournalStream } from './stream.ts';

/** What a collector works with. It keeps nothing of its own: any number of them run side by side. */
export interface CollectorOptions extends ShelfAround, AskAround {
  readonly link: NatsConnection;
  readonly stream: JournalStream;
  readonly buckets: Buckets;
  readonly results: ResultsDesk;
  /** Told of what went wrong with the streams: whoever asked was told to ask again. */
  readonly failed: (error: unknown) => void;
}

export interface Collector {
  /** What it did since it began. */
  readonly counts: Readonly<Counts>;
  /** Takes nothing more, and answers what it has taken. */
  stop(): Promise<void>;
}

interface Counts extends ShelfCounts {
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
  const shelf = new JournalShelf(options, counts);
  const desk = new AskDesk(options, counts);
  const open = new Set<Promise<void>>();
  const waiting: Record<Verb, number> = { events: 0, asks: 0, pieces: 0, results: 0 };

  const taken = (verb: Exclude<Verb, 'pieces'>, sender: JournalName, text: string): Promise<Saying | null> => {
    if (verb === 'events') return shelf.take(sender, text);
    if (verb === 'asks') return desk.hear(sender, text);
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
        const piece = await desk.piece(sender, message.string()).catch((error: unknown) => {
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
