import type { BallotStyle } from '../ballot/definition.ts';
import { isSmall } from './count.ts';

/** What decides which protocols a station has, and which of them may be seen. */
export interface ShownRule {
  /** Constituency of the station; null where voters of every one come. */
  readonly home: string | null;
  /** Fewer ballots than this are not shown, of constituencies other than the station's own. */
  readonly least: number;
}

/** A style of which the station makes a protocol. */
export interface StationStyle {
  readonly style: BallotStyle;
  /** Its ballots are so few that nothing of them stands on a screen, on paper or in an open file. */
  readonly sealed: boolean;
}

/**
 * The protocols of a station, in the order of the definition: its own constituency's also without a ballot, at a station
 * for all constituencies each of them, and every other style of which it has anything.
 *
 * Whether one is sealed follows from its number of sheets alone. That number is no secret (whose voters come where is told
 * by identification, and one sealed style is all sheets without the others), so nothing may be made of votes, validity or
 * undecided marks of sealed styles, in no sum either: what could be subtracted from it is what stands in the other protocols.
 * @param sheets by style
 * @param known styles of which something was typed or told
 */
export function stationStyles(
  styles: readonly BallotStyle[],
  rule: ShownRule,
  sheets: ReadonlyMap<string, number>,
  known: ReadonlySet<string>,
): readonly StationStyle[] {
  return styles.flatMap((style) => {
    const count = sheets.get(style.id) ?? 0;
    const own = style.constituency === rule.home;
    if (!own && rule.home !== null && count === 0 && !known.has(style.id)) return [];
    return [{ style, sealed: isSealed(style, rule, count) }];
  });
}

/** Whether so many ballots of a style are too few to show anything of them but their number. */
export const isSealed = ({ constituency }: BallotStyle, { home, least }: ShownRule, sheets: number): boolean =>
  constituency !== home && isSmall(sheets, least);
