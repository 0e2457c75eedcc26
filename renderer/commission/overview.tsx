import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationRow } from '../../main/api/console-views.ts';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { AlarmCard } from './alarm-card.tsx';
import { AgeChart } from './charts/age-chart.tsx';
import { useSize } from './charts/size.ts';
import { TurnoutChart } from './charts/turnout-chart.tsx';
import { Legend } from './legend.tsx';
import { StationMap } from './station-map.tsx';
import { useTimes } from './times.ts';
import { useConsole } from './zone.ts';

/** What an alarm takes beside the chart with what lies between two, in a narrow and in a wide column, and what is above them: pixels. */
const ALARM = { narrow: 136, wide: 116, from: 600, above: 32 };

/** The country, or what of it is this commission's, at one look. */
export function Overview({ onStation }: { readonly onStation: (station: string) => void }) {
  const { t, i18n } = useTranslation('commission');
  const { stations, turnout, reports, alarms } = useConsole();
  const [beside, { width, height }] = useSize<HTMLElement>();
  const { now } = useTimes();
  const language = languageOf(i18n);
  const admittedAt = useMemo(() => byKind(stations), [stations]);
  const number = (value: number): string => shownNumber(value, language);
  const { registered, admitted, unconfirmed } = turnout;
  const first = Math.max(1, Math.floor((height - ALARM.above) / (width < ALARM.from ? ALARM.narrow : ALARM.wide)));
  return (
    <main className="overview">
      <section className="overview-turnout">
        <header className="headline">
          <h1 className="number">
            {shownShare(registered === 0 ? 0 : admitted / registered, language)} <small>{t('turnout')}</small>
          </h1>
          <p className="headline-of number">
            <strong>{number(admitted)}</strong> {t('admitted.of', { all: number(registered) })}
          </p>
          <dl className="headline-facts number">
            {(['home', 'remote', 'abroad'] as const).map((kind) => (
              <div key={kind}>
                <dt>{t(`kind.${kind}`)}</dt>
                <dd>{number(admittedAt[kind])}</dd>
              </div>
            ))}
            {unconfirmed === 0 ? null : (
              <div>
                <dt>{t('unconfirmed')}</dt>
                <dd>{number(unconfirmed)}</dd>
              </div>
            )}
          </dl>
        </header>
        <TurnoutChart registered={registered} byHour={turnout.byHour} reports={reports} now={now} />
      </section>
      <section ref={beside} className="overview-alarms">
        <h2>{t('alarms.urgent')}</h2>
        {alarms.length === 0 ? <p>{t('alarms.none')}</p> : null}
        <ul>
          {alarms.slice(0, first).map((alarm) => (
            <li key={alarm.id}>
              <AlarmCard alarm={alarm} onPress={() => onStation(alarm.station)} />
            </li>
          ))}
        </ul>
      </section>
      <div className="overview-bottom">
        <section className="overview-map">
          <Legend rows={stations} />
          <StationMap rows={stations} named={false} onStation={onStation} />
        </section>
        <section className="overview-ages">
          <AgeChart bySexAndAge={turnout.bySexAndAge} />
        </section>
      </div>
    </main>
  );
}

/** How many voters were admitted at each kind of station. */
function byKind(stations: readonly StationRow[]): Readonly<Record<StationRow['kind'], number>> {
  const admitted: Record<StationRow['kind'], number> = { home: 0, remote: 0, abroad: 0 };
  for (const row of stations) admitted[row.kind] += row.admitted;
  return admitted;
}
