import { DoorClosed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { localDate, shortDate } from '../../core/person/dates.ts';
import { Frame } from '../parts/frame.tsx';
import { StandstillClock } from '../parts/standstill.tsx';
import { useDesk } from '../parts/zone.ts';
import { OpenReception } from './reception/open-reception.tsx';
import { OpenReservations } from './reservations.tsx';

/** The officer is here, the station is not open: says what is awaited, and from whom. */
export function NotServing() {
  const { t } = useTranslation(['officer', 'parts']);
  const { station, openReservations, person } = useDesk();
  // Before the day people come who ask where they vote.
  const today = shortDate(localDate(station.now, station.zone));
  const receives = station.stage === 'ready' && person?.role === 'officer' && station.election?.date !== today;
  // Another kiosk went on from this one's copy: there is nothing to wait for here, and the notice says so.
  const elsewhere = station.problems.some(({ code }) => code === 'copy.continued-elsewhere');
  return (
    <Frame layout="not-serving" {...(receives ? { main: <OpenReception /> } : {})}>
      <DoorClosed className="big-icon" aria-hidden="true" />
      <h1>{t(`parts:stage.${station.stage}`)}</h1>
      {elsewhere ? null : <p className="lead">{t(`not-serving.${station.stage}`)}</p>}
      {receives ? <p className="lead">{t('reception:open.what')}</p> : null}
      <StandstillClock station={station} />
      {openReservations.length > 0 ? <OpenReservations /> : null}
    </Frame>
  );
}
