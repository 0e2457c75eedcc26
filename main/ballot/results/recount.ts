import { protocolOf } from '../../../core/ballot/day/day.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { countBallots } from '../../../core/results/count.ts';
import type { Counted } from '../../../core/results/figures.ts';
import {
  differenceOf,
  type RecountLine,
  type RecountOf,
  RereadSums,
  recountDifferences,
  sheetsOf,
} from '../../../core/results/recount.ts';
import { isSealed } from '../../../core/results/shown.ts';
import type { RecountDifference, RecountView } from '../../api/ballot-views.ts';
import type { ReadBallot } from '../box/reading.ts';
import { type Approvers, type AtResults, type Done, notNow } from './at.ts';
import { namesOf } from './option-names.ts';
import type { SittingResults } from './sitting.ts';

/** What a recount came to. */
interface Comparison {
  readonly styles: readonly (RecountOf & { readonly differences: readonly RecountLine[] })[];
  readonly sheets: number;
  readonly counted: number;
  readonly unsure: number;
}

type At =
  | Exclude<RecountView['at'], { readonly is: 'idle' | 'compared' }>
  | { readonly is: 'compared'; readonly comparison: Comparison };

/** A recount that was begun. It is in memory alone, and gone with the process. */
interface UnderWay {
  /** Of which count, by the hash that the journal has of it. */
  readonly of: string;
  readonly sums: RereadSums;
  aside: number;
  at: At;
}

/**
 * After the count all ballots of the sitting can be fed through the scanner once more. Nothing of them is kept, only sums in
 * memory; nothing of the count changes. A recount that is broken off begins again with its first sheet. Compared, it is on
 * record by one event, and the protocols that are signed from then on tell it.
 */
export class Recount {
  readonly #at: AtResults;
  #way: UnderWay | null = null;

  constructor(at: AtResults) {
    this.#at = at;
  }

  /** Null where there is no scanner, before the count, and once all protocols are signed. */
  get view(): RecountView | null {
    const { stack, journal } = this.#at.frame;
    const { counted } = journal.day;
    const way = this.#current;
    if (!stack || this.#at.phase !== 'counted' || counted === null) return null;
    if (way === null && !this.#mayBegin()) return null;
    const recorded = this.#at.with((results) => ok(results.recounts().at(-1)));
    const last = recorded.ok ? recorded.value : undefined;
    return {
      ...{ counted: counted.sheets, sheets: way?.sums.sheets ?? 0, aside: way?.aside ?? 0 },
      at: way === null ? { is: 'idle' } : viewOf(way.at),
      recorded: last ? { sheets: last.sheets, matches: last.matches } : null,
    };
  }

  /** Begins with the first sheet: what was read before is nothing any more. */
  begin(): Done {
    const { counted } = this.#at.frame.journal.day;
    if (this.#at.phase !== 'counted' || counted === null || !this.#mayBegin()) return notNow;
    return this.#feed({ of: counted.sha256, sums: new RereadSums(), aside: 0, at: { is: 'feeding' } });
  }

  /** Goes on with what is left. @param aside the sheet that was not taken was set aside, and is not in the feeder again */
  goOn(aside: boolean): Done {
    const way = this.#current;
    if (!way || !standing.includes(way.at.is) || (aside && way.at.is !== 'refused')) return notNow;
    return this.#feed({ ...way, aside: way.aside + (aside ? 1 : 0), at: { is: 'feeding' } });
  }

  /** Persons stop it: the sheet that is on its way is still read. */
  stop(): Done {
    return this.#current?.at.is === 'feeding' ? (this.#at.frame.stack?.stop() ?? notNow) : notNow;
  }

  /** No sheet comes any more: what was read is held against the count. */
  end(): Done {
    const way = this.#current;
    if (way?.at.is !== 'empty') return notNow;
    return this.#at.with((results) => {
      const totals = results.totals();
      const styles = results.styles();
      const records = this.#at.frame.ballots.records();
      if (!totals.ok) return totals;
      if (!styles.ok) return styles;
      if (!records.ok) return records;
      const decided = countBallots(
        results.force.papers.styles,
        records.value.filter((one) => one.decided),
      ).byStyle;
      const shown = new Set(styles.value.map(({ style }) => style.id));
      const all = results.force.papers.styles.flatMap((style) => {
        const [counted, ofDecided] = [totals.value?.get(style.id), decided.get(style.id)];
        const again = way.sums.of(style);
        if (!counted || !ofDecided || (!shown.has(style.id) && again.sheets === 0)) return [];
        return [{ style, counted, decided: ofDecided, again, sealed: sealedIn(results, style, counted, again.sheets) }];
      });
      way.at = { is: 'compared', comparison: compared(all) };
      this.#at.frame.changes.changed();
      return ok(null);
    });
  }

  /** It is given up before it was compared. */
  drop(): Done {
    const way = this.#current;
    if (!way || !standing.includes(way.at.is)) return notNow;
    this.#way = null;
    this.#at.frame.changes.changed();
    return ok(null);
  }

  /**
   * Puts on record what came of it, by the persons who feed a mobile box.
   * @param reason why the numbers differ; null where they match
   * @returns `ballot-zone.recount-differs` where they do and nobody says why
   */
  async record({
    reason,
    approvers,
  }: {
    readonly reason: string | null;
    readonly approvers: Approvers;
  }): Promise<Done> {
    const { journal, desk, changes } = this.#at.frame;
    const approved = await this.#at.approved('mobile', approvers, (results) => {
      const way = this.#current;
      if (way?.at.is !== 'compared') return notNow;
      const numbers = differingOf(way.at.comparison);
      if (numbers > 0 && reason === null) {
        return err({ code: 'ballot-zone.recount-differs', params: { numbers } } as const);
      }
      return ok({ results, way, comparison: way.at.comparison, matches: numbers === 0 });
    });
    if (!approved.ok) return approved;
    const { results, way, comparison, matches, persons } = approved.value;
    const { sheets, counted, unsure, styles } = comparison;
    const words = matches ? null : reason;
    const differing = styles.filter(({ differences }) => differences.length > 0);
    const recount = {
      ...{ sheets, counted, aside: way.aside, matches, words, persons: [...persons] },
      differences: Object.fromEntries(differing.map(({ style, differences }) => [style.id, [...differences]])),
    };
    // First its numbers, then the journal, which makes it so.
    const kept = results.numbers.replace({ recounts: [...results.recounts(), recount] });
    if (!kept.ok) return kept;
    journal.record(
      'ballot.recounted',
      {
        ...{ sheets, counted, aside: way.aside, unsure, matches },
        differ: differing.map(({ style, differences }) => ({ protocol: style.id, numbers: differences.length })),
        ...{ reason: words, approvers: [...persons] },
      },
      desk.actor,
    );
    this.#way = null;
    changes.changed();
    return ok(null);
  }

  /** The election's data are destroyed: nothing of them stays here. */
  forget(): void {
    this.#way = null;
  }

  /** The recount of the count that is in force. */
  get #current(): UnderWay | null {
    return this.#at.phase === 'counted' && this.#way?.of === this.#at.frame.journal.day.counted?.sha256
      ? this.#way
      : null;
  }

  /** A protocol is left that can tell it. */
  #mayBegin(): boolean {
    const { day } = this.#at.frame.journal;
    const styles = this.#at.with((results) => results.styles());
    return styles.ok && styles.value.some(({ style }) => protocolOf(day, style.id).signed === null);
  }

  #feed(way: UnderWay): Done {
    const { stack } = this.#at.frame;
    if (!stack) return notNow;
    const fed = stack.feed({
      ...{ expected: null, already: way.sums.sheets },
      take: (read) => this.#take(way, read),
      ended: (end) => {
        way.at = end.is === 'done' ? { is: 'empty' } : end;
      },
    });
    if (fed.ok) this.#way = way;
    return fed;
  }

  #take(way: UnderWay, { judgement, style }: ReadBallot) {
    // The election may have been destroyed while it was read.
    if (this.#current !== way || judgement.verdict === 'refused') return notNow.error;
    way.sums.add({ id: style }, judgement);
    return null;
  }
}

/** How a recount stands while persons may go on with it or give it up. */
const standing: readonly At['is'][] = ['refused', 'stopped', 'paused', 'empty'];

/** Few ballots in either reading: few that are left of many would tell about themselves as well. */
function sealedIn({ shownRule }: SittingResults, style: RecountOf['style'], counted: Counted, again: number): boolean {
  return isSealed(style, shownRule, sheetsOf(counted)) || isSealed(style, shownRule, again);
}

/** Of sealed styles only the number of sheets goes into it. */
function compared(all: readonly RecountOf[]): Comparison {
  const sum = (of: (one: RecountOf) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    styles: all.map((one) => ({ ...one, differences: recountDifferences(one) })),
    sheets: sum(({ again }) => again.sheets),
    counted: sum(({ counted }) => sheetsOf(counted)),
    unsure: sum(({ again, sealed }) => (sealed ? 0 : again.unsure)),
  };
}

const differingOf = ({ styles }: Comparison): number =>
  styles.reduce((sum, { differences }) => sum + differences.length, 0);

function viewOf(at: At): RecountView['at'] {
  if (at.is !== 'compared') return at;
  const { styles, unsure } = at.comparison;
  return {
    ...{ is: 'compared', unsure, sealed: styles.some(({ sealed }) => sealed) },
    decided: styles.reduce((sum, { decided, sealed }) => sum + (sealed ? 0 : sheetsOf(decided)), 0),
    differences: styles.flatMap(({ style, differences }) =>
      differences.map(({ line, option, counted, least, most }): RecountDifference => {
        const numbers = { style: style.id, counted, least, most, by: differenceOf({ counted, least, most }) };
        return line === 'votes' ? { ...numbers, line, names: namesOf(style, option ?? '') } : { ...numbers, line };
      }),
    ),
  };
}
