import type { Answer, ResultsReceipt } from './answers.ts';
import { partsOf } from './results-part.ts';
import { type Bounds, backedOff, type Chance } from './sender.ts';

/**
 * One results file on its way to the hub, as `sender.ts` sends a journal: pure, one part under way at a time, and nothing is
 * believed but what the hub has signed. It asks first how much of the file is there, so that what was sent before a stop, or
 * by another kiosk, is not sent again.
 */
export interface ResultsSender {
  readonly bounds: Bounds;
  /** Of the whole file. */
  readonly sha256: string;
  readonly bytes: number;
  /** How many parts the hub has of it, from the first one on; null: it has not said yet. */
  readonly has: number | null;
  /** What it said last of the whole file; null: it does not lie there, as far as is known. */
  readonly receipt: ResultsReceipt | null;
  /** When no answer is awaited any more to what was sent last; null: nothing is under way. */
  readonly until: number | null;
  readonly notBefore: number;
  /** How often in a row an ask came to nothing. */
  readonly failed: number;
}

/** Begins. @param now milliseconds, of any origin */
export const newResultsSender = (
  file: Pick<ResultsSender, 'sha256' | 'bytes'>,
  bounds: Bounds,
  now: number,
  chance: Chance,
): ResultsSender => ({
  ...{ bounds, sha256: file.sha256, bytes: file.bytes, has: null, receipt: null, until: null, failed: 0 },
  notBefore: now + chance() * bounds.retryMs,
});

/** What is to be done now: send this part (null: ask what the hub has), or nothing before that time. */
export type NextPart =
  | { readonly do: 'send'; readonly part: number | null }
  | { readonly do: 'wait'; readonly until: number };

export function nextPart({ has, bytes, until, notBefore, receipt }: ResultsSender, now: number): NextPart {
  if (until !== null) return { do: 'wait', until };
  if (now < notBefore) return { do: 'wait', until: notBefore };
  // Whole or not known: it is asked, for a hub that has lost everything tells nobody.
  return { do: 'send', part: receipt !== null || has === null || has >= partsOf(bytes) ? null : has };
}

/** That was sent. @param size of the message, in bytes */
export function partSent(sender: ResultsSender, size: number, now: number): ResultsSender {
  const { bytesPerSecond, answerMs } = sender.bounds;
  const notBefore = now + Math.ceil((size / bytesPerSecond) * 1_000);
  return { ...sender, until: now + answerMs, notBefore };
}

/**
 * An answer came, or none (null): the time is over, nobody is there, or what came is not about this file.
 * @param answer by `readAnswer`
 */
export function partHeard(sender: ResultsSender, answer: Answer | null, now: number, chance: Chance): ResultsSender {
  const over = { ...sender, until: null };
  switch (answer?.answer) {
    case 'results-parts': {
      if (answer.sha256 !== sender.sha256) break;
      // As many as before, although one was sent: asking at once again helps nobody.
      const stuck = sender.has !== null && answer.parts <= sender.has;
      const told = { ...over, has: answer.parts, receipt: null };
      return stuck ? backedOff(told, now, chance) : { ...told, failed: 0 };
    }
    case 'results': {
      if (answer.sha256 !== sender.sha256) break;
      const { askAgainMs } = sender.bounds;
      // Whether its key is known by now is asked sooner: people wait for that.
      const rest = (1 - chance() / 4) * (answer.standing === 'held' ? askAgainMs / 10 : askAgainMs);
      return { ...over, has: partsOf(sender.bytes), receipt: answer, failed: 0, notBefore: now + rest };
    }
    case 'busy':
      return backedOff(over, now + answer.after, chance);
  }
  return backedOff(over, now, chance);
}

/** There is another way to the hub than before: whatever was awaited does not come. What the hub said stays said. */
export const partsAnew = (sender: ResultsSender, now: number, chance: Chance): ResultsSender => ({
  ...sender,
  ...{ until: null, failed: 0 },
  notBefore: sender.receipt ? sender.notBefore : Math.min(sender.notBefore, now + chance() * sender.bounds.retryMs),
});
