import type { PublishedGroup } from '../../../core/commission/publication/published.ts';
import type { ConsoleView, StationRow, TurnoutPreview } from '../../../main/api/console-views.ts';
import { isIn as liesIn, turnoutOf } from './country.ts';

/** What is held back in the pictures: a small district with another one beside it, the stations abroad, and one over its list. */
const held: Readonly<Record<string, Partial<PublishedGroup>>> = {
  'territory/kok-jangak': { withheld: 'few', admitted: null, asOf: null, percent: null },
  'territory/mailuu-suu': { withheld: 'few', asOf: '14:00', admitted: 14_316 },
  'kind/abroad': { withheld: 'few', asOf: '14:00', admitted: 7_455 },
  'territory/toguz-toro': { withheld: 'more-than-list', asOf: '14:00', admitted: 15_204 },
};

/** What is published of this country: at 16:00, or (evening) for the last time, with sex and age. */
export function previewOf(view: ConsoleView): TurnoutPreview {
  const isLast = view.now > '2025-11-30T14:00';
  const group = (
    of: PublishedGroup['of'],
    id: string,
    names: PublishedGroup['names'],
    isIn: (row: StationRow) => boolean,
  ): PublishedGroup[] => {
    const rows = view.stations.filter(isIn);
    if (rows.length === 0) return [];
    const { registered, admitted, bySex, byAge, bySexAndAge } = turnoutOf(rows);
    const own = isLast ? (id === 'kok-jangak' ? held['territory/kok-jangak'] : undefined) : held[`${of}/${id}`];
    const time = isLast ? '20:00' : '16:00';
    const told = own === undefined && isLast;
    return [
      {
        ...{ of, id, names, stations: rows.length, registered, admitted, asOf: time, withheld: null },
        percent: registered === 0 ? null : Math.round((admitted / registered) * 10_000) / 100,
        earlier: {
          '14:00': own === undefined ? Math.round(admitted * 0.8) : (own.admitted ?? null),
          ...(isLast ? { '16:00': own === undefined ? Math.round(admitted * 0.9) : null } : {}),
        },
        bySex: told ? bySex : null,
        byAge: told && of !== 'constituency' ? byAge : null,
        bySexAndAge: told && of !== 'constituency' ? bySexAndAge : null,
        ...own,
      },
    ];
  };
  const isHome = ({ kind }: StationRow): boolean => kind === 'home';
  const { election, territories, constituencies } = view;
  return {
    ...{ id: isLast ? '20:00 1' : '16:00 1', next: isLast ? null : '18:00' },
    published: {
      ...{ format: 'taanuu/published-turnout/2', election: election.id, mode: election.mode, date: election.date },
      ...{ round: 0, time: isLast ? '20:00' : '16:00', at: view.now, isLast, fewest: 10 },
      groups: [
        ...group('country', election.id, election.names, () => true),
        ...(['home', 'remote', 'abroad'] as const).flatMap((kind) =>
          group('kind', kind, null, (row) => row.kind === kind),
        ),
        ...territories.flatMap(({ code, names }) =>
          group('territory', code, names, (row) => isHome(row) && liesIn(row, code)),
        ),
        ...constituencies.flatMap(({ id, names }) =>
          group('constituency', id, names, (row) => row.constituency === id),
        ),
      ],
    },
  };
}
