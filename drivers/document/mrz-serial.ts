import { ok } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { DeviceEvent, DeviceHealth, DeviceStatus, DocumentEvent, DocumentReader } from '../device.ts';
import { Keeper } from '../keeper.ts';
import type { Ladder } from '../ladder.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { FindPath } from '../transport/identity.ts';
import type { ByteLink } from '../transport/link.ts';
import { SerialLink } from '../transport/serial.ts';
import { MrzFramer } from './mrz-framer.ts';

/** Time limits of an MRZ reader, in milliseconds. */
export const MRZ_LIMITS = {
  /** Silence after which the text is over. */
  quiet: 150,
  /** The same text again within this time is the same document on the glass. */
  same: 1_500,
} as const;

export type MrzLimits = { readonly [K in keyof typeof MRZ_LIMITS]: number };

/** The reader cannot be asked anything: all that helps is a new port. */
export const MRZ_LADDER: Ladder = [
  { step: 'reopen', times: 2, limitMs: 6_000 },
  { step: 're-enumerate', times: 1, limitMs: 8_000 },
];

export interface MrzSerialOptions {
  readonly path: string;
  readonly baudRate?: number;
  /** Looks the port up before every opening; `path` is then only a name. */
  readonly find?: FindPath;
  readonly name?: string;
  readonly limits?: Partial<MrzLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
  /** Puts something between the driver and its link, for example a trace. */
  readonly tap?: (link: ByteLink) => ByteLink;
}

/** Full-page or swipe reader that sends the zone's lines over a serial line as soon as a document lies on it. */
export class MrzSerialReader implements DocumentReader {
  readonly kind = 'document';
  readonly name: string;
  private readonly limits: MrzLimits;
  private readonly clock: Clock;
  private readonly keeper: Keeper;
  private readonly framer = new MrzFramer();
  private readonly documents = new Listeners<DocumentEvent>();
  private readonly unlisten: Unlisten;
  private cancelQuiet: (() => void) | null = null;
  private last = { text: '', at: Number.NEGATIVE_INFINITY };

  constructor(options: MrzSerialOptions) {
    this.name = options.name ?? 'MRZ';
    this.limits = { ...MRZ_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    const { path, baudRate = 9_600, find } = options;
    const own = options.link ?? new SerialLink({ path, baudRate, clock: this.clock, ...(find && { find }) });
    const link = options.tap?.(own) ?? own;
    this.keeper = new Keeper({
      name: this.name,
      kind: this.kind,
      link,
      ladder: MRZ_LADDER,
      heartbeatMs: 0,
      clock: this.clock,
      missing: { code: 'device.document-missing' },
      greet: async () => ok({ state: 'ready' }),
      softReset: async () => {},
      forget: () => {
        this.cancelQuiet?.();
        this.framer.quiet();
      },
    });
    this.unlisten = link.on((event) => {
      if (event.event === 'bytes') this.received(event.bytes);
    });
  }

  get status(): DeviceStatus {
    return this.keeper.status;
  }

  health(): DeviceHealth {
    return this.keeper.health(this.framer.skipped);
  }

  on(listener: (event: DeviceEvent) => void): Unlisten {
    return this.keeper.events.on(listener);
  }

  onDocument(listener: (event: DocumentEvent) => void): Unlisten {
    return this.documents.on(listener);
  }

  open(): void {
    this.keeper.open();
  }

  reopen(): Promise<void> {
    return this.keeper.reopen();
  }

  async close(): Promise<void> {
    this.cancelQuiet?.();
    await this.keeper.close();
    this.unlisten();
    this.cancelQuiet?.();
  }

  private received(bytes: Uint8Array): void {
    this.cancelQuiet?.();
    for (const text of this.framer.push(bytes)) this.tell(text);
    this.cancelQuiet = this.clock.after(this.limits.quiet, () => {
      const rest = this.framer.quiet();
      if (rest !== null) this.tell(rest);
    });
  }

  private tell(text: string): void {
    const now = this.clock.now();
    const again = text === this.last.text && now - this.last.at < this.limits.same;
    this.last = { text, at: now };
    if (again) return;
    // Whether the zone is right is decided above, by its check digits; here only whether it is a zone at all.
    const zone = text.split('\n').some((line) => /^[A-Z0-9<]{20,}$/i.test(line));
    this.documents.emit(
      zone ? { event: 'document', text } : { event: 'unreadable', problem: { code: 'device.document-unreadable' } },
    );
  }
}
