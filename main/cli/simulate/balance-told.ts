import type { Balance } from './balance.ts';
import { sayPaths } from './paths.ts';

/** A day for who reads it in a terminal; `--json` has every figure. */
export function sayBalance(day: Balance): readonly string[] {
  const { visits, admitted, perPath, refused, identified, impostors, slips, paper, sheets, events, killed, verdictMs } =
    day;
  const reasons = Object.entries(refused).map(([reason, times]) => `${reason} ${times}`);
  const kills = Object.values(killed).reduce((sum, times) => sum + times, 0);
  return [
    `${visits} visits: ${admitted} voters admitted, ${perPath.refused} visits refused, ${perPath.cancelled} cancelled`,
    ...(reasons.length > 0 ? [`refused: ${reasons.join(', ')}`] : []),
    ...sayPaths(identified),
    `impostors: ${impostors.tried} tried, ${impostors.admitted} admitted`,
    `slips in voters’ hands: ${slips}; printed again: ${paper.reprints}, torn: ${paper.torn}`,
    ...(sheets === null
      ? []
      : [
          `ballots printed: paper ${sheets.loaded} = in voters’ hands ${sheets.held} + in the envelope ${sheets.enveloped} + blank ${sheets.blank}`,
        ]),
    `journal: ${events} events; verdict in ${verdictMs.p50} ms for half of the visits, in ${verdictMs.p95} ms for 95 of 100`,
    ...(kills > 0 ? [`interrupted: ${kills} times`] : []),
    day.wrong.length === 0 ? 'everything balances' : `does not balance: ${day.wrong.length}`,
  ];
}
