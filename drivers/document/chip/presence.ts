import type { Problem } from '../../../core/problem/catalogue.ts';
import { type Clock, within } from '../../clock.ts';
import type { DeviceEvent, DeviceStatus } from '../../device.ts';
import { Listeners } from '../../listeners.ts';
import type { CardEvent } from './chip-device.ts';
import type { MissingPart, Pcsc, PcscService, SeenReader } from './pcsc.ts';
import { UnseenCards } from './unseen-cards.ts';

/** How often is looked and how long is waited, in milliseconds. */
export const PRESENCE_LIMITS = {
  /** For cards and readers that come and go. One look takes a fraction of a millisecond. */
  look: 200,
  /** For a service that was lost: with a new connection, because an old one never recovers. */
  serviceAgain: 1_000,
  /** For the addon, which may be built meanwhile. */
  addonAgain: 10_000,
  /** For the library to be loaded in its process. */
  load: 10_000,
  /** For the service to say what it sees: it takes a millisecond. One that hangs holds the process that asks it. */
  service: 4_000,
  /** For the connection to a card, with its power-up. */
  connect: 5_000,
} as const;

export type PresenceLimits = { readonly [K in keyof typeof PRESENCE_LIMITS]: number };

const SERVICE_MISSING: Problem = { code: 'chip.service-missing' };

export type Loaded = Pcsc | MissingPart;

export interface PresenceOptions {
  readonly clock: Clock;
  readonly limits: PresenceLimits;
  /** A part of the reader's name; empty: any reader. */
  readonly reader: string;
  /** Rejects when what holds the library does not start. */
  readonly load: (signal: AbortSignal) => Loaded | Promise<Loaded>;
}

/** A card on a reader. `events`: as long as it is the same, no card has come or gone. */
export interface SeenCard {
  readonly there: 'card';
  readonly reader: string;
  readonly events: number;
}

/** What is there: addon, service, reader, card. */
export type Seen =
  | SeenCard
  | { readonly there: 'reader'; readonly reader: string; readonly events: number }
  | { readonly there: 'nothing'; readonly problem: Problem };

/**
 * The keeper of a chip reader, which has no byte link: looks by turns for the addon, the service, the reader and a card.
 * It asks instead of listening, because the addon's listener can neither be stopped without waiting for it nor survive
 * a restart of the service.
 */
export class Presence {
  readonly events = new Listeners<DeviceEvent>();
  readonly cards = new Listeners<CardEvent>();
  /** Any change of what is seen. */
  readonly changes = new Listeners<Seen>();
  private readonly options: PresenceOptions;
  private readonly unseen: UnseenCards;
  private pcsc: Pcsc | null = null;
  private service: PcscService | null = null;
  private current: DeviceStatus = { state: 'working', doing: 'connecting' };
  private since: number;
  private sight: Seen = { there: 'nothing', problem: SERVICE_MISSING };
  private working: DeviceStatus | null = null;
  private cancelLook: (() => void) | null = null;
  private closed = true;
  private closing = new AbortController();
  private looking: Promise<void> | null = null;
  /** Times the service was reached. */
  opened = 0;
  /** New connections to the service after the first. */
  reopened = 0;

  constructor(options: PresenceOptions) {
    this.options = options;
    this.since = options.clock.now();
    this.unseen = new UnseenCards(options.clock, options.limits.connect);
  }

  get status(): DeviceStatus {
    return this.current;
  }

  get forMs(): number {
    return this.options.clock.now() - this.since;
  }

  get seen(): Seen {
    return this.sight;
  }

  /** The library, once it is loaded. */
  get library(): Pcsc | null {
    return this.pcsc;
  }

  open(): void {
    if (!this.closed) return;
    this.closed = false;
    this.closing = new AbortController();
    void this.look();
  }

  /** Looks no more. The library stays until `close`. */
  stop(): void {
    this.closed = true;
    this.cancelLook?.();
    this.closing.abort();
  }

  async close(): Promise<void> {
    this.stop();
    await this.looking;
    await this.endLibrary();
  }

  /** Drops the connection to the service and looks anew, at once. */
  reopen(): void {
    this.dropService();
    if (!this.closed) void this.look();
  }

  /** What the driver is doing, shown as long as a reader is there; null: nothing. */
  setWorking(status: DeviceStatus | null): void {
    this.working = status;
    this.tell();
  }

  /** Looks now, and later again. One look at a time: who asks in the middle of one waits for that. */
  look(): Promise<void> {
    this.looking ??= this.lookNow().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    if (this.closed) return;
    this.cancelLook?.();
    const { next, afterMs } = await this.lookOnce();
    // Nobody wants to know any more.
    if (this.closed) return;
    const before = this.sight;
    this.sight = next;
    this.tell();
    if (!sameSight(before, next)) {
      this.tellCards(before, next);
      this.changes.emit(next);
    }
    this.cancelLook = this.options.clock.after(afterMs, () => void this.look());
  }

  private async lookOnce(): Promise<{ next: Seen; afterMs: number }> {
    const { limits, clock, load } = this.options;
    const { signal } = this.closing;
    const again = { next: { there: 'nothing', problem: SERVICE_MISSING }, afterMs: limits.serviceAgain } as const;
    try {
      if (this.pcsc === null) {
        const loaded = await load(signal);
        if ('missing' in loaded) {
          const problem: Problem = { code: 'chip.addon-missing', params: { part: loaded.missing } };
          return { next: { there: 'nothing', problem }, afterMs: limits.addonAgain };
        }
        this.pcsc = loaded;
      }
      const readers = await within(clock, limits.service, this.readers(this.pcsc), 'late' as const, signal);
      if (readers !== 'late') {
        this.unseen.seen(readers, this.pcsc);
        return { next: this.judge(readers), afterMs: limits.look };
      }
      // What holds the library waits for the service with all that it does: only its end frees it.
      await this.endLibrary();
    } catch {
      this.dropService();
    }
    return again;
  }

  private async readers(library: Pcsc): Promise<readonly SeenReader[]> {
    if (this.service === null) {
      this.service = await library.service();
      if (this.opened > 0) this.reopened += 1;
      this.opened += 1;
    }
    return await this.service.readers();
  }

  private async endLibrary(): Promise<void> {
    const library = this.pcsc;
    this.pcsc = null;
    this.dropService();
    await library?.end?.();
  }

  /** Of several readers (many have a contact slot beside the antenna) the one with a card counts. */
  private judge(readers: readonly SeenReader[]): Seen {
    const ours = readers.filter(({ name }) => name.includes(this.options.reader));
    const found = ours.find(({ present }) => present) ?? ours[0];
    if (found === undefined) return { there: 'nothing', problem: { code: 'chip.reader-missing' } };
    return { there: found.present ? 'card' : 'reader', reader: found.name, events: found.events };
  }

  private tellCards(before: Seen, next: Seen): void {
    if (before.there === 'card') this.cards.emit({ event: 'removed', reader: before.reader });
    if (next.there === 'card') this.cards.emit({ event: 'inserted', reader: next.reader });
  }

  private tell(): void {
    const status: DeviceStatus =
      this.sight.there === 'nothing'
        ? { state: 'missing', problem: this.sight.problem }
        : (this.working ?? { state: 'ready' });
    if (this.closed || JSON.stringify(status) === JSON.stringify(this.current)) return;
    this.current = status;
    this.since = this.options.clock.now();
    this.events.emit({ event: 'status', status });
  }

  private dropService(): void {
    try {
      this.service?.close();
    } catch {
      // It is gone already.
    }
    this.service = null;
    this.unseen.forget();
  }
}

function sameSight(a: Seen, b: Seen): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
