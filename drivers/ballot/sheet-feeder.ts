import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { GrayPage, PageScanner } from '../scanner/page-scanner.ts';

/** Ballots are A4; what a feeder sees beside them is nothing. */
const A4 = { left: 0, top: 0, width: 210, height: 297 } as const;

export interface FeedOrder {
  /** How many sheets there are, as persons have counted them; null: as many as come. */
  readonly expected: number | null;
  /** How many of them were fed before a jam, or before somebody stopped. */
  readonly already?: number;
  readonly dpi: number;
  /**
   * Sheets that are asked for at once. 1: one after the other, so that a sheet that is stopped at lies on top of the
   * others. Feeders that draw in the next sheet by themselves need more.
   */
  readonly atOnce?: number;
  readonly signal?: AbortSignal;
  /** Takes one sheet: the `number`th, from 1. The next one is handed over when it has been taken. Must not reject. */
  readonly onSheet: (page: GrayPage, number: number) => Promise<void>;
}

/** What was fed, `already` included, and why no more. */
export interface FeedStop {
  readonly fed: number;
  readonly problem: Problem;
}

/**
 * Feeds the sheets of a mobile box, or of a recount, through a scanner with a feeder. Ends well only when as many have come
 * as were counted: what sticks together, or is missing, shows in the number. After a jam the sheets that were not handed
 * over are put in again, with `already`; none is handed over twice, because a sheet that jams brings no page.
 * Errors: `ballot-reader.count-differs`, or what the scanner says.
 */
export async function feedSheets(
  scanner: Pick<PageScanner, 'scan'>,
  order: FeedOrder,
): Promise<Result<{ fed: number }, FeedStop>> {
  const { expected, dpi, atOnce = 1, signal, onSheet } = order;
  let fed = order.already ?? 0;
  for (;;) {
    let came = 0;
    let taking: Promise<void> = Promise.resolve();
    const scanned = await scanner.scan(
      { source: 'feeder', dpi, area: A4, maxPages: atOnce },
      {
        ...(signal && { signal }),
        onPage: (page) => {
          came += 1;
          const number = fed + came;
          taking = taking.then(() => onSheet(page, number));
        },
      },
    );
    await taking;
    fed += came;
    const empty = scanned.ok ? came < atOnce : scanned.error.code === 'scanner.no-documents';
    if (!scanned.ok && !empty) return err({ fed, problem: scanned.error });
    if (signal?.aborted) return err({ fed, problem: { code: 'device.cancelled' } });
    if (!empty && (expected === null || fed <= expected)) continue;
    return expected === null || fed === expected
      ? ok({ fed })
      : err({ fed, problem: { code: 'ballot-reader.count-differs', params: { expected, fed } } });
  }
}
