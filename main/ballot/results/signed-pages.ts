import { readCornerCode } from '../../../core/ballot/corner-code.ts';
import { toHex } from '../../../core/crypto/encoding.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { MARK_DIGITS, type PaperMark, readPaperMark } from '../../../core/results/page-mark.ts';
import { RESULTS_LIMITS, type ResultsImage } from '../../../core/results/results-file.ts';
import { grayPng } from '../../../drivers/gray-png.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import type { SignedPagesView } from '../../api/ballot-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { readCodes } from '../../images/codes.ts';
import { type AtResults, type Done, notNow } from './at.ts';
import { keepImage } from './kept-images.ts';
import { signedVersions } from './signed.ts';
import type { SittingResults } from './sitting.ts';
import { smaller } from './smaller.ts';

const unknown: Problem = { code: 'ballot-zone.page-unknown' };

/**
 * Pages of signed protocols, and stamped slips of the box, through the scanner with a feeder: their images go into the
 * results file. A sheet is known by the mark that this zone has printed on it, and by nothing else; without one nothing of
 * it is kept. So no image of a ballot ever is, whatever lies in the feeder.
 */
export class SignedPages {
  readonly #at: AtResults;
  readonly #kept: () => Promise<unknown>;
  #is: SignedPagesView['at'] = { is: 'idle' };

  /** @param kept pages have come, and the results file has something new */
  constructor(at: AtResults, kept: () => Promise<unknown>) {
    this.#at = at;
    this.#kept = kept;
  }

  /** Null where there is no scanner, and before a protocol is signed. */
  get view(): SignedPagesView | null {
    const { stack, journal } = this.#at.frame;
    if (!stack || this.#at.phase !== 'counted') return null;
    const images = this.#at.with((results) => ok(results.numbers.all.images));
    const signed = Object.values(journal.day.protocols).some(({ versions }) => versions.length > 0);
    if (!signed || !images.ok) return null;
    const slips = images.value.filter(({ what }) => what.of === 'slip').length;
    return { at: this.#is, pages: images.value.length - slips, slips };
  }

  /** Draws in whatever lies in the feeder; what was kept before stays, and a page that comes again takes its own place. */
  begin(): Done {
    const { stack } = this.#at.frame;
    if (!stack || this.view === null) return notNow;
    let pages = 0;
    const fed = stack.feed({
      ...{ expected: null, already: 0 },
      page: async (page) => {
        const kept = await this.#take(page);
        if (kept.ok) pages += 1;
        return kept.ok ? null : kept.error;
      },
      ended: (end) => {
        // Of a page a feed has nothing to judge: a sheet is kept, or it stops.
        this.#is = end.is === 'refused' ? { is: 'stopped', problem: unknown } : end;
        if (pages === 0) return;
        this.#at.frame.journal.record('ballot.pages-scanned', { pages }, this.#at.frame.desk.actor);
        void this.#kept();
      },
    });
    if (fed.ok) this.#is = { is: 'feeding' };
    return fed;
  }

  stop(): Done {
    return this.#is.is === 'feeding' ? (this.#at.frame.stack?.stop() ?? notNow) : notNow;
  }

  /** The election's data are destroyed. */
  forget(): void {
    this.#is = { is: 'idle' };
  }

  async #take(page: GrayPage): Promise<Result<null, Problem>> {
    const codes = await readCodes(page, { formats: ['qr'] });
    if (!codes.ok) return codes;
    const isBallot = codes.value.some(({ bytes }) => readCornerCode(bytes) !== null);
    const mark = codes.value.flatMap(({ text }) => readPaperMark(text) ?? [])[0];
    if (isBallot || mark === undefined) return { ok: false, error: unknown };
    const bytes = grayPng(smaller(page));
    return this.#at.with((results) => {
      const of = this.#of(results, mark);
      // Another election may be there by now, or the paper be of a sitting before.
      if (of === null || bytes.length > RESULTS_LIMITS.image) return { ok: false, error: unknown };
      const image: ResultsImage = {
        ...{ ...of, type: 'image/png', bytes: bytes.length, sha256: toHex(nodeCrypto.sha256(bytes)) },
      };
      const kept = keepImage(this.#at.frame, results, image, bytes);
      this.#at.frame.changes.changed();
      return kept;
    });
  }

  /** Which of the papers of this sitting it is; null: of none. */
  #of(results: SittingResults, mark: PaperMark): Pick<ResultsImage, 'what' | 'page' | 'pages'> | null {
    const { journal } = this.#at.frame;
    if (mark.of === 'slip') {
      const { sitting } = journal.day.station;
      for (const event of journal.file.journal.events()) {
        const isIts = event.hash.startsWith(mark.hash) && event.sitting === sitting;
        if (isIts) return { what: { of: 'slip', slip: mark.slip }, page: 1, pages: 1 };
      }
      return null;
    }
    for (const protocol of Object.keys(journal.day.protocols)) {
      const version = signedVersions(this.#at.frame, results, protocol).find(
        ({ sha256 }) => sha256.slice(0, MARK_DIGITS) === mark.hash,
      )?.content.version;
      const { page, pages } = mark;
      if (version !== undefined) return { what: { of: 'protocol', protocol, version }, page, pages };
    }
    return null;
  }
}
