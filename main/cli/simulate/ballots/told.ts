import type { BallotDayResult } from './day.ts';

/** A day of the ballot zone for who reads it in a terminal; `--json` has every figure. */
export function sayBallotDay(day: BallotDayResult): readonly string[] {
  const { voters, paper, puttings, totals, msPerVoter, wrong } = day;
  const kills = sumOf(day.killed);
  const line = (what: string, times: Readonly<Record<string, number>>, more = '') =>
    sumOf(times) > 0 ? [`${what}: ${told(times)}${more}`] : [];
  return [
    `${voters} voters: ${paper.handedOut} ballots given out = ${paper.inBox} in the box + ${paper.cancelled} cancelled + ${paper.keptByVoters} taken home`,
    `sheets were put in ${puttings} times; from mobile boxes: ${paper.mobile}, ${paper.fed} of them through the feeder; spoiled in print: ${paper.spoiledInPrint}; test pack: ${paper.testPack}`,
    ...line('asked', day.asked),
    ...line('given back', day.returned),
    ...line('called', day.called, `; had to look for a sheet: ${day.located}`),
    ...line('boxes exchanged', day.exchanges, `; in each: ${day.boxes.map(({ sheets }) => sheets).join(' + ')}`),
    ...line('in the feeder', day.feedings, `; it stood for: ${told(day.stood) || 'nothing'}`),
    ...line('persons decided about unsure marks', day.adjudicated),
    ...(kills > 0 ? [`killed: ${kills} times (${told(day.killed)}), ${day.powerCuts} with the power of the box`] : []),
    ...Object.entries(totals).map(([style, votes]) => `${style}: ${told(votes)}`),
    `one voter: ${msPerVoter.p50} ms for half of them, ${msPerVoter.p95} ms for 95 of 100`,
    wrong.length === 0 ? 'everything balances' : `does not balance: ${wrong.length}`,
  ];
}

const told = (times: Readonly<Record<string, number>>): string =>
  Object.entries(times)
    .map(([what, often]) => `${what} ${often}`)
    .join(', ');

const sumOf = (times: object): number => Object.values(times).reduce((sum: number, one: number) => sum + one, 0);
