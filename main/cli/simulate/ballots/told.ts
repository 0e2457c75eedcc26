import type { BallotDayResult } from './day.ts';

/** A day of the ballot zone for who reads it in a terminal; `--json` has every figure. */
export function sayBallotDay(day: BallotDayResult): readonly string[] {
  const { voters, paper, puttings, returned, called, located, killed, powerCuts, totals, msPerVoter, wrong } = day;
  const kills = Object.values(killed).reduce((sum, times) => sum + times, 0);
  const told = (times: Readonly<Record<string, number>>) =>
    Object.entries(times).map(([what, often]) => `${what} ${often}`);
  return [
    `${voters} voters: ${paper.handedOut} ballots given out = ${paper.inBox} in the box + ${paper.cancelled} cancelled + ${paper.keptByVoters} taken home`,
    `sheets were put in ${puttings} times; from mobile boxes: ${paper.mobile}; spoiled in print: ${paper.spoiledInPrint}; test pack: ${paper.testPack}`,
    ...(Object.keys(returned).length > 0 ? [`given back: ${told(returned).join(', ')}`] : []),
    ...(Object.keys(called).length > 0
      ? [`called: ${told(called).join(', ')}; had to look for a sheet: ${located}`]
      : []),
    ...(kills > 0 ? [`killed: ${kills} times, ${powerCuts} of them with the power of the box`] : []),
    ...Object.entries(totals).map(([style, votes]) => `${style}: ${told(votes).join(', ')}`),
    `one voter: ${msPerVoter.p50} ms for half of them, ${msPerVoter.p95} ms for 95 of 100`,
    wrong.length === 0 ? 'everything balances' : `does not balance: ${wrong.length}`,
  ];
}
