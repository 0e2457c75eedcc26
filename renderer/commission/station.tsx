import { ArrowLeft, FolderDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StationRow } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { inLanguage, languageOf, problemWords } from '../parts/words.ts';
import { alarmWords, lengthWords } from './alarm-words.ts';
import { TurnoutChart } from './charts/turnout-chart.tsx';
import { DeviceTable } from './device-table.tsx';
import { HealthMark } from './health-mark.tsx';
import { ResultsMark } from './results-mark.tsx';
import { turnoutOf } from './stations.ts';
import { useTerritories } from './territories.ts';
import { useTimes } from './times.ts';
import { useConsole, useConsoleAct, useStationDetail } from './zone.ts';

/** Alarms of one station that the smallest screen holds beside its chart. */
const ALARMS = 3;

/** One station: its turnout, its devices, what is wrong, and its log. */
export function Station({ row, onBack }: { readonly row: StationRow; readonly onBack: () => void }) {
  const { t, i18n } = useTranslation(['commission', 'parts']);
  const { downloads } = useConsole();
  const { nameOf, upwards } = useTerritories();
  const { now, said } = useTimes();
  const { detail, problem } = useStationDetail(row);
  const { act, busy } = useConsoleAct();
  const language = languageOf(i18n);
  const territories = upwards(row.territory);
  const share = turnoutOf(row);
  const number = (value: number): string => shownNumber(value, language);
  const running = downloads.some(({ state }) => state === 'running');
  const facts: readonly (readonly [string, string])[] = [
    [t('admitted'), number(row.admitted)],
    [t('registered'), number(row.registered)],
    ...(row.onPaper === 0 ? [] : [[t('on-paper'), number(row.onPaper)] as const]),
    ...(row.unconfirmed === 0 ? [] : [[t('unconfirmed'), number(row.unconfirmed)] as const]),
    [t('column.backlog'), number(row.backlog)],
    ...(row.forecast === null
      ? []
      : [
          [
            t('column.forecast'),
            row.forecast > 0 ? t('forecast.late', { time: lengthWords(row.forecast, i18n) }) : t('forecast.well'),
          ] as const,
        ]),
  ];
  return (
    <Frame
      layout="station"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      main={
        <Button
          kind="main"
          icon={FolderDown}
          label={t('station.log')}
          isDisabled={busy || running}
          onPress={() => void act((client) => client.logs.fromHub({ stations: [row.station] }), t('logs.begun'))}
        />
      }
    >
      <header className="station-head">
        <h1>
          <span className="number">{row.station}</span> · {inLanguage(row.name, i18n)}
        </h1>
        <ul className="facts-row">
          {territories.length === 0 ? null : <li>{territories.map(nameOf).join(', ')}</li>}
          {detail === null ? null : <li>{inLanguage(detail.address, i18n)}</li>}
          <li>{t(`kind.${row.kind}`)}</li>
          <li>{t(`stage.${row.stage}`)}</li>
          <li>
            <HealthMark health={row.health} />
          </li>
          {row.results === null ? null : (
            <li>
              <ResultsMark state={row.results} />
            </li>
          )}
        </ul>
      </header>
      {problem === null ? null : (
        <Notice
          tone="bad"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
          code={problem.code}
        />
      )}
      <section className="station-turnout">
        <header className="headline">
          <h2 className="number">
            {share === null ? '…' : shownShare(share, language)} <small>{t('turnout')}</small>
          </h2>
          <dl className="headline-facts number">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </header>
        {detail === null ? null : (
          <TurnoutChart registered={row.registered} byHour={detail.turnout.byHour} reports={detail.reports} now={now} />
        )}
      </section>
      <section className="station-alarms">
        <h2>{t('room.alarms')}</h2>
        {detail === null ? null : detail.alarms.length === 0 ? <p>{t('alarms.none-here')}</p> : null}
        <ul>
          {detail?.alarms.slice(0, ALARMS).map((alarm) => {
            const { what, act: does } = alarmWords(alarm, i18n);
            return (
              <li key={alarm.id} className={`alarm alarm-${alarm.urgency}`}>
                <span className="alarm-head number">
                  <span>{t(`urgency.${alarm.urgency}`)}</span>
                  <span>{said(alarm.since)}</span>
                </span>
                <strong>{what}</strong>
                <span>{does}</span>
              </li>
            );
          })}
        </ul>
        {detail !== null && detail.alarms.length > ALARMS ? (
          <p>{t('alarms.more', { count: detail.alarms.length - ALARMS })}</p>
        ) : null}
      </section>
      {detail === null ? null : <DeviceTable devices={detail.devices} />}
    </Frame>
  );
}
