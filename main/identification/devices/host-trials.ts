import { decodeImage, type ImageCodecs } from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { Camera } from '../../../drivers/camera/camera.ts';
import type { Clock } from '../../../drivers/clock.ts';
import {
  CANCELLED,
  type Device,
  type DocumentReader,
  type FingerImage,
  type FingerprintReader,
  type ReceiptPrinter,
} from '../../../drivers/device.ts';
import type { ChipReader } from '../../../drivers/document/chip/chip-device.ts';
import type { FingerScanner } from '../../../drivers/fingerprint/sbi/finger-scanner.ts';
import type { PagePrinter } from '../../../drivers/printer/cups/page-printer.ts';
import { renderSlip } from '../../../drivers/printer/render.ts';
import type { PageScanner } from '../../../drivers/scanner/page-scanner.ts';
import { takePicture } from './host-picture.ts';
import type { TrialAnswer, TrialNews, TrialWork } from './trial-protocol.ts';

/** Images that are shown in a second, at most: a screen of a technician is no film. */
const FRAME_MS = 250;
/** A live image of more pixels is not shown: four fingers at 500 dpi have a third of it. */
const MOST_PIXELS = 4_000_000;

/** So long may a technician take to lay a card down, in milliseconds. */
const CARD_MS = 60_000;

/** A document that is no zone is what a technician wants to see too. */
const UNREADABLE: Problem = { code: 'device.document-unreadable' };

/**
 * The host's side of the technician's tries: one device does one thing, and what can be seen of it meanwhile is told.
 * One try at a time: a new one ends the one before. Nothing of it is kept here.
 */
export class HostTrials {
  readonly #device: (id: string) => Device | undefined;
  readonly #codecs: ImageCodecs;
  readonly #clock: Clock;
  #running = new AbortController();
  /** The device of the last try. */
  #tried = '';

  constructor(around: {
    readonly device: (id: string) => Device | undefined;
    readonly codecs: ImageCodecs;
    readonly clock: Clock;
  }) {
    this.#device = around.device;
    this.#codecs = around.codecs;
    this.#clock = around.clock;
  }

  stop(): void {
    this.#running.abort();
  }

  /** The driver of this device goes and another one comes: what listens to it would wait for ever. */
  replaced(id: string): void {
    if (id === this.#tried) this.stop();
  }

  /** Does the work; it ends with `device.cancelled` when it is stopped, and where the device is of another kind. */
  async run(id: string, work: TrialWork, tell: (news: TrialNews) => void): Promise<TrialAnswer> {
    this.stop();
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#tried = id;
    const device = this.#device(id);
    switch (work.kind) {
      case 'stream':
        return device?.kind === 'fingerprint'
          ? this.#stream(device as FingerprintReader, signal, tell)
          : err(CANCELLED);
      case 'finger':
        return device?.kind === 'fingerprint'
          ? this.#finger(device as FingerprintReader, signal, tell)
          : err(CANCELLED);
      case 'document':
        return device?.kind === 'document' ? nextDocument(device as DocumentReader, signal) : err(CANCELLED);
      case 'chip':
        return device?.kind === 'chip' ? this.#chip(device as ChipReader, work, signal, tell) : err(CANCELLED);
      case 'picture':
        return device?.kind === 'camera' ? takePicture(device as Camera, signal, this.#codecs) : err(CANCELLED);
      case 'scan':
        return device?.kind === 'page-scanner'
          ? scanPage(device as PageScanner, work.dpi, signal, tell)
          : err(CANCELLED);
      case 'slip':
        return device?.kind === 'printer' ? printSlip(device as ReceiptPrinter, work.svg) : err(CANCELLED);
      case 'page':
        return device?.kind === 'page-printer' ? printPage(device as PagePrinter, work, signal, tell) : err(CANCELLED);
    }
  }

  async #stream(device: FingerprintReader, signal: AbortSignal, tell: (news: TrialNews) => void): Promise<TrialAnswer> {
    if (!streams(device)) return ok({ kind: 'stream', frames: 0 });
    const due = this.#pace();
    const ended = await device.preview(
      (jpeg) => {
        const image = due() ? this.#decoded(jpeg) : null;
        if (image !== null) tell({ news: 'image', image, share: null });
      },
      { signal },
    );
    return ended.ok ? ok({ kind: 'stream', frames: ended.value }) : ended;
  }

  async #finger(device: FingerprintReader, signal: AbortSignal, tell: (news: TrialNews) => void): Promise<TrialAnswer> {
    const due = this.#pace();
    let share: number | null = null;
    for (;;) {
      const captured = await device.capture({
        signal,
        onProgress: (progress) => {
          share = progress.stage === 'transfer' ? progress.share : null;
        },
        onPartial: (image) => {
          if (due()) tell({ news: 'image', image: image(), share });
        },
      });
      if (captured.ok) {
        const { hints = [], ...image } = captured.value as FingerImage & { readonly hints?: readonly string[] };
        return ok({ kind: 'finger', image, hints });
      }
      if (captured.error.code !== 'device.finger-timeout' || signal.aborted) return captured;
    }
  }

  async #chip(
    reader: ChipReader,
    { access, authorities, today }: Extract<TrialWork, { kind: 'chip' }>,
    signal: AbortSignal,
    tell: (news: TrialNews) => void,
  ): Promise<TrialAnswer> {
    const read = await reader.read({
      ...{ access, authorities, today, signal, timeoutMs: CARD_MS },
      onProgress: (progress) => {
        const share = progress.stage === 'reading' ? progress.share : null;
        tell({ news: 'reading', waiting: progress.stage === 'waiting', share });
      },
    });
    if (!read.ok) return read;
    const { mrz, opened, authenticity, portrait } = read.value;
    const face = portrait === null || typeof portrait === 'string' ? null : this.#decoded(portrait.bytes);
    return ok({ kind: 'chip', mrz, opened, authenticity, face });
  }

  /** Says of each moment whether an image may be shown at it. */
  #pace(): () => boolean {
    let last = Number.NEGATIVE_INFINITY;
    return () => {
      const now = this.#clock.now();
      if (now - last < FRAME_MS) return false;
      last = now;
      return true;
    };
  }

  /** JPEG or JPEG 2000 as gray; null where it cannot be shown. */
  #decoded(bytes: Uint8Array): FingerImage | null {
    const decoded = decodeImage(bytes, { codecs: this.#codecs });
    if (!decoded.ok || decoded.value.width * decoded.value.height > MOST_PIXELS) return null;
    const { width, height, pixels } = decoded.value;
    return { width, height, pixels };
  }
}

const streams = (device: FingerprintReader): device is FingerScanner => 'preview' in device;

function nextDocument(reader: DocumentReader, signal: AbortSignal): Promise<TrialAnswer> {
  return new Promise((resolve) => {
    const end = (answer: TrialAnswer): void => {
      unlisten();
      signal.removeEventListener('abort', stop);
      resolve(answer);
    };
    const stop = (): void => end(err(CANCELLED));
    const unlisten = reader.onDocument((event) => {
      const text = event.text ?? '';
      end(
        text === '' ? err(event.event === 'unreadable' ? event.problem : UNREADABLE) : ok({ kind: 'document', text }),
      );
    });
    signal.addEventListener('abort', stop);
  });
}

async function scanPage(
  scanner: PageScanner,
  dpi: number,
  signal: AbortSignal,
  tell: (news: TrialNews) => void,
): Promise<TrialAnswer> {
  // The glass where there is one, as it is for documents.
  const glass = scanner.capabilities?.sources.some(({ source }) => source === 'flatbed') ?? true;
  const request = glass ? ({ source: 'flatbed', dpi } as const) : ({ source: 'feeder', dpi, maxPages: 1 } as const);
  const scanned = await scanner.scan(request, {
    signal,
    onProgress: (progress) => {
      const share = progress.stage === 'page' ? progress.share : null;
      tell({ news: 'reading', waiting: progress.stage === 'waiting', share });
    },
  });
  if (!scanned.ok) return scanned;
  const page = scanned.value[0];
  return page ? ok({ kind: 'scan', page }) : err({ code: 'scanner.no-documents' });
}

/** Not stopped in the middle: whoever leaves the screen would leave half a slip in the printer. */
async function printSlip(printer: ReceiptPrinter, svg: string): Promise<TrialAnswer> {
  const printed = await printer.print(renderSlip(svg));
  return printed.ok ? ok({ kind: 'slip' }) : err(printed.error.problem);
}

async function printPage(
  printer: PagePrinter,
  { svg, title }: { readonly svg: string; readonly title: string },
  signal: AbortSignal,
  tell: (news: TrialNews) => void,
): Promise<TrialAnswer> {
  const printed = await printer.print(
    { format: 'svg', bytes: Buffer.from(svg), title },
    { signal, onJob: (progress) => tell({ news: 'job', progress }) },
  );
  return printed.ok ? ok({ kind: 'page', job: printed.value.job }) : err(printed.error.problem);
}
