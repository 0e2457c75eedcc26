import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationRow } from '../../main/api/console-views.ts';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { lengthWords } from './alarm-words.ts';
import { type Column, Grid } from './grid.tsx';
import { HealthMark } from './health-mark.tsx';
import { ResultsMark } from './results-mark.tsx';
import { turnoutOf } from './stations.ts';
import { useTerritories } from './territories.ts';
import { minutesBetween } from './times.ts';
import { useConsole } from './zone.ts';

const idOf = ({ station }: StationRow): string => station;

/** The stations with all that is told of each at one look. */
export function StationTable({
  rows,
  onStation,
}: {
  readonly rows: readonly StationRow[];
  readonly onStation: (station: string) => void;
}) {
  const { t } = useTranslation('commission');
  const columns = useColumns();
  return (
    <Grid
      label={t('room.stations')}
      layout="station-table"
      columns={columns}
      rows={rows}
      idOf={idOf}
      onOpen={({ station }) => onStation(station)}
    />
  );
}

function useColumns(): readonly Column<StationRow>[] {
  const { t, i18n } = useTranslation('commission');
  const { now } = useConsole();
  const { nameOf } = useTerritories();
  const language = languageOf(i18n);
  return useMemo(() => {
    const number = (value: number): string => shownNumber(value, language);
    return [
      {
        id: 'station',
        title: t('column.station'),
        cell: (row) => (
          <span className="grid-place">
            <strong className="number">{row.station}</strong>
            <span className="clamp">{inLanguage(row.name, { language })}</span>
          </span>
        ),
      },
      {
        id: 'territory',
        title: t('territory'),
        cell: (row) => <span className="clamp">{nameOf(row.territory)}</span>,
      },
      { id: 'stage', title: t('column.stage'), cell: (row) => t(`stage.${row.stage}`) },
      {
        id: 'turnout',
        title: t('turnout'),
        number: true,
        cell: (row) => {
          const share = turnoutOf(row);
          return (
            <>
              <strong>{share === null ? '…' : shownShare(share, language)}</strong>
              <span>{number(row.admitted)}</span>
              <span className="share-bar">
                <i style={{ inlineSize: `${Math.min(1, share ?? 0) * 100}%` }} />
              </span>
            </>
          );
        },
      },
      {
        id: 'backlog',
        title: t('column.backlog'),
        number: true,
        cell: (row) =>
          row.backlog === 0 ? (
            '0'
          ) : (
            <>
              <strong>{number(row.backlog)}</strong>
              {row.oldest === null ? null : <span>{lengthWords(minutesBetween(row.oldest, now), i18n)}</span>}
            </>
          ),
      },
      {
        id: 'health',
        title: t('column.health'),
        cell: (row) => <HealthMark health={row.health} {...(row.alarms === 0 ? {} : { count: number(row.alarms) })} />,
      },
      {
        id: 'results',
        title: t('column.results'),
        cell: (row) => (row.results === null ? null : <ResultsMark state={row.results} />),
      },
      {
        id: 'forecast',
        title: t('column.forecast'),
        number: true,
        cell: ({ forecast }) => (forecast === null ? null : <Forecast minutes={forecast} />),
      },
    ];
    // The words follow the language; `t` and `i18n` are the same objects for all of them.
  }, [t, i18n, nameOf, language, now]);
}

/** When the last voter who is expected would be served: what is too late is bold. */
function Forecast({ minutes }: { readonly minutes: number }) {
  const { t, i18n } = useTranslation('commission');
  const time = lengthWords(Math.abs(minutes), i18n);
  return minutes > 0 ? <strong>{t('forecast.late', { time })}</strong> : <span>{t('forecast.well')}</span>;
}
