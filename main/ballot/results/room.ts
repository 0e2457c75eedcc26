import { protocolOf } from '../../../core/ballot/day/day.ts';
import type { Surroundings } from '../../../core/ballot/day/steps.ts';
import type { SignedTotals } from '../../../core/hatch/hatch.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { ProtocolView } from '../../api/ballot-views.ts';
import { AtResults, type Done } from './at.ts';
import { Counting } from './counting.ts';
import { ResultsExports } from './exports.ts';
import type { ResultsFrame } from './frame.ts';
import { ResultsPapers } from './papers.ts';
import { ProtocolDesk } from './protocol-desk.ts';
import { protocolViews } from './protocols.ts';
import { Recount } from './recount.ts';
import { ResultsSealing } from './sealing.ts';
import { SignedPages } from './signed-pages.ts';
import { destroyResults, isOver } from './sitting.ts';

/** What comes after the close: undecided marks, the count, the protocols. */
export class ResultsRoom {
  readonly counting: Counting;
  readonly protocolDesk: ProtocolDesk;
  readonly papers: ResultsPapers;
  readonly exports: ResultsExports;
  readonly recount: Recount;
  readonly sealing: ResultsSealing;
  readonly pages: SignedPages;
  readonly #at: AtResults;

  constructor(frame: ResultsFrame) {
    this.#at = new AtResults(frame);
    this.papers = new ResultsPapers(this.#at);
    this.sealing = new ResultsSealing(this.#at);
    this.pages = new SignedPages(this.#at, () => this.sealing.seal());
    this.exports = new ResultsExports(this.#at, this.sealing);
    this.counting = new Counting(this.#at, this.papers);
    this.protocolDesk = new ProtocolDesk(this.#at, () => this.sealing.seal());
    this.recount = new Recount(this.#at);
  }

  /** Sheets about which persons have to decide; null before the close and while a mobile box is fed. */
  get toDecide(): number | null {
    if (this.#at.phase !== 'closed' && this.#at.phase !== 'counted') return null;
    const undecided = this.#at.with((results) => results.undecided());
    return undecided.ok ? undecided.value.length : null;
  }

  /** The protocols of the station as the desk shows them; none before the close. */
  get protocols(): readonly ProtocolView[] {
    const views = this.#at.with((results) => protocolViews(this.#at.frame, results));
    return views.ok ? views.value : [];
  }

  /** What the steps of the day need. */
  standing(): Pick<Surroundings, 'toDecide' | 'protocols'> {
    const { day } = this.#at.frame.journal;
    const styles = this.#at.with((results) => results.styles());
    const all = styles.ok ? styles.value : [];
    const signed = all.filter(({ style }) => protocolOf(day, style.id).signed !== null);
    return { toDecide: this.toDecide, protocols: { signed: signed.length, all: all.length } };
  }

  /** Why the results cannot be read, or their file not be written, as long as it is so. */
  problems(): readonly Problem[] {
    if (!isOver(this.#at.phase)) return [];
    const views = this.#at.with((results) => protocolViews(this.#at.frame, results));
    const { problem } = this.sealing;
    return [...(views.ok ? [] : [views.error]), ...(problem ? [problem] : [])];
  }

  /** The identification zone has told its totals; its signature was looked at. */
  told(totals: SignedTotals): Done {
    const kept = this.#at.with((results) => results.keep(totals));
    this.#at.frame.changes.changed();
    return kept;
  }

  /** Destroys the results of this zone, with their keys and papers; what has left stays where it is. */
  wipe(): Done {
    this.#at.forget();
    this.recount.forget();
    this.pages.forget();
    this.papers.remove();
    return destroyResults(this.#at.frame);
  }
}
