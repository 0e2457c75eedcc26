import { TrustedAuthorities } from '../../../core/document/chip/passive.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import { type Clock, sleep, within } from '../../clock.ts';
import { CANCELLED } from '../../device.ts';
import type { ChipContents, ChipReadOptions } from './chip-device.ts';
import type { ChipFault, Lengths } from './conversation.ts';
import { HeldCards } from './held-cards.ts';
import type { ChipLimits } from './limits.ts';
import type { PcscCard } from './pcsc.ts';
import type { Presence, SeenCard } from './presence.ts';
import { readChip } from './session.ts';

/** One try: an end, or `again` for the next step of the ladder. */
export type Try = { readonly end: Result<ChipContents, Problem> } | 'again';

/** What ends a read at once: nothing that is tried again would help. */
const FINAL: Readonly<Record<Exclude<ChipFault, 'unreadable'>, Problem>> = {
  'access-wrong': { code: 'chip.access-wrong' },
  'zone-needed': { code: 'chip.zone-needed' },
  'no-document': { code: 'chip.no-document' },
  'unknown-protocol': { code: 'chip.unknown-protocol' },
};
const failed = (problem: Problem): Try => ({ end: err(problem) });

export interface AttemptOptions {
  readonly presence: Presence;
  readonly clock: Clock;
  readonly limits: ChipLimits;
}

/** Tries to read a card, each from its connection to its reset. What the library never answers is waited for by nobody. */
export class CardAttempts {
  readonly held: HeldCards;
  private readonly options: AttemptOptions;
  bytesIn = 0;
  bytesOut = 0;
  /** Answers that were none. */
  broken = 0;

  constructor(options: AttemptOptions) {
    this.options = options;
    this.held = new HeldCards(options.clock);
  }

  /** Reads the card that was seen, once. Ends soon after the signal does; never rejects but when the caller's own code throws. */
  async once(seen: SeenCard, lengths: Lengths, options: ChipReadOptions, signal: AbortSignal): Promise<Try> {
    const { presence, clock, limits } = this.options;
    // The step before this one may have been stopped in the middle of a command.
    const free = await this.held.free(seen.reader, limits.answer, signal);
    if (signal.aborted) return failed(CANCELLED);
    if (!free) return failed({ code: 'chip.silent' });
    const library = presence.library;
    if (library === null) return failed({ code: 'chip.service-missing' });
    const connecting = library.connect(seen.reader);
    const card = await within(clock, limits.connect, connecting.catch(asError), 'late' as const, signal);
    if (card === 'late') {
      // It may still come: then nobody wants it any more.
      void this.held.until(
        seen.reader,
        connecting.then((late) => late.release()),
      );
      return signal.aborted ? failed(CANCELLED) : failed({ code: 'chip.silent' });
    }
    if (card instanceof Error) return await this.whyLost(seen, card, signal);
    return await this.readConnected(card, seen, lengths, options, signal);
  }

  private async readConnected(
    card: PcscCard,
    seen: SeenCard,
    lengths: Lengths,
    options: ChipReadOptions,
    signal: AbortSignal,
  ): Promise<Try> {
    const { clock, limits } = this.options;
    let running: Promise<unknown> | null = null;
    const transmit = async (apdu: Uint8Array): Promise<Uint8Array> => {
      if (signal.aborted) throw new Interrupted('cancelled');
      this.bytesOut += apdu.length;
      const sending = card.transmit(apdu);
      const mine: Promise<unknown> = sending
        .catch(() => undefined)
        .then(() => {
          if (running === mine) running = null;
        });
      running = mine;
      const answer = await within(clock, limits.answer, sending, 'late' as const, signal);
      if (answer === 'late') throw new Interrupted(signal.aborted ? 'cancelled' : 'silent');
      this.bytesIn += answer.length;
      return answer;
    };
    try {
      const result = await readChip(transmit, {
        access: options.access,
        trusted: new TrustedAuthorities(options.authorities),
        today: options.today ?? null,
        lengths,
        portrait: options.portrait ?? true,
        onProgress: options.onProgress ?? (() => {}),
        onBroken: () => {
          this.broken += 1;
        },
      });
      if (result.ok) return { end: result };
      return result.error === 'unreadable' ? 'again' : failed(FINAL[result.error]);
    } catch (error) {
      if (!(error instanceof Interrupted)) return await this.whyLost(seen, asError(error), signal);
      return failed(error.why === 'cancelled' ? CANCELLED : await this.silentOrGone(seen, signal));
    } finally {
      const pending: Promise<unknown> | null = running;
      const released = this.held.until(
        seen.reader,
        Promise.resolve(pending).then(() => card.release()),
      );
      // Before anybody is told that the document may be taken off: a card that is pulled away in the middle of its reset
      // leaves the service in error about the next one.
      if (pending === null) await within(clock, limits.connect, released, undefined);
    }
  }

  private async silentOrGone(seen: SeenCard, signal: AbortSignal): Promise<Problem> {
    const lost = await this.whyLost(seen, new Error('late'), signal);
    return lost === 'again' || lost.end.ok ? { code: 'chip.silent' } : lost.end.error;
  }

  /** Something failed below: is the card gone, or the reader, or the service? Otherwise it is tried again. */
  private async whyLost(seen: SeenCard, error: Error, signal: AbortSignal): Promise<Try> {
    const { presence, clock, limits } = this.options;
    if (/sharing violation/i.test(error.message)) return failed({ code: 'chip.busy' });
    for (let waited = 0; waited <= limits.notice; waited += limits.look) {
      if (signal.aborted) return failed(CANCELLED);
      await presence.look();
      const now = presence.seen;
      if (now.there === 'nothing') return failed(now.problem);
      if (now.there === 'reader' || now.events !== seen.events) return failed({ code: 'chip.removed' });
      await sleep(clock, limits.look, signal);
    }
    return 'again';
  }
}

/** A transmission that nobody waits for any more. */
class Interrupted extends Error {
  readonly why: 'cancelled' | 'silent';

  constructor(why: 'cancelled' | 'silent') {
    super(why);
    this.why = why;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
