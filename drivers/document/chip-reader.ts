import type { Problem } from '../../core/problem/catalogue.ts';
import { err, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock, within } from '../clock.ts';
import { CANCELLED, type DeviceEvent, type DeviceHealth, type DeviceStatus } from '../device.ts';
import { climb } from '../ladder.ts';
import type { Unlisten } from '../listeners.ts';
import { CardAttempts } from './chip/attempt.ts';
import type { CardEvent, ChipContents, ChipReader, ChipReadOptions } from './chip/chip-device.ts';
import { CHIP_LADDER, CHIP_LIMITS, type ChipLimits } from './chip/limits.ts';
import { startPcsc } from './chip/pcsc-process.ts';
import { type Loaded, Presence, type Seen, type SeenCard } from './chip/presence.ts';

export interface ChipReaderOptions {
  /** A part of the reader's name as PC/SC tells it; empty or absent: any reader. */
  readonly reader?: string;
  readonly name?: string;
  readonly limits?: Partial<ChipLimits>;
  readonly clock?: Clock;
  /** The PC/SC library, in a process of its own where left out; tests and benches hand in their own. */
  readonly load?: (signal: AbortSignal) => Loaded | Promise<Loaded>;
}

/** The chip of e-ID cards and e-passports over PC/SC (ICAO 9303 parts 10 and 11). */
export class PcscChipReader implements ChipReader {
  readonly kind = 'chip';
  readonly name: string;
  private readonly wanted: string;
  private readonly limits: ChipLimits;
  private readonly clock: Clock;
  private readonly presence: Presence;
  private readonly attempts: CardAttempts;
  private readonly closing = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();
  /** Readers that were seen to fail with long answers and to work with short ones. */
  private readonly shortReaders = new Set<string>();
  private readonly recoveries: Record<string, number> = {};

  constructor(options: ChipReaderOptions) {
    this.wanted = options.reader ?? '';
    this.name = options.name ?? 'Chip';
    this.limits = { ...CHIP_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.presence = new Presence({
      clock: this.clock,
      limits: this.limits,
      reader: this.wanted,
      load: options.load ?? ((signal) => startPcsc({ clock: this.clock, limitMs: this.limits.load, signal })),
    });
    const { presence, clock, limits } = this;
    this.attempts = new CardAttempts({ presence, clock, limits });
  }

  get status(): DeviceStatus {
    return this.presence.status;
  }

  get cardPresent(): boolean {
    return this.presence.seen.there === 'card';
  }

  health(): DeviceHealth {
    const { seen, opened, reopened } = this.presence;
    const { bytesIn, bytesOut, broken } = this.attempts;
    const retries = this.recoveries['soft-reset'] ?? 0;
    return {
      name: this.name,
      kind: this.kind,
      path: seen.there === 'nothing' ? this.wanted : seen.reader,
      status: this.status,
      forMs: this.presence.forMs,
      counters: {
        bytesIn,
        bytesOut,
        opened,
        skipped: broken,
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
    this.presence.stop();
    // A card that is let go in order is reset by us; otherwise the service does it when the library's process ends.
    await within(this.clock, this.limits.notice, this.queue, undefined);
    await this.presence.close();
    await this.queue;
  }

  read(options: ChipReadOptions): Promise<Result<ChipContents, Problem>> {
    const signals = options.signal === undefined ? [] : [options.signal];
    const signal = AbortSignal.any([this.closing.signal, ...signals]);
    const turn = this.queue.then(() => this.readOnce(options, signal));
    // A caller's own code that throws (its progress) is that caller's trouble.
    this.queue = turn.catch(() => undefined);
    // Whoever gives up while others are served need not wait for them.
    const given = new Promise<Result<ChipContents, Problem>>((resolve) => {
      const giveUp = () => resolve(err(CANCELLED));
      signal.addEventListener('abort', giveUp, { once: true });
      if (signal.aborted) giveUp();
      void this.queue.then(() => signal.removeEventListener('abort', giveUp));
    });
    return Promise.race([turn, given]);
  }

  private async readOnce(options: ChipReadOptions, signal: AbortSignal): Promise<Result<ChipContents, Problem>> {
    if (signal.aborted) return err(CANCELLED);
    options.onProgress?.({ stage: 'waiting' });
    let card = await this.untilCard(options.timeoutMs ?? this.limits.card, signal);
    // The one before it may owe an answer still: it is let go as soon as the service sees that it is gone.
    if (card.there === 'card' && !(await this.attempts.held.free(card.reader, this.limits.notice, signal))) {
      return err(signal.aborted ? CANCELLED : { code: 'chip.silent' });
    }
    if (signal.aborted) return err(CANCELLED);
    await this.presence.look();
    card = this.presence.seen;
    if (card.there !== 'card') return err(card.there === 'nothing' ? card.problem : { code: 'chip.no-card' });
    this.presence.setWorking({ state: 'working', doing: 'capturing' });
    try {
      return await this.climb(card, options, signal);
    } finally {
      this.presence.setWorking(null);
    }
  }

  /** What is seen once a card is there, or when the time is over. A missing reader is waited for too. */
  private async untilCard(timeoutMs: number, signal: AbortSignal): Promise<Seen> {
    await this.presence.look();
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
        const result = await this.attempts.once(card, lengths, options, AbortSignal.any([own, signal]));
        // After its time is over the next step goes on: what this one met then counts no more.
        if (result === 'again' || own.aborted) return false;
        end ??= result.end;
        if (end.ok && lengths === 'short') this.shortReaders.add(card.reader);
        return true;
      },
      { clock: this.clock, signal },
    );
    if (end !== null) return end;
    return err(signal.aborted ? CANCELLED : { code: 'chip.unreadable' });
  }
}
