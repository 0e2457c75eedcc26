import { TrustedAuthorities } from '../../core/document/chip/passive.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep, systemClock, within } from '../clock.ts';
import type { DeviceEvent, DeviceHealth, DeviceStatus } from '../device.ts';
import { climb, type Ladder } from '../ladder.ts';
import type { Unlisten } from '../listeners.ts';
import type { CardEvent, ChipContents, ChipReader, ChipReadOptions } from './chip/chip-device.ts';
import type { ChipFault, Lengths } from './chip/conversation.ts';
import { loadPcsc, type MissingPart, type Pcsc, type PcscCard } from './chip/pcsc.ts';
import { PRESENCE_LIMITS, Presence, type PresenceLimits, type Seen, type SeenCard } from './chip/presence.ts';
import { readChip } from './chip/session.ts';

/** Time limits of a chip reader, in milliseconds. */
export const CHIP_LIMITS = {
  ...PRESENCE_LIMITS,
  /** For a card to be laid on the reader. */
  card: 60_000,
  /** For one answer. Chips ask for more time in the middle of PACE, and a long piece takes a second at 106 kbit/s. */
  answer: 5_000,
  /** For the connection to a card, with its power-up. */
  connect: 5_000,
  /** For the service to notice that the card behind a failed answer is gone. */
  notice: 1_000,
} as const;

export type ChipLimits = PresenceLimits & { readonly [K in keyof typeof CHIP_LIMITS]: number };

/**
 * One read climbs it; each step begins with a reset of the card. `retry`: as usual, with long answers. `soft-reset`: with
 * short ones, for readers and chips that cannot do more. `reopen`: the same over a new connection to the service.
 */
export const CHIP_LADDER: Ladder = [
  { step: 'retry', times: 1, limitMs: 30_000 },
  { step: 'soft-reset', times: 1, limitMs: 60_000 },
  { step: 'reopen', times: 1, limitMs: 60_000 },
];

export interface ChipReaderOptions {
  /** A part of the reader's name as PC/SC tells it; empty or absent: any reader. */
  readonly reader?: string;
  readonly name?: string;
  /** The day for which certificates must be valid, YYYY-MM-DD; null where the clock is not to be believed. */
  readonly today?: () => string | null;
  readonly limits?: Partial<ChipLimits>;
  readonly clock?: Clock;
  /** The PC/SC library; tests and benches hand in their own. */
  readonly load?: () => Pcsc | MissingPart;
}

const CANCELLED: Problem = { code: 'device.cancelled' };
/** What ends a read at once: nothing that is tried again would help. */
const FINAL: Readonly<Record<Exclude<ChipFault, 'unreadable'>, Problem>> = {
  'access-wrong': { code: 'chip.access-wrong' },
  'zone-needed': { code: 'chip.zone-needed' },
  'no-document': { code: 'chip.no-document' },
  'unknown-protocol': { code: 'chip.unknown-protocol' },
};

/** One try: an end, or `again` for the next step of the ladder. */
type Try = { readonly end: Result<ChipContents, Problem> } | 'again';
const failed = (problem: Problem): Try => ({ end: err(problem) });

/** The chip of e-ID cards and e-passports over PC/SC (ICAO 9303 parts 10 and 11). */
export class PcscChipReader implements ChipReader {
  readonly kind = 'chip';
  readonly name: string;
  private readonly options: ChipReaderOptions;
  private readonly limits: ChipLimits;
  private readonly clock: Clock;
  private readonly presence: Presence;
  private readonly closing = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();
  /** Readers that were seen to fail with long answers and to work with short ones. */
  private readonly shortReaders = new Set<string>();
  /** Readers whose card is not let go yet. */
  private readonly abandoned = new Set<string>();
  private bytesIn = 0;
  private bytesOut = 0;
  private broken = 0;
  private readonly recoveries: Record<string, number> = {};

  constructor(options: ChipReaderOptions) {
    this.options = options;
    this.name = options.name ?? 'Chip';
    this.limits = { ...CHIP_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.presence = new Presence({
      clock: this.clock,
      limits: this.limits,
      reader: options.reader ?? '',
      load: options.load ?? loadPcsc,
    });
  }

  get status(): DeviceStatus {
    return this.presence.status;
  }

  get cardPresent(): boolean {
    return this.presence.seen.there === 'card';
  }

  health(): DeviceHealth {
    const { seen, opened, reopened } = this.presence;
    const retries = this.recoveries['soft-reset'] ?? 0;
    return {
      name: this.name,
      kind: this.kind,
      path: seen.there === 'nothing' ? (this.options.reader ?? '') : seen.reader,
      status: this.status,
      forMs: this.presence.forMs,
      counters: {
        bytesIn: this.bytesIn,
        bytesOut: this.bytesOut,
        opened,
        skipped: this.broken,
        retries,
        recoveries: { ...this.recoveries, service: reopened },
      },
    };
  }

  on(listener: (event: DeviceEvent) => void): Unlisten {
    return this.presence.events.on(listener);
  }

  onCard(listener: (event: CardEvent) => void): Unlisten {
    return this.presence.cards.on(listener);
  }

  open(): void {
    this.presence.open();
  }

  async reopen(): Promise<void> {
    this.shortReaders.clear();
    this.presence.reopen();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.presence.close();
    await this.queue;
  }

  read(options: ChipReadOptions): Promise<Result<ChipContents, Problem>> {
    const signals = options.signal === undefined ? [] : [options.signal];
    const signal = AbortSignal.any([this.closing.signal, ...signals]);
    const turn = this.queue.then(() => this.readOnce(options, signal));
    this.queue = turn;
    // Whoever gives up while others are served need not wait for them.
    const given = new Promise<Result<ChipContents, Problem>>((resolve) => {
      const giveUp = () => resolve(err(CANCELLED));
      signal.addEventListener('abort', giveUp, { once: true });
      if (signal.aborted) giveUp();
      void turn.finally(() => signal.removeEventListener('abort', giveUp));
    });
    return Promise.race([turn, given]);
  }

  private async readOnce(options: ChipReadOptions, signal: AbortSignal): Promise<Result<ChipContents, Problem>> {
    if (signal.aborted) return err(CANCELLED);
    options.onProgress?.({ stage: 'waiting' });
    const card = await this.untilCard(options.timeoutMs ?? this.limits.card, signal);
    if (card.there !== 'card') {
      if (signal.aborted) return err(CANCELLED);
      return err(card.there === 'nothing' ? card.problem : { code: 'chip.no-card' });
    }
    this.presence.setWorking({ state: 'working', doing: 'capturing' });
    try {
      return await this.climb(card, options, signal);
    } finally {
      this.presence.setWorking(null);
    }
  }

  /** What is seen once a card is there, or when the time is over. A missing reader is waited for too. */
  private async untilCard(timeoutMs: number, signal: AbortSignal): Promise<Seen> {
    this.presence.look();
    if (this.presence.seen.there === 'card') return this.presence.seen;
    let unlisten = () => {};
    const came = new Promise<void>((resolve) => {
      unlisten = this.presence.changes.on((seen) => {
        if (seen.there === 'card') resolve();
      });
    });
    await within(this.clock, timeoutMs, came, undefined, signal).finally(() => unlisten());
    return this.presence.seen;
  }

  private async climb(
    card: SeenCard,
    options: ChipReadOptions,
    signal: AbortSignal,
  ): Promise<Result<ChipContents, Problem>> {
    let end: Result<ChipContents, Problem> | null = null;
    const ladder = this.shortReaders.has(card.reader)
      ? CHIP_LADDER.filter(({ step }) => step !== 'retry')
      : CHIP_LADDER;
    await climb(
      ladder,
      async (step, own) => {
        if (step !== 'retry') this.recoveries[step] = (this.recoveries[step] ?? 0) + 1;
        if (step === 'reopen') this.presence.reopen();
        const lengths = step === 'retry' ? 'extended' : 'short';
        const result = await this.tryOnce(card, lengths, options, AbortSignal.any([own, signal]));
        if (result === 'again') return false;
        end ??= result.end;
        if (end.ok && lengths === 'short') this.shortReaders.add(card.reader);
        return true;
      },
      { clock: this.clock, signal },
    );
    if (end !== null) return end;
    return err(signal.aborted ? CANCELLED : { code: 'chip.unreadable' });
  }

  private async tryOnce(seen: SeenCard, lengths: Lengths, options: ChipReadOptions, signal: AbortSignal): Promise<Try> {
    const library = this.presence.library;
    if (library === null) return failed({ code: 'chip.service-missing' });
    if (this.abandoned.has(seen.reader)) return failed({ code: 'chip.silent' });
    const connecting = library.connect(seen.reader);
    const card = await within(this.clock, this.limits.connect, connecting.catch(asError), 'late' as const, signal);
    if (card === 'late') {
      // It may still come: then nobody wants it any more.
      void this.abandon(
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
      const answer = await within(this.clock, this.limits.answer, sending, 'late' as const, signal);
      if (answer === 'late') throw new Interrupted(signal.aborted ? 'cancelled' : 'silent');
      this.bytesIn += answer.length;
      return answer;
    };
    try {
      const result = await readChip(transmit, {
        access: options.access,
        trusted: new TrustedAuthorities(options.authorities),
        today: this.options.today?.() ?? null,
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
      if (error instanceof Interrupted) {
        return failed(error.why === 'cancelled' ? CANCELLED : await this.silentOrGone(seen, signal));
      }
      return await this.whyLost(seen, asError(error), signal);
    } finally {
      const pending: Promise<unknown> | null = running;
      const released = this.abandon(
        seen.reader,
        Promise.resolve(pending).then(() => card.release()),
      );
      if (pending === null) await within(this.clock, this.limits.connect, released, undefined);
    }
  }

  /**
   * Lets a card go when `over` has come to its end. A card that owes an answer holds the library's lock: letting it go
   * before would stop this whole process. Until then its reader is not spoken to.
   */
  private abandon(reader: string, over: Promise<unknown>): Promise<void> {
    this.abandoned.add(reader);
    // Card or service may be gone: then there is nothing to let go.
    return over
      .catch(() => undefined)
      .then(() => {
        this.abandoned.delete(reader);
      });
  }

  private async silentOrGone(seen: SeenCard, signal: AbortSignal): Promise<Problem> {
    const lost = await this.whyLost(seen, new Error('late'), signal);
    return lost === 'again' || lost.end.ok ? { code: 'chip.silent' } : lost.end.error;
  }

  /** Something failed below: is the card gone, or the reader, or the service? Otherwise it is tried again. */
  private async whyLost(seen: SeenCard, error: Error, signal: AbortSignal): Promise<Try> {
    if (/sharing violation/i.test(error.message)) return failed({ code: 'chip.busy' });
    for (let waited = 0; waited <= this.limits.notice; waited += this.limits.look) {
      if (signal.aborted) return failed(CANCELLED);
      this.presence.look();
      const now = this.presence.seen;
      if (now.there === 'nothing') return failed(now.problem);
      if (now.there === 'reader' || now.events !== seen.events) return failed({ code: 'chip.removed' });
      await sleep(this.clock, this.limits.look, signal);
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
