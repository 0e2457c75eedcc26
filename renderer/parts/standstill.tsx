import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import { clockOf } from '../../core/person/duration.ts';
import type { StationView } from '../../main/api/views.ts';
import { useStationInstant } from './clock.tsx';

/** How long the station has stood still by now, as a clock that counts; null while it works. */
export function useStandstill(station: StationView): { readonly since: string; readonly clock: string } | null {
  const now = useStationInstant(station);
  const { standstill, zone } = station;
  if (standstill === null) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(standstill.since)) / 1000));
  return { since: localTime(standstill.since, zone), clock: clockOf(seconds) };
}

/** The same for the desk, in words. */
export function StandstillClock({ station }: { readonly station: StationView }) {
  const { t } = useTranslation('day');
  const still = useStandstill(station);
  if (still === null) return null;
  return (
    <div className="standstill" role="timer">
      <p>{t('still.since', { time: still.since })}</p>
      <p>
        {t('still.lasts')} <strong className="number standstill-clock">{still.clock}</strong>
      </p>
    </div>
  );
}
