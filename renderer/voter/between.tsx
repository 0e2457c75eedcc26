import { useTranslation } from 'react-i18next';
import type { StationView } from '../../main/api/views.ts';
import { Both } from '../parts/both.tsx';
import { Clock } from '../parts/clock.tsx';
import { useStandstill } from '../parts/standstill.tsx';
import { Prepare } from './prepare.tsx';

/** Between voters: station, stage, admitted so far, time, and in pictures what to have ready. */
export function Between({ station }: { readonly station: StationView }) {
  const { i18n } = useTranslation();
  const still = useStandstill(station);
  const stage = (language: string): string => i18n.getFixedT(language, 'parts')(`stage.${station.stage}`);
  return (
    <main className="between">
      <header>
        <h1>
          <Both name="station" />
          <span className="between-station number">№ {station.station?.number ?? '—'}</span>
        </h1>
        <span className="between-clock">
          <Clock station={station} />
        </span>
      </header>
      {still === null ? <Prepare /> : <StandingStill {...still} />}
      <footer>
        <div>
          <p lang="ky">{stage('ky')}</p>
          <p lang="ru" className="both-ru">
            {stage('ru')}
          </p>
        </div>
        {station.insideLeft === null ? null : (
          <div className="between-count">
            <strong className="number">{station.insideLeft}</strong>
            <div>
              <Both name="inside.left" />
            </div>
          </div>
        )}
        <div className="between-count">
          <strong className="number">{station.admitted}</strong>
          <div>
            <Both name="admitted" />
          </div>
        </div>
      </footer>
    </main>
  );
}

/** The room is told since when nobody is served, how long that is by now, and that voting goes on afterwards. */
function StandingStill({ since, clock }: { readonly since: string; readonly clock: string }) {
  return (
    <section className="between-still">
      <p className="between-still-title">
        <Both name="still.title" />
      </p>
      <p className="number between-still-clock" role="timer">
        {clock}
      </p>
      <p>
        <Both name="still.since" values={{ time: since }} />
      </p>
      <p>
        <Both name="still.goes-on" />
      </p>
    </section>
  );
}
