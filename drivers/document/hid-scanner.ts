import { ok } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { DeviceEvent, DeviceHealth, DeviceStatus, DocumentEvent, DocumentReader } from '../device.ts';
import { Keeper } from '../keeper.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import { HidLink } from '../transport/hid.ts';
import type { FindPath } from '../transport/identity.ts';
import type { ByteLink } from '../transport/link.ts';
import { codeText, type HidLayout, HidReportDecoder, type ScannedCode } from './hid-codec.ts';
import { MRZ_LADDER, MRZ_LIMITS, type MrzLimits } from './mrz-serial.ts';

/** A document event that says which kind of code it was read from. */
export type ScanEvent =
  | (Extract<DocumentEvent, { event: 'document' }> & {
      /** AIM identifier: `]Q…` QR, `]L…` PDF417, `]z…` Aztec, `]d…` Data Matrix; null where the scanner does not say. */
      readonly symbology: string | null;
    })
  | Extract<DocumentEvent, { event: 'unreadable' }>;

export interface HidScannerOptions {
  readonly path: string;
  readonly find?: FindPath;
  /** Scanners on usage page 0x8C speak `pos`. */
  readonly layout?: HidLayout;
  readonly name?: string;
  readonly limits?: Partial<MrzLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
  /** Puts something between the driver and its link, for example a trace. */
  readonly tap?: (link: ByteLink) => ByteLink;
}

/**
 * Scanner that sends QR, PDF417 and machine-readable zones in HID reports, and no keystrokes: what it reads can never
 * be typed into another window. It cannot be asked anything, so that its ladder is that of a serial reader.
 */
export class HidScanner implements DocumentReader {
  readonly kind = 'document';
  readonly name: string;
  private readonly limits: MrzLimits;
  private readonly clock: Clock;
  private readonly keeper: Keeper;
  private readonly decoder: HidReportDecoder;
  private readonly documents = new Listeners<ScanEvent>();
  private readonly unlisten: Unlisten;
  private cancelQuiet: (() => void) | null = null;
  private last = { text: '', at: Number.NEGATIVE_INFINITY };

  constructor(options: HidScannerOptions) {
    this.name = options.name ?? 'HID';
    this.limits = { ...MRZ_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.decoder = new HidReportDecoder(options.layout ?? 'pos');
    const { path, find } = options;
    const own = options.link ?? new HidLink({ path, clock: this.clock, ...(find && { find }) });
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
        this.decoder.quiet();
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
    return this.keeper.health(this.decoder.skipped);
  }

  on(listener: (event: DeviceEvent) => void): Unlisten {
    return this.keeper.events.on(listener);
  }

  onDocument(listener: (event: ScanEvent) => void): Unlisten {
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

  private received(report: Uint8Array): void {
    this.cancelQuiet?.();
    for (const code of this.decoder.push(report)) this.tell(code);
    this.cancelQuiet = this.clock.after(this.limits.quiet, () => {
      const rest = this.decoder.quiet();
      if (rest !== null) this.tell(rest);
    });
  }

  private tell({ bytes, aim, whole }: ScannedCode): void {
    const text = codeText(bytes);
    const now = this.clock.now();
    const again = text === this.last.text && now - this.last.at < this.limits.same;
    this.last = { text, at: now };
    if (again) return;
    // Half a code is no document, however good it looks.
    this.documents.emit(
      whole && text !== ''
        ? { event: 'document', text, symbology: aim }
        : { event: 'unreadable', problem: { code: 'device.document-unreadable' } },
    );
  }
}
