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
import { useConsole, useConsoleAct } from './zone.ts';

interface TerritoryRow {
  readonly id: string;
  readonly name: string;
  readonly stations: number;
  readonly registered: number;
  readonly admitted: number;
}

/** Turnout by territory, and the files for the public. */
export function Turnout() {
  const { t, i18n } = useTranslation(['commission', 'publication']);
  const { stations, territories, turnout, person } = useConsole();
  const { act, busy } = useConsoleAct();
  const [preview, setPreview] = useState<TurnoutPreview | null>(null);
  const language = languageOf(i18n);
  const rows = useMemo(() => {
    const of = Map.groupBy(stations, ({ territory }) => territory);
    return territories.map(({ id, names }) => summed(id, inLanguage(names, { language }), of.get(id) ?? []));
  }, [stations, territories, language]);
  const look = (): void =>
    void act(async (client) => {
      const answer = await client.turnout.preview({});
      if (answer.ok) setPreview(answer.value);
      return answer;
    });
  const columns = useMemo((): readonly Column<TerritoryRow>[] => {
    const number = (value: number): string => shownNumber(value, language);
    return [
      { id: 'name', title: t('territory'), cell: ({ name }) => <span className="clamp">{name}</span> },
      { id: 'stations', title: t('stations'), number: true, cell: (row) => number(row.stations) },
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
  }, [t, language]);
  if (preview !== null) return <Publication preview={preview} onBack={() => setPreview(null)} />;
  return (
    <Frame
      layout="turnout-room"
      main={
        person?.role === 'central' ? (
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
      <Grid label={t('turnout')} layout="territory-table" columns={columns} rows={rows} idOf={({ id }) => id} />
    </Frame>
  );
}

function summed(id: string, name: string, rows: readonly StationRow[]): TerritoryRow {
  const sum = (of: (row: StationRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const [registered, admitted] = [sum((row) => row.registered), sum((row) => row.admitted)];
  return { id, name, stations: rows.length, registered, admitted };
}
