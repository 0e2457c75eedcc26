import { useTranslation } from 'react-i18next';
import type { StationView } from '../../main/api/views.ts';
import { Clock } from '../parts/clock.tsx';
import { Both } from './both.tsx';
import { Prepare } from './prepare.tsx';

/** Between voters: station, stage, admitted so far, time, and in pictures what to have ready. */
export function Between({ station }: { readonly station: StationView }) {
  const { i18n } = useTranslation();
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
      <Prepare />
      <footer>
        <div>
          <p lang="ky">{stage('ky')}</p>
          <p lang="ru" className="both-ru">
            {stage('ru')}
          </p>
        </div>
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
