import { CircleCheck, CircleSlash, CircleX, Loader, PenLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  LeftOutRow,
  MakingRows,
  MakingView,
  PackageActRow,
  PackageRow,
  PackagesView,
} from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf, problemWords } from '../parts/words.ts';
import { type Column, Grid } from './grid.tsx';
import { fieldOf, reasonOf } from './left-out-words.ts';
import { useTimes } from './times.ts';

const icons = { running: Loader, made: CircleCheck, stopped: CircleSlash, failed: CircleX, signed: PenLine } as const;
const tabs = ['packages', 'left-out', 'acts'] as const;

/** What was made last: how far it is, its stations, what was left out, and who did what. */
export function Making({
  packages,
  rows,
  onPackage,
}: {
  readonly packages: PackagesView;
  readonly rows: MakingRows | null;
  readonly onPackage: (station: string) => void;
}) {
  const { t } = useTranslation('commission');
  const [tab, setTab] = useState<(typeof tabs)[number]>('packages');
  const { making, acts } = packages;
  return (
    <>
      {making === null ? <p className="lead">{t('packages.never')}</p> : <Progress making={making} />}
      <div className="choices packages-tabs">
        {tabs.map((one) => (
          <Button key={one} label={t(`packages.tab.${one}`)} chosen={one === tab} onPress={() => setTab(one)} />
        ))}
      </div>
      {tab === 'acts' ? (
        <Acts acts={acts} />
      ) : rows === null ? null : tab === 'packages' ? (
        <Stations rows={rows.packages} onPackage={onPackage} />
      ) : (
        <LeftOut rows={rows} />
      )}
    </>
  );
}

function Progress({ making }: { readonly making: MakingView }) {
  const { t, i18n } = useTranslation('commission');
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const Icon = icons[making.state];
  const { now } = making;
  return (
    <>
      <h2 className={`run-state run-${making.state}`}>
        <Icon className="icon" aria-hidden="true" /> {t(`packages.is.${making.state}`)} · {making.source}
      </h2>
      {making.state === 'running' ? (
        <progress
          className="progress"
          aria-label={t('packages.progress')}
          {...(making.stations > 0 ? { max: making.stations, value: making.made + making.failed } : {})}
        />
      ) : null}
      <ul className="facts-row number">
        <li>
          {t(making.taken === null ? 'packages.rows' : 'packages.taken')}:{' '}
          <strong>{number(making.taken ?? making.rows)}</strong>
        </li>
        <li className={making.leftOut > 0 ? 'facts-bad' : ''}>
          {t('packages.left-out')}: <strong>{number(making.leftOut)}</strong>
        </li>
        <li>
          {t('packages.unusable')}: <strong>{number(making.unusable)}</strong>
        </li>
        <li>
          {t('packages.of')}:{' '}
          <strong>
            {number(making.made)} / {number(making.stations)}
          </strong>
        </li>
        {making.failed > 0 ? (
          <li className="facts-bad">
            {t('packages.failed')}: <strong>{number(making.failed)}</strong>
          </li>
        ) : null}
      </ul>
      {now === null ? null : <p>{t('packages.now', { station: now.station, voters: number(now.voters) })}</p>}
      {making.problem === null ? null : (
        <p role="alert">
          <strong>{problemWords(making.problem, 'happened', i18n)}</strong>{' '}
          {problemWords(making.problem, 'officer', i18n)}
        </p>
      )}
    </>
  );
}

const stationOf = ({ station }: PackageRow): string => station;

function Stations({
  rows,
  onPackage,
}: {
  readonly rows: readonly PackageRow[];
  readonly onPackage: (station: string) => void;
}) {
  const { t, i18n } = useTranslation('commission');
  const language = languageOf(i18n);
  const columns = useMemo((): readonly Column<PackageRow>[] => {
    const number = (value: number | null): string => (value === null ? '' : shownNumber(value, language));
    return [
      {
        id: 'station',
        title: t('column.station'),
        cell: ({ station }) => <strong className="number">{station}</strong>,
      },
      { id: 'version', title: t('packages.column.version'), number: true, cell: ({ version }) => number(version) },
      { id: 'voters', title: t('packages.column.voters'), number: true, cell: ({ voters }) => number(voters) },
      {
        id: 'incomplete',
        title: t('packages.column.incomplete'),
        number: true,
        cell: ({ incomplete }) => number(incomplete),
      },
      {
        id: 'state',
        title: t('packages.column.state'),
        cell: ({ state }) => <span className="clamp">{t(`packages.state.${state}`)}</span>,
      },
    ];
  }, [t, language]);
  const failed = rows.find(({ problem }) => problem !== null)?.problem ?? null;
  return (
    <>
      {failed === null ? null : <p className="run-folder">{problemWords(failed, 'happened', i18n)}</p>}
      {rows.some(({ state }) => state !== 'failed') ? <p className="run-folder">{t('packages.open')}</p> : null}
      <Grid
        label={t('packages.tab.packages')}
        layout="packages-table"
        columns={columns}
        rows={rows}
        idOf={stationOf}
        onOpen={({ station, state }) => {
          if (state !== 'failed') onPackage(station);
        }}
      />
    </>
  );
}

const rowOf = ({ row, field, reason }: LeftOutRow): string => `${row}/${field}/${reason}`;

/** What was left out of the list; the reasons are those of the report. */
function LeftOut({ rows: { leftOut, report } }: { readonly rows: MakingRows }) {
  const { t } = useTranslation('commission');
  const columns = useMemo(
    (): readonly Column<LeftOutRow>[] => [
      { id: 'row', title: t('packages.column.row'), number: true, cell: ({ row }) => row },
      { id: 'field', title: t('packages.column.field'), cell: (row) => t(`packages.field.${fieldOf(row)}`) },
      {
        id: 'reason',
        title: t('packages.column.reason'),
        cell: (row) => (
          <span className="clamp">
            {t(`packages.reason.${reasonOf(row)}`)}
            {row.taken ? ` (${t('packages.kept')})` : ''}
          </span>
        ),
      },
    ],
    [t],
  );
  if (leftOut.length === 0) return <p className="lead">{t('packages.nothing-left-out')}</p>;
  return (
    <>
      <p className="run-folder">{t('packages.report', { file: report })}</p>
      <Grid label={t('packages.tab.left-out')} layout="left-out-table" columns={columns} rows={leftOut} idOf={rowOf} />
    </>
  );
}

const actId = ({ n }: PackageActRow): string => String(n);

function Acts({ acts }: { readonly acts: readonly PackageActRow[] }) {
  const { t } = useTranslation('commission');
  const { said } = useTimes();
  const columns = useMemo(
    (): readonly Column<PackageActRow>[] => [
      { id: 'when', title: t('packages.column.when'), number: true, cell: ({ at }) => said(at) },
      {
        id: 'who',
        title: t('packages.column.who'),
        cell: ({ who }) => <span className="clamp">{who.join(', ')}</span>,
      },
      {
        id: 'act',
        title: t('packages.column.act'),
        cell: ({ act, about, sha256 }) => (
          <span className="clamp">
            {t(`packages.act.${act}`)}: {about}
            {sha256 === null ? '' : ` · ${sha256.slice(0, 8)}`}
          </span>
        ),
      },
    ],
    [t, said],
  );
  if (acts.length === 0) return <p className="lead">{t('packages.no-acts')}</p>;
  return <Grid label={t('packages.tab.acts')} layout="acts-table" columns={columns} rows={acts} idOf={actId} />;
}
