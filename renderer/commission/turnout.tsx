import { Eye } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationRow, TurnoutPreview } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { type Column, Grid } from './grid.tsx';
import { Publication } from './publication.tsx';
import { useTerritories } from './territories.ts';
import { useConsole, useConsoleAct } from './zone.ts';

/** A territory that lies in the one that is looked at, or, where none does, a station. */
interface PlaceRow {
  readonly id: string;
  readonly name: string;
  /** How far below the one that is looked at. */
  readonly depth: number;
  /** Null: it is one. */
  readonly stations: number | null;
  readonly registered: number;
  readonly admitted: number;
}

/** Turnout by territories or stations, and the files for the public. */
export function Turnout({ onStation }: { readonly onStation: (station: string) => void }) {
  const { t, i18n } = useTranslation(['commission', 'publication']);
  const { stations, turnout, person, scope } = useConsole();
  const { placed, nameOf, upwards } = useTerritories();
  const { act, busy } = useConsoleAct();
  const [preview, setPreview] = useState<TurnoutPreview | null>(null);
  const language = languageOf(i18n);
  const below = useMemo(
    () =>
      placed.filter(({ territory: { code } }) => code !== scope && (scope === null || upwards(code).includes(scope))),
    [placed, scope, upwards],
  );
  const rows = useMemo((): readonly PlaceRow[] => {
    if (below.length === 0) {
      return stations.map((row) => ({
        ...{
          id: row.station,
          name: `${row.station} · ${inLanguage(row.name, { language })}`,
          depth: 0,
          stations: null,
        },
        ...{ registered: row.registered, admitted: row.admitted },
      }));
    }
    const own = new Map(below.map(({ territory: { code } }): [string, StationRow[]] => [code, []]));
    for (const row of stations) for (const code of upwards(row.territory)) own.get(code)?.push(row);
    const least = Math.min(...below.map(({ depth }) => depth));
    const rest = stations.filter(({ territory }) => territory === scope);
    return [
      ...below.map(({ territory: { code }, depth }) => summed(code, nameOf(code), depth - least, own.get(code) ?? [])),
      ...(rest.length === 0 ? [] : [summed(REST, scope === null ? nameOf(null) : t('territory.rest'), 0, rest)]),
    ];
  }, [stations, below, scope, upwards, nameOf, t, language]);
  const open = ({ id, stations: count }: PlaceRow): void => {
    if (count === null) onStation(id);
    else if (id !== REST) void act((client) => client.territory.choose({ territory: id }));
  };
  const look = (): void =>
    void act(async (client) => {
      const answer = await client.turnout.preview({});
      if (answer.ok) setPreview(answer.value);
      return answer;
    });
  const isByStation = below.length === 0;
  const isDeep = rows.some(({ depth }) => depth > 0);
  const columns = useMemo((): readonly Column<PlaceRow>[] => {
    const number = (value: number): string => shownNumber(value, language);
    return [
      {
        id: 'name',
        title: t(isByStation ? 'column.station' : 'territory'),
        cell: ({ name, depth }) => (
          <span className="clamp" style={{ paddingInlineStart: `${depth * 1.5}em` }}>
            {isDeep && depth === 0 ? <strong>{name}</strong> : name}
          </span>
        ),
      },
      ...(isByStation
        ? []
        : [
            {
              ...({ id: 'stations', title: t('stations'), number: true } as const),
              cell: ({ stations: count }: PlaceRow) => (count === null ? '' : number(count)),
            },
          ]),
      { id: 'registered', title: t('registered'), number: true, cell: (row) => number(row.registered) },
      { id: 'admitted', title: t('admitted'), number: true, cell: (row) => number(row.admitted) },
      {
        id: 'turnout',
        title: t('turnout'),
        number: true,
        cell: ({ registered, admitted }) => (
          <>
            <strong>{registered === 0 ? '…' : shownShare(admitted / registered, language)}</strong>
            <span className="share-bar">
              <i style={{ inlineSize: `${registered === 0 ? 0 : Math.min(1, admitted / registered) * 100}%` }} />
            </span>
          </>
        ),
      },
    ];
  }, [t, language, isByStation, isDeep]);
  if (preview !== null) return <Publication preview={preview} onBack={() => setPreview(null)} />;
  return (
    <Frame
      layout="turnout-room"
      main={
        person?.role === 'central' && scope === null ? (
          <Button kind="main" icon={Eye} label={t('publication:look')} isDisabled={busy} onPress={look} />
        ) : undefined
      }
    >
      <header className="room-head">
        <h1 className="number">
          {t('turnout')}: {shownShare(turnout.registered === 0 ? 0 : turnout.admitted / turnout.registered, language)}
        </h1>
        <p>{t('publication:inside')}</p>
      </header>
      <Grid label={t('turnout')} layout="territory-table" columns={columns} rows={rows} idOf={idOf} onOpen={open} />
    </Frame>
  );
}

/** Stands for the stations that lie in none of those below: no code is so written. */
const REST = '-';
const idOf = ({ id }: PlaceRow): string => id;

function summed(id: string, name: string, depth: number, rows: readonly StationRow[]): PlaceRow {
  const sum = (of: (row: StationRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const [registered, admitted] = [sum((row) => row.registered), sum((row) => row.admitted)];
  return { id, name, depth, stations: rows.length, registered, admitted };
}
