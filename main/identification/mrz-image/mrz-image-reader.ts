import type { GrayPage, MrzImageResult } from '../../../core/document/mrz-image/mrz-image.ts';
import { Thread } from '../biometrics/thread.ts';
import type { ReadTimes } from './read-page.ts';

export interface MrzImageQuestion {
  readonly id: number;
  readonly page: GrayPage;
}
export interface MrzImageAnswer {
  readonly id: number;
  readonly result: MrzImageResult;
  readonly times: ReadTimes;
}

/** A page takes a tenth of a second; whoever needs so long does not come back. */
const LONGEST_MS = 15_000;

/**
 * Reads the machine-readable zone from images of pages, with two readers that know nothing of each other, in a thread of
 * its own. A thread that dies or hangs is replaced for the next page.
 */
export class MrzImageReader {
  readonly #thread = new Thread<MrzImageQuestion, MrzImageAnswer>(new URL('./worker.ts', import.meta.url));

  /**
   * @param page gray, 200 to 400 dpi, lying any of its four ways and up to 6° askew
   * @returns the text for `parseMrz`, or why there is none. Never rejects.
   */
  async read(page: GrayPage): Promise<MrzImageResult> {
    let late: NodeJS.Timeout | undefined;
    const given = new Promise<null>((resolve) => {
      late = setTimeout(() => resolve(null), LONGEST_MS);
    });
    const answer = await Promise.race([this.#thread.ask({ page }), given]);
    clearTimeout(late);
    if (answer !== null) return answer.result;
    await this.#thread.close();
    return { refused: 'reader-failed', a: null, b: null };
  }

  /** Ends the thread; a page that is being read is refused. */
  async close(): Promise<void> {
    await this.#thread.close();
  }
}
