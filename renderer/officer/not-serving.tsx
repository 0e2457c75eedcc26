import { DoorClosed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { OpenReservations } from './reservations.tsx';

/** The officer is here, the station is not open: says what is awaited, and from whom. */
export function NotServing() {
  const { t } = useTranslation(['officer', 'parts']);
  const { station, openReservations } = useDesk();
  return (
    <Frame layout="not-serving">
      <DoorClosed className="big-icon" aria-hidden="true" />
      <h1>{t(`parts:stage.${station.stage}`)}</h1>
      <p className="lead">{t(`not-serving.${station.stage}`)}</p>
      {openReservations.length > 0 ? <OpenReservations /> : null}
    </Frame>
  );
}
