import { resultsDefault } from '../../../core/election/policy-results.ts';
import type { ResultsSum } from '../../../core/hub/results-sum.ts';
import type { ConsoleView, SumsShown } from '../../../main/api/console-views.ts';
import { resultsWordsOf } from './country-results.ts';

/** How the options stand: three candidates, and against all. */
const shares = [0.41, 0.33, 0.19, 0.07];

/** Protocols of the constituencies added up: most may go out, one has more votes than its list, one has too few ballots. */
export function sumsOf(view: ConsoleView): SumsShown {
  const sums = view.constituencies.flatMap(({ id: constituency }, nth): ResultsSum[] => {
    const own = view.stations.filter((row) => row.constituency === constituency);
    const state = (results: string | null) =>
      results === 'not-balanced' ? 'does-not-balance' : (results ?? 'awaited');
    const aside = own
      .filter(({ results }) => results !== 'arrived' && results !== 'corrected')
      .map((row) => ({ station: row.station, state: state(row.results) as ResultsSum['aside'][number]['state'] }));
    const counted = own.filter(({ results }) => results === 'arrived' || results === 'corrected');
    if (own.length === 0) return [];
    const sum = (of: (row: (typeof own)[number]) => number): number => counted.reduce((all, row) => all + of(row), 0);
    const [registered, admitted] = [sum((row) => row.registered), sum((row) => row.admitted)];
    return [
      {
        ...{ protocol: constituency, constituency, stations: own.length, counted: counted.length, aside },
        sealed: nth === 4 ? ['0391'] : [],
        lines: resultsDefault.form.lines.map(({ id, number, source }, at) => {
          const value = at === 0 ? registered : Math.round(admitted / (1 + at / 40));
          const options =
            source.from === 'votes'
              ? shares
                  .map((share, of) => ({ option: `c-${of + 1}`, value: Math.round(admitted * share) }))
                  .filter((_, of) => (of === 3) === source.kinds.includes('against-all'))
              : [];
          return { line: id, number, value, options };
        }),
        hindrance:
          nth === 3
            ? {
                code: 'hub.more-than-list',
                params: { protocol: constituency, found: registered + 812, listed: registered },
              }
            : null,
      },
    ];
  });
  return { sums, words: resultsWordsOf(sums.map(({ protocol }) => protocol)) };
}
