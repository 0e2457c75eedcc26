import { sittingName } from '../election/sittings.ts';
import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
import { todaySlipWords as said } from './today-words.ts';
import { refusalWords, slipWords } from './words.ts';

/** How often something was done for a reason; null: one that a person wrote in her own words. */
export interface ReasonCount {
  readonly reason: Both | null;
  readonly count: number;
}

export interface TodayFacts extends SlipPlace {
  readonly sitting: string | null;
  /** Number of the copy, over the whole sitting. */
  readonly copy: number;
  /** Local times hh:mm. */
  readonly opened: string;
  readonly closed: string | null;
  readonly pauses: readonly { readonly from: string; readonly until: string | null; readonly reason: Both | null }[];
  readonly admitted: number;
  readonly open: number;
  readonly released: number;
  readonly undone: number;
  readonly reprints: number;
  /** Admitted here although listed to vote at a remote station; absent: nobody. */
  readonly homecomers?: number;
  /** Admitted without their lock; absent: nobody. */
  readonly unconfirmed?: number;
  readonly contested?: number;
  readonly restarts: number;
  readonly brokenOff: number;
  readonly overrides: readonly ReasonCount[];
  readonly undoneFor: readonly ReasonCount[];
  readonly refused: Readonly<Record<string, number>>;
  /** Receipts that went to the printer, and those of them that had an identification before. */
  readonly receipts: number;
  readonly identified: number;
  /** Words of the journal's head, to be read aloud. */
  readonly words: readonly string[];
}

/** Groups of the head: all of it. */
const WHOLE_HASH = 16;

/**
 * The station's day so far, for observers: numbers, times and reasons. No name, no PIN, and no reason in a person's own
 * words: those are counted as others, because a name may stand in them.
 */
export function todaySlip(facts: TodayFacts): Slip {
  const pair = (name: Both, value: number | string): SlipLine => ({ line: 'pair', name, value: String(value) });
  const part = (title: Both, lines: readonly SlipLine[]): readonly SlipLine[] =>
    lines.length === 0 ? [] : [{ line: 'rule' }, { line: 'text', text: title }, ...lines];
  const byReason = (counts: readonly ReasonCount[]) =>
    counts.map(({ reason, count }) => pair(reason ?? said.otherReason, count));
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: said.title },
      { line: 'text', text: facts.election },
      { line: 'rule' },
      pair(slipWords.station, `№ ${facts.station}`),
      deviceLine(facts),
      pair(slipWords.date, `${shortDate(facts.date)} ${facts.time}`),
      pair(slipWords.sitting, sittingName(facts.sitting)),
      pair(said.copy, facts.copy),
      { line: 'rule' },
      { line: 'number', name: slipWords.admitted, value: String(facts.admitted) },
      pair(said.opened, facts.opened),
      ...(facts.closed === null ? [] : [pair(said.closed, facts.closed)]),
      pair(said.open, facts.open),
      pair(slipWords.released, facts.released),
      pair(slipWords.undone, facts.undone),
      pair(slipWords.reprints, facts.reprints),
      ...(['homecomers', 'unconfirmed', 'contested'] as const).flatMap((name) => {
        const count = facts[name];
        return count === undefined ? [] : [pair(slipWords[name], count)];
      }),
      pair(said.restarts, facts.restarts),
      pair(said.brokenOff, facts.brokenOff),
      ...part(
        said.stoodStill,
        facts.pauses.map(({ from, until, reason }) => pair(reason ?? said.otherReason, `${from}–${until ?? '…'}`)),
      ),
      ...part(said.overrides, byReason(facts.overrides)),
      ...part(said.undoneFor, byReason(facts.undoneFor)),
      ...part(
        slipWords.byReason,
        Object.entries(facts.refused)
          .filter(([, count]) => count > 0)
          .map(([reason, count]) =>
            pair((refusalWords as Readonly<Record<string, Both>>)[reason] ?? said.otherReason, count),
          ),
      ),
      { line: 'rule' },
      { line: 'text', text: facts.identified === facts.receipts ? said.identified : said.notIdentified },
      pair(said.receipts, `${facts.identified} / ${facts.receipts}`),
      { line: 'rule' },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'text', text: { ky: facts.words.join(' '), ru: '' } },
      ...marks(facts.mode),
    ],
    qr: `taanuu:1:${facts.device}:${facts.sitting ?? ''}:${facts.head}`,
  };
}
