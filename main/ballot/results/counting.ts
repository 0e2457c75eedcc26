import type { BallotRecord } from '../../../core/ballot/record.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { countBallots } from '../../../core/results/count.ts';
import type { UndecidedSheet } from '../../api/ballot-views.ts';
import { type Approvers, type AtResults, type Done, notNow } from './at.ts';
import type { ResultsPapers } from './papers.ts';
import { isDecision, type Marked, UndecidedSheets } from './undecided.ts';

/** Persons decide what the reader could not, and the ballots are counted. */
export class Counting {
  readonly #at: AtResults;
  readonly #papers: ResultsPapers;
  readonly #sheets: UndecidedSheets;

  constructor(at: AtResults, papers: ResultsPapers) {
    this.#at = at;
    this.#papers = papers;
    this.#sheets = new UndecidedSheets(at.frame);
  }

  /** The next sheet that persons decide about, by chance; null: none is left. */
  next(): Result<UndecidedSheet | null, Problem> {
    return this.#at.with((results) => (this.#at.phase === 'closed' ? this.#sheets.next(results) : notNow));
  }

  /** What persons have decided about the sheet that they were shown. */
  async decide(input: {
    readonly ticket: string;
    readonly marked: Marked;
    readonly approvers: Approvers;
  }): Promise<Done> {
    const { ticket, marked, approvers } = input;
    const { journal, desk, changes } = this.#at.frame;
    const approved = await this.#at.approved('adjudicate', approvers, (results) => {
      const sheet = this.#at.phase === 'closed' ? this.#sheets.of(ticket) : notNow;
      if (!sheet.ok) return sheet;
      const style = results.force.papers.styles.find(({ id }) => id === sheet.value.record.style);
      return style && isDecision(style, marked) ? ok({ results, style, sheet: sheet.value }) : notNow;
    });
    if (!approved.ok) return approved;
    const { persons, results, style, sheet } = approved.value;
    const deciders = [...new Set([...results.numbers.all.deciders, ...persons])];
    const kept = results.numbers.replace({ deciders });
    if (!kept.ok) return kept;
    const decided = this.#sheets.decide(sheet, style, marked);
    if (!decided.ok) return decided;
    results.decided(sheet.slot);
    changes.changed();
    const left = results.undecided();
    if (!left.ok || left.value.length > 0) return left.ok ? ok(null) : left;
    const records = this.#records();
    if (!records.ok) return records;
    journal.record('ballot.adjudicated', { sheets: decidedOf(records.value), approvers: deciders }, desk.actor);
    return ok(null);
  }

  /**
   * Counts the ballots, seals what they come to and prints the box's final slip. What stands in sealed protocols is counted too, and shown nowhere.
   * @param reason why the ballots that are there are counted although some were lost, or came in from outside
   * @returns `ballot-zone.to-decide` while persons have to decide, `ballot-store.count-differs` where nobody says why, or what
   *   the disk says
   */
  async count({
    approvers,
    reason,
  }: {
    readonly approvers: Approvers;
    readonly reason?: string | undefined;
  }): Promise<Done> {
    const { ballots, journal, desk } = this.#at.frame;
    const approved = await this.#at.approved('count', approvers, (results) => {
      if (this.#at.phase !== 'closed' || !ballots.cast) return notNow;
      const undecided = results.undecided();
      if (!undecided.ok) return undecided;
      const { length: sheets } = undecided.value;
      if (sheets > 0) return err<Problem>({ code: 'ballot-zone.to-decide', params: { sheets } });
      const { discrepancy, lost } = ballots.cast;
      if (discrepancy && reason === undefined) return err(discrepancy);
      return ok({ results, ...(lost && reason !== undefined ? { differs: { ...lost, reason } } : {}) });
    });
    if (!approved.ok) return approved;
    const { persons, results, differs } = approved.value;
    const drawn = ballots.draw();
    if (!drawn.ok) return drawn;
    results.forget();
    const records = this.#records();
    if (!records.ok) return records;
    const sealed = results.seal(countBallots(results.force.papers.styles, records.value).byStyle);
    if (!sealed.ok) return sealed;
    const decided = decidedOf(records.value);
    if (decided > 0 && journal.day.adjudicated !== decided) {
      // The zone stopped between the last decision and its event.
      journal.record('ballot.adjudicated', { sheets: decided, approvers: results.numbers.all.deciders }, desk.actor);
    }
    const body = {
      sheets: records.value.length,
      sha256: sealed.value,
      approvers: [...persons],
      ...(differs && { differs }),
    };
    journal.record('ballot.counted', body, desk.actor);
    const mobile = records.value.filter(({ batch }) => batch === 'mobile').length;
    return this.#papers.printDay({ paper: 'final', sheets: body.sheets, mobile });
  }

  #records(): Result<readonly BallotRecord[], Problem> {
    const records: BallotRecord[] = [];
    for (const read of this.#at.frame.ballots.cast?.ballots() ?? []) {
      if (!read.ok) return read;
      records.push(read.value.record);
    }
    return ok(records);
  }
}

const decidedOf = (records: readonly BallotRecord[]): number => records.filter(({ decided }) => decided).length;
