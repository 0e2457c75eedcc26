import type { ChainState } from '../journal/chain.ts';
import type { Cause } from '../journal/finding.ts';
import type { Answer } from './answers.ts';
import { BATCH_BYTES, BATCH_EVENTS } from './batch.ts';

/**
 * One journal on its way to the hub: what is to be sent, and when. It is pure: who runs it has the clock (milliseconds, of
 * any origin), chance, and the journal. One batch is under way at a time, so that nothing can come out of order; what was
 * answered is told by the hub's stored receipt alone, and where that says less than was sent, sending goes back to it.
 *
 * It is never ahead of the truth: a receipt that does not agree with this journal moves nothing.
 */
export interface Sender {
  readonly bounds: Bounds;
  /** What the hub has, by its last receipt; null: it has not said yet. */
  readonly stored: ChainState | null;
  /** That receipt, as it came. */
  readonly receipt: string | null;
  readonly underWay: UnderWay | null;
  /** Nothing is sent before. */
  readonly notBefore: number;
  /** When it is asked again whether the hub still has what it said to have. */
  readonly askAgain: number;
  /** How often in a row an ask came to nothing. */
  readonly failed: number;
  readonly trouble: Trouble | null;
}

interface UnderWay {
  /** The event before its first, and its last; the same: nothing but a question. */
  readonly after: number;
  readonly last: number;
  /** When no answer is awaited any more. */
  readonly until: number;
}

/** Why nothing is stored although there is a link. */
export type Trouble =
  /** The hub refuses this event. */
  | { readonly why: 'refused'; readonly cause: Cause; readonly seq: number }
  /** The hub has a history of this device that is not this journal's. */
  | { readonly why: 'other-history'; readonly seq: number };

/** How fast it may be, and how patient it is. Times in milliseconds. */
export interface Bounds {
  /** Sent at most so fast on average; a single batch is sent at once and waited for afterwards. */
  readonly bytesPerSecond: number;
  readonly eventsPerSecond: number;
  readonly batchBytes: number;
  readonly batchEvents: number;
  /** Between one batch and the next: what happens meanwhile goes together. */
  readonly gatherMs: number;
  /** How long an answer is awaited. */
  readonly answerMs: number;
  /** The first wait after a failure, doubled at each, and never longer than the most. Any part of it is waited. */
  readonly retryMs: number;
  readonly retryMostMs: number;
  /** While there is nothing to send it is asked so seldom what the hub has: it may have lost everything. */
  readonly askAgainMs: number;
}

/**
 * What a kiosk does: 50 events in a second, as much as a slow mobile link has. What happens within two seconds goes together:
 * an event by itself costs the hub three times as much as one of five.
 */
export const usualBounds: Bounds = {
  ...{ bytesPerSecond: 32_768, eventsPerSecond: 50, batchBytes: 65_536, batchEvents: 100 },
  ...{ gatherMs: 2_000, answerMs: 15_000, retryMs: 1_000, retryMostMs: 60_000, askAgainMs: 300_000 },
};

/** From 0 (with) to 1 (without). */
export type Chance = () => number;

/** Begins to send. All kiosks of a country begin at one moment when a cable is mended: each waits a part of `retryMs`. */
export function newSender(bounds: Bounds, receipt: string | null, now: number, chance: Chance): Sender {
  const notBefore = now + chance() * bounds.retryMs;
  return { bounds, stored: null, receipt, underWay: null, notBefore, askAgain: 0, failed: 0, trouble: null };
}

/** What is to be done now. */
export type Next =
  /** Send what follows event `after`, no more than this; `events` 0: nothing, but ask what the hub has. */
  | { readonly do: 'send'; readonly after: number; readonly events: number; readonly bytes: number }
  /** Nothing before that time, unless an answer comes. */
  | { readonly do: 'wait'; readonly until: number }
  /** Everything is stored: nothing before that time, unless there are more events. */
  | { readonly do: 'rest'; readonly until: number };

/** @param last number of the journal's last event; 0: none */
export function nextOf(sender: Sender, last: number, now: number): Next {
  const { bounds, stored, underWay, notBefore, askAgain } = sender;
  if (underWay) return { do: 'wait', until: underWay.until };
  const rests = stored !== null && stored.seq >= last;
  if (rests && now < askAgain) return { do: 'rest', until: askAgain };
  if (now < notBefore) return { do: 'wait', until: notBefore };
  if (stored === null || rests) return { do: 'send', after: stored?.seq ?? 0, events: 0, bytes: 0 };
  const events = Math.min(bounds.batchEvents, BATCH_EVENTS);
  return { do: 'send', after: stored.seq, events, bytes: Math.min(bounds.batchBytes, BATCH_BYTES) };
}

/**
 * That was sent.
 * @param batch the event before its first and its last, and its size in bytes
 */
export function sent(
  sender: Sender,
  { after, last, bytes }: { readonly after: number; readonly last: number; readonly bytes: number },
  now: number,
): Sender {
  const { bounds } = sender;
  const seconds = Math.max(bytes / bounds.bytesPerSecond, (last - after) / bounds.eventsPerSecond);
  const notBefore = now + Math.max(Math.ceil(seconds * 1_000), bounds.gatherMs);
  return { ...sender, underWay: { after, last, until: now + bounds.answerMs }, notBefore };
}

/**
 * An answer came to what is under way, or none: the time is over, or nobody is there who answers.
 * @param answer by `readAnswer`, of this journal; null: none
 * @param text the answer as it came
 * @param hashOf hash of an event of this journal; null: there is none of that number
 */
export function heard(
  sender: Sender,
  { answer, text }: { readonly answer: Answer | null; readonly text: string },
  hashOf: (seq: number) => string | null,
  now: number,
  chance: Chance,
): Sender {
  const { underWay } = sender;
  if (!underWay) return sender;
  const over = { ...sender, underWay: null };
  switch (answer?.answer) {
    case 'stored': {
      const { seq, hash } = answer;
      if (seq > 0 && hashOf(seq) !== hash) return patient(over, { why: 'other-history', seq }, now, chance);
      const askAgain = now + (1 - chance() / 4) * sender.bounds.askAgainMs;
      const told = { ...over, stored: { seq, hash }, receipt: text, askAgain };
      // Where it was sent events that follow on what it has, and has no more than before, asking at once again helps nobody.
      const stuck = underWay.last > underWay.after && seq <= underWay.after && sender.stored?.seq === seq;
      return stuck ? backedOff(told, now, chance) : { ...told, failed: 0, trouble: null };
    }
    case 'refused':
      return patient(over, { why: 'refused', cause: answer.cause, seq: answer.seq }, now, chance);
    case 'busy':
      return backedOff(over, now + answer.after, chance);
    default:
      return backedOff(over, now, chance);
  }
}

/** The link is there again, or is another one: whatever was awaited does not come. */
export const begunAnew = (sender: Sender, now: number, chance: Chance): Sender => ({
  ...newSender(sender.bounds, sender.receipt, now, chance),
  // What bounds the speed holds over the cut.
  notBefore: Math.max(sender.notBefore, now + chance() * sender.bounds.retryMs),
});

/** Events that the hub has not said to have. */
export const backlog = ({ stored }: Sender, last: number): number => Math.max(0, last - (stored?.seq ?? 0));

/**
 * Something failed once more: nothing before a later time. Full jitter, any part of the wait, so that those who failed
 * together do not come together again.
 */
export function backedOff<S extends Pick<Sender, 'bounds' | 'failed' | 'notBefore'>>(
  sender: S,
  from: number,
  chance: Chance,
): S {
  const { retryMs, retryMostMs } = sender.bounds;
  const most = Math.min(retryMostMs, retryMs * 2 ** Math.min(sender.failed, 30));
  return {
    ...sender,
    failed: sender.failed + 1,
    notBefore: Math.max(sender.notBefore, from + Math.ceil(chance() * most)),
  };
}

/** What people have to mend is tried again seldom. */
function patient(sender: Sender, trouble: Trouble, now: number, chance: Chance): Sender {
  const { retryMostMs } = sender.bounds;
  const notBefore = Math.max(sender.notBefore, now + Math.ceil((0.5 + chance() / 2) * retryMostMs));
  return { ...sender, stored: null, failed: sender.failed + 1, trouble, notBefore };
}
