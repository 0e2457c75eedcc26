import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { type Clock, systemClock } from '../../../drivers/clock.ts';
import type { Device } from '../../../drivers/device.ts';
import type { ChipReader } from '../../../drivers/document/chip/chip-device.ts';
import type { PageScanner, ScanArea, ScanRequest } from '../../../drivers/scanner/page-scanner.ts';
import type { ChipAnswer, ChipQuestion, PageAnswer, PageQuestion, ReadingProgress } from './protocol.ts';

/** An open passport, laid into the glass's corner either way, and its margin: millimetres from that corner. */
const DOCUMENT_SIDE_MM = 180;

/** What is not set up, said as what is missing. */
const NO_CHIP_READER: Problem = { code: 'chip.reader-missing' };
const NO_SCANNER: Problem = { code: 'scanner.missing', params: { scanner: '–' } };

/** The device host's part in reading a document that has to be asked for: a chip, or a page on a scanner. */
export class Readings {
  readonly #first: (kind: Device['kind']) => Device | undefined;
  readonly #tell: (progress: ReadingProgress) => void;
  readonly #clock: Clock;
  #running = new AbortController();

  /** @param first the first device of a kind, where one is set up */
  constructor(
    first: (kind: Device['kind']) => Device | undefined,
    tell: (progress: ReadingProgress) => void,
    clock: Clock = systemClock,
  ) {
    this.#first = first;
    this.#tell = tell;
    this.#clock = clock;
  }

  /** Ends what runs; it answers `device.cancelled`. */
  stop(): void {
    this.#running.abort();
  }

  async readChip({ access, authorities, today, waitMs, limitMs }: ChipQuestion): Promise<ChipAnswer> {
    const reader = this.#first('chip') as ChipReader | undefined;
    if (!reader) return err(NO_CHIP_READER);
    const late = new AbortController();
    const inTime = this.#clock.after(limitMs, () => late.abort());
    const asked = this.#begin();
    const read = await reader.read({
      ...{ access, authorities, today, timeoutMs: waitMs },
      // The face is nearly all of the time, and nobody at the desk compares it.
      portrait: false,
      signal: AbortSignal.any([asked, late.signal]),
      onProgress: ({ stage, ...more }) => {
        this.#tell({ reads: 'chip', waiting: stage === 'waiting', share: 'share' in more ? more.share : null });
      },
    });
    inTime();
    // Its time is over: that is no cancelling, and whoever asked must be told.
    const over = !read.ok && read.error.code === 'device.cancelled' && late.signal.aborted && !asked.aborted;
    return over ? err({ code: 'chip.silent' }) : read;
  }

  async scanPage({ dpi }: PageQuestion): Promise<PageAnswer> {
    const scanner = this.#first('page-scanner') as PageScanner | undefined;
    if (!scanner) return err(NO_SCANNER);
    const scanned = await scanner.scan(scanRequest(scanner, dpi), {
      signal: this.#begin(),
      onProgress: (progress) => {
        const share = progress.stage === 'page' ? progress.share : null;
        this.#tell({ reads: 'page', waiting: progress.stage === 'waiting', share });
      },
    });
    if (!scanned.ok) return scanned;
    const page = scanned.value[0];
    return page ? ok(page) : err({ code: 'scanner.no-documents' });
  }

  /** One at a time: whoever asks anew gives up what ran. */
  #begin(): AbortSignal {
    this.#running.abort();
    this.#running = new AbortController();
    return this.#running.signal;
  }
}

/** The glass where there is one: a document does not go through a feeder unharmed. */
function scanRequest({ capabilities }: PageScanner, dpi: number): ScanRequest {
  const flatbed = capabilities?.sources.find(({ source }) => source === 'flatbed');
  if (!flatbed) return { source: capabilities === null ? 'flatbed' : 'feeder', dpi, maxPages: 1 };
  const corner: ScanArea = {
    left: 0,
    top: 0,
    width: Math.min(DOCUMENT_SIDE_MM, flatbed.width),
    height: Math.min(DOCUMENT_SIDE_MM, flatbed.height),
  };
  return { source: 'flatbed', dpi, area: corner };
}
