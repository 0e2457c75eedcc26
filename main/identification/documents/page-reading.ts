import type { MrzImageResult } from '../../../core/document/mrz-image/mrz-image.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import type { PageCode } from '../../images/codes.ts';
import { Thread } from '../biometrics/thread.ts';
import { MrzImageReader } from '../mrz-image/mrz-image-reader.ts';

export interface CodesQuestion {
  readonly id: number;
  readonly page: GrayPage;
}
export interface CodesAnswer {
  readonly id: number;
  readonly codes: readonly PageCode[];
}

/** Codes take a third of a second; a thread that needs so long, in milliseconds, does not come back. */
const LONGEST_MS = 15_000;

/** What stands on the image of a page. */
export interface PageContents {
  /** The machine-readable zone on which two readers agree, or why there is none. */
  readonly zone: MrzImageResult;
  /** QR, PDF417 and other codes; none also where their reader failed. */
  readonly codes: readonly PageCode[];
}

/** Reads images of pages, zone and codes beside each other, each in a thread of its own. */
export class PageReading {
  readonly #zones = new MrzImageReader();
  readonly #codes = new Thread<CodesQuestion, CodesAnswer>(new URL('./codes-worker.ts', import.meta.url), LONGEST_MS);

  /** Starts both threads, whose readers take a while to load: the first voter's page must not wait for that. */
  prepare(): void {
    void this.read({ width: 1, height: 1, dpi: 300, pixels: Uint8Array.of(255) });
  }

  /** @param page gray, 200 to 400 dpi. Never rejects. */
  async read(page: GrayPage): Promise<PageContents> {
    const [zone, codes] = await Promise.all([this.#zones.read(page), this.codes(page)]);
    return { zone, codes };
  }

  /** The codes alone; none also where their reader failed. Never rejects. */
  async codes(page: GrayPage): Promise<readonly PageCode[]> {
    return (await this.#codes.ask({ page }))?.codes ?? [];
  }

  async close(): Promise<void> {
    await Promise.all([this.#zones.close(), this.#codes.close()]);
  }
}
