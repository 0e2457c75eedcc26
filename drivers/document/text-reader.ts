import type { Problem } from '../../core/problem/catalogue.ts';
import { ok } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { DeviceHealth, DocumentEvent, DocumentReader } from '../device.ts';
import { Keeper } from '../keeper.ts';
import { KeptDevice } from '../kept-device.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { FindPath } from '../transport/identity.ts';
import type { ByteLink } from '../transport/link.ts';

/** Time limits of a reader that sends text by itself, in milliseconds. */
export const READER_LIMITS = {
  /** Silence after which the text is over. */
  quiet: 150,
  /** The same text again within this time is the same document on the glass. */
  same: 1_500,
} as const;

export type ReaderLimits = { readonly [K in keyof typeof READER_LIMITS]: number };

export interface ReaderOptions {
  readonly path: string;
  /** Looks the port up before every opening; `path` is then only a name. */
  readonly find?: FindPath;
  readonly name?: string;
  readonly limits?: Partial<ReaderLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
  /** Puts something between the driver and its link, for example a trace. */
  readonly tap?: (link: ByteLink) => ByteLink;
}

/** Puts bytes together to whatever the reader sends at once. */
export interface Framer<F> {
  /** Bytes that belonged to nothing. */
  readonly skipped: number;
  push(bytes: Uint8Array): readonly F[];
  /** Nothing more is coming for now: what is there, or null. */
  quiet(): F | null;
  /** The link came up or went down: nothing of what was before counts. */
  forget?(): void;
}

/** A reader that sends what was laid down or shown to it, by itself, and cannot be asked anything. */
export abstract class TextReader<F, E extends DocumentEvent = DocumentEvent>
  extends KeptDevice<Keeper>
  implements DocumentReader
{
  readonly kind = 'document';
  readonly name: string;
  private readonly limits: ReaderLimits;
  private readonly clock: Clock;
  protected readonly keeper: Keeper;
  private readonly framer: Framer<F>;
  private readonly documents = new Listeners<E>();
  private readonly unlisten: Unlisten;
  private cancelQuiet: (() => void) | null = null;
  private last = { text: '', at: Number.NEGATIVE_INFINITY };

  protected constructor(
    name: string,
    options: ReaderOptions,
    parts: { readonly framer: Framer<F>; readonly link: (clock: Clock) => ByteLink },
  ) {
    super();
    this.name = options.name ?? name;
    this.limits = { ...READER_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.framer = parts.framer;
    const own = options.link ?? parts.link(this.clock);
    const link = options.tap?.(own) ?? own;
    this.keeper = new Keeper({
      name: this.name,
      kind: this.kind,
      link,
      // It cannot be asked anything: its link alone looks whether it is there.
      ladder: [],
      heartbeatMs: 0,
      clock: this.clock,
      missing: { code: 'device.document-missing' },
      greet: async () => ok({ state: 'ready' }),
      softReset: async () => {},
      forget: () => {
        this.cancelQuiet?.();
        this.framer.quiet();
        this.framer.forget?.();
      },
    });
    this.unlisten = link.on((event) => {
      if (event.event === 'bytes') this.received(event.bytes);
    });
  }

  /** What was sent, as text and as the rooms above are told of it. */
  protected abstract read(frame: F): { readonly text: string; readonly event: E };

  /** What is wrong with everything it sends, so that somebody must act; null: nothing. */
  protected complaint(): Problem | null {
    return null;
  }

  health(): DeviceHealth {
    return this.keeper.health(this.framer.skipped);
  }

  onDocument(listener: (event: E) => void): Unlisten {
    return this.documents.on(listener);
  }

  override async close(): Promise<void> {
    this.cancelQuiet?.();
    await super.close();
    this.unlisten();
    this.cancelQuiet?.();
  }

  private received(bytes: Uint8Array): void {
    this.cancelQuiet?.();
    for (const frame of this.framer.push(bytes)) this.tell(frame);
    const problem = this.complaint();
    this.keeper.set(problem === null ? { state: 'ready' } : { state: 'attention', problem });
    this.cancelQuiet = this.clock.after(this.limits.quiet, () => {
      const rest = this.framer.quiet();
      if (rest !== null) this.tell(rest);
    });
  }

  private tell(frame: F): void {
    const { text, event } = this.read(frame);
    const now = this.clock.now();
    const again = text === this.last.text && now - this.last.at < this.limits.same;
    this.last = { text, at: now };
    if (!again) this.documents.emit(event);
  }
}
